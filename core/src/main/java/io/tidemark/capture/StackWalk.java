package io.tidemark.capture;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * One way to see where threads stand. What a JDK can do decides which way is taken.
 */
interface StackWalk {

	/** The way as the snapshot names it. */
	CaptureMethod method();

	/**
	 * Looks at each thread once.
	 * @param threads the threads, alive a moment ago
	 * @param waitingFor told the name of the thread that is waited for next, so that
	 * whoever waits too long can say for whom
	 * @return what was seen, by position; {@code null} for threads that have ended
	 */
	Walked walk(List<Thread> threads, Consumer<String> waitingFor);

	/**
	 * What was seen.
	 *
	 * @param threads by position; {@code null} where the thread has ended
	 * @param pause upper bound of the time at safepoints
	 * @param longestPause upper bound of the longest safepoint
	 */
	record Walked(List<@Nullable Standing> threads, Duration pause, Duration longestPause) {

	}

	/**
	 * Where one thread stood.
	 *
	 * @param state its state
	 * @param stack its stack
	 * @param lock what it waited for
	 */
	record Standing(Thread.State state, StackTrace stack, @Nullable AwaitedLock lock) {

		Standing withLock(AwaitedLock lock) {
			return new Standing(this.state, this.stack, lock);
		}

	}

}
