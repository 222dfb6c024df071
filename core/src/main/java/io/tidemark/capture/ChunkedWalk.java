package io.tidemark.capture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import io.tidemark.jvm.PauseClock;
import io.tidemark.snapshot.CaptureMethod;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@code ThreadMXBean} for the stacks of a few threads at a time: the way on JDK 17,
 * where a stack cannot be had without a safepoint. Each chunk is one safepoint; the
 * application runs between them. {@code lockedMonitors} and {@code lockedSynchronizers}
 * are never asked for: the latter walks the whole heap.
 */
final class ChunkedWalk implements StackWalk {

	/**
	 * Threads per safepoint. With 50 the longest pause was 3.3 ms at 1,000 threads (JDK
	 * 17); with 250 it was 18 ms at 10,000.
	 */
	static final int CHUNK = 50;

	private final ThreadMXBean mxBean = ManagementFactory.getThreadMXBean();

	private final PauseClock pauses = new PauseClock();

	@Override
	public CaptureMethod method() {
		return CaptureMethod.THREAD_MX_BEAN_CHUNKS;
	}

	@Override
	public Walked walk(List<Thread> threads, Consumer<String> waitingFor) {
		StackInterner stacks = new StackInterner();
		List<@Nullable Standing> result = new ArrayList<>(threads.size());
		long[] ids = ThreadUsage.ids(threads);
		long total = 0;
		long longest = 0;
		for (int from = 0; from < ids.length; from += CHUNK) {
			waitingFor.accept(threads.get(from).getName());
			long start = this.pauses.nanos();
			ThreadInfo[] infos = this.mxBean.getThreadInfo(
					Arrays.copyOfRange(ids, from, Math.min(from + CHUNK, ids.length)), StackInterner.MAX_DEPTH);
			long nanos = this.pauses.nanos() - start;
			total += nanos;
			longest = Math.max(longest, nanos);
			for (ThreadInfo info : infos) {
				result.add(standing(info, stacks));
			}
		}
		new DeadlockCheck(this.mxBean).check(threads, result);
		return new Walked(result, Duration.ofNanos(total), Duration.ofNanos(longest));
	}

	private @Nullable Standing standing(@Nullable ThreadInfo info, StackInterner stacks) {
		if (info == null || info.getThreadState() == Thread.State.TERMINATED) {
			return null;
		}
		return new Standing(info.getThreadState(), stacks.intern(info.getStackTrace()), LockOwners.lock(info));
	}

}
