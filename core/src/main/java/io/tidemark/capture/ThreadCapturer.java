package io.tidemark.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.tidemark.jvm.JvmFeatures;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.ThreadSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots of the platform threads of this JVM.
 * <p>
 * On JDK 21 and later nothing is stopped: each thread is walked by a handshake of its
 * own. On JDK 17 stacks come in chunks of {@value ChunkedWalk#CHUNK} threads, a short
 * safepoint each. A thread that ends while the capture runs is left out. All methods may
 * be called by any thread; of captures with stacks one runs at a time, the others wait.
 *
 * @since 0.1.0
 */
public final class ThreadCapturer {

	private final StackWalk withStacks;

	private final StackWalk withoutStacks = new StateWalk();

	private final ThreadUsage usage = new ThreadUsage();

	private volatile @Nullable String waitingFor;

	/**
	 * @param jvm what this JVM can do
	 */
	public ThreadCapturer(JvmFeatures jvm) {
		this.withStacks = jvm.canWalkByHandshake() ? new HandshakeWalk() : new ChunkedWalk();
	}

	/**
	 * Looks at every platform thread, with stack, lock, CPU time and allocated bytes.
	 * Takes 150 to 350 ms without a pause at 10,000 threads on JDK 25; 0.8 s in short
	 * safepoints on JDK 17. A thread that does not answer its handshake delays the caller
	 * for as long; nothing cancels it.
	 * @param now the time to write into the snapshot
	 */
	public synchronized ThreadSnapshot capture(Instant now) {
		try {
			return capture(now, this.withStacks);
		}
		finally {
			this.waitingFor = null;
		}
	}

	/**
	 * Looks at every platform thread's name and state only. Stops nothing on any JDK;
	 * about 10 ms at 10,000 threads. Waits for no capture with stacks, which may hang.
	 * @param now the time to write into the snapshot
	 */
	public ThreadSnapshot captureWithoutStacks(Instant now) {
		return capture(now, this.withoutStacks);
	}

	/**
	 * Looks at these virtual threads only, which no other capture tells apart; without
	 * their CPU time and allocated bytes, which the JVM does not tell. Stops nothing;
	 * about 20 microseconds a thread. JDK 21 and later.
	 * @param threads virtual threads
	 */
	public synchronized List<ObservedThread> captureVirtual(List<Thread> threads) {
		try {
			StackWalk.Walked walked = this.withStacks.walk(threads, (name) -> this.waitingFor = name);
			List<ObservedThread> observed = new ArrayList<>(threads.size());
			for (int i = 0; i < threads.size(); i++) {
				StackWalk.Standing standing = walked.threads().get(i);
				if (standing != null) {
					Thread thread = threads.get(i);
					observed.add(new ObservedThread(ThreadId.of(thread), thread.getName(), true, thread.isDaemon(),
							standing.state(), standing.stack(), standing.lock(), null, null, null));
				}
			}
			return observed;
		}
		finally {
			this.waitingFor = null;
		}
	}

	/**
	 * Name of the thread that a running capture with stacks waits for, or {@code null} if
	 * none runs. It may hold secrets, as every name that the JVM gives.
	 */
	public @Nullable String waitingFor() {
		return this.waitingFor;
	}

	private ThreadSnapshot capture(Instant now, StackWalk walk) {
		long start = System.nanoTime();
		List<Thread> threads = LiveThreads.list();
		StackWalk.Walked walked = walk.walk(threads, (name) -> this.waitingFor = name);
		List<ObservedThread> observed = (walk == this.withStacks) ? observeWithUsage(threads, walked)
				: observe(threads, walked, null, null);
		Duration wall = Duration.ofNanos(System.nanoTime() - start);
		return new ThreadSnapshot(now, observed,
				new CaptureCost(wall, walked.pause(), walked.longestPause(), walk.method()));
	}

	private List<ObservedThread> observeWithUsage(List<Thread> threads, StackWalk.Walked walked) {
		return observe(threads, walked, this.usage.cpuNanos(threads), this.usage.allocatedBytes(threads));
	}

	private List<ObservedThread> observe(List<Thread> threads, StackWalk.Walked walked, long @Nullable [] cpuNanos,
			long @Nullable [] allocatedBytes) {
		List<ObservedThread> observed = new ArrayList<>(threads.size());
		for (int i = 0; i < threads.size(); i++) {
			StackWalk.Standing standing = walked.threads().get(i);
			if (standing != null) {
				Thread thread = threads.get(i);
				observed.add(new ObservedThread(ThreadId.of(thread), thread.getName(), false, thread.isDaemon(),
						standing.state(), standing.stack(), standing.lock(), known(cpuNanos, i),
						known(allocatedBytes, i), null));
			}
		}
		return observed;
	}

	private static @Nullable Long known(long @Nullable [] values, int index) {
		return (values != null && values[index] >= 0) ? values[index] : null;
	}

}
