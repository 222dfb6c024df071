package io.tidemark.group;

import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import org.jspecify.annotations.Nullable;

/**
 * One thread and where it stands.
 *
 * @param thread the thread
 * @param fingerprint identity of its stack
 * @param loop identity of its frames outside the JDK: the same while a loop calls now
 * this, now that method of the JDK
 * @param reason what it waits for
 * @since 0.1.0
 */
public record StandingThread(ObservedThread thread, Fingerprint fingerprint, Fingerprint loop, WaitReason reason) {

	/** The innermost frame outside the JDK, or {@code null} if there is none. */
	public @Nullable Frame callerOfTheJdk() {
		return this.thread.stack().frames().stream().filter((frame) -> !JdkFrame.is(frame)).findFirst().orElse(null);
	}

	/** The family that the thread belongs to. Redacts its name, which takes some µs. */
	public FamilyKey family() {
		return StackGrouper.key(this.thread);
	}

}
