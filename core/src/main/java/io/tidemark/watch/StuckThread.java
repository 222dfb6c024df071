package io.tidemark.watch;

import java.time.Duration;

import io.tidemark.group.Fingerprint;
import io.tidemark.group.WaitReason;
import org.jspecify.annotations.Nullable;

/**
 * A thread that did not move over several snapshots although it was not idle.
 *
 * @param thread its name, redacted
 * @param fingerprint where it stands
 * @param state its state
 * @param waitReason what it waits for; {@link WaitReason#SPINNING} if it uses the
 * processor and comes nowhere
 * @param since how long it has been seen there, at least
 * @param request the request that it serves, or {@code null} if it serves none or that is
 * not known
 * @since 0.1.0
 */
public record StuckThread(String thread, Fingerprint fingerprint, Thread.State state, WaitReason waitReason,
		Duration since, @Nullable ServedRequest request) {
}
