package io.tidemark.watch;

import java.time.Duration;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.Fingerprint;
import io.tidemark.group.ThreadName;
import io.tidemark.group.WaitReason;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does not move, before it is known what it serves.
 *
 * @param name its name as the JVM gives it
 * @param family its family
 * @param fingerprint where it stands
 * @param state its state
 * @param reason what it waits for
 * @param since how long, at least
 * @param onlyInRequest whether it is idle unless it serves a request
 */
record Standstill(String name, FamilyKey family, Fingerprint fingerprint, Thread.State state, WaitReason reason,
		Duration since, boolean onlyInRequest) {

	StuckThread stuck(@Nullable ServedRequest request) {
		return new StuckThread(ThreadName.redact(this.name), this.fingerprint, this.state, this.reason, this.since,
				request);
	}

}
