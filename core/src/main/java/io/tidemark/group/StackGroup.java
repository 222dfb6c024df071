package io.tidemark.group;

import java.util.List;

import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Threads of one family that stand at the same place in the same state.
 *
 * @param fingerprint identity of the stack
 * @param state state of the threads
 * @param waitReason what they wait for
 * @param threads how many they are
 * @param stack stack of one of them, at most {@value StackGrouper#KEPT_FRAMES} frames
 * @param sampleThreads names of some of them, redacted, at most
 * {@value StackGrouper#SAMPLE_THREADS}
 * @since 0.1.0
 */
public record StackGroup(Fingerprint fingerprint, Thread.State state, WaitReason waitReason, int threads,
		StackTrace stack, List<String> sampleThreads) {

	public StackGroup {
		sampleThreads = List.copyOf(sampleThreads);
	}

	/**
	 * The innermost line outside the JDK that somebody wrote, or {@code null} if there is
	 * none.
	 */
	public @Nullable Frame callerOfTheJdk() {
		return this.stack.frames()
			.stream()
			.filter((frame) -> !JdkFrame.is(frame) && !frame.className().contains("$$Lambda"))
			.findFirst()
			.orElse(null);
	}

	/** The same group with another number of threads. */
	public StackGroup withThreads(int threads) {
		return new StackGroup(this.fingerprint, this.state, this.waitReason, threads, this.stack, this.sampleThreads);
	}

}
