package io.tidemark.capture;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.CaptureMethod;
import org.jspecify.annotations.Nullable;

/**
 * Walks each thread by a handshake of its own, JDK 21 and later: no safepoint, and a
 * thread is held only while its own stack of at most 1,024 frames is read. A thread in a
 * counted loop can delay its handshake by seconds (2.5 s seen on Serial); it is not
 * harmed, the caller waits.
 */
final class HandshakeWalk implements StackWalk {

	/** Owners asked for in one capture at most; 2,000 took 3.4 ms without a pause. */
	static final int MAX_OWNERS = 2_000;

	private final ThreadMXBean mxBean = ManagementFactory.getThreadMXBean();

	@Override
	public CaptureMethod method() {
		return CaptureMethod.HANDSHAKE_WALK;
	}

	@Override
	public Walked walk(List<Thread> threads, Consumer<String> waitingFor) {
		StackInterner stacks = new StackInterner();
		List<@Nullable Standing> result = new ArrayList<>(threads.size());
		List<Integer> blocked = new ArrayList<>();
		for (Thread thread : threads) {
			waitingFor.accept(thread.getName());
			Standing standing = standing(thread, stacks);
			if (standing != null && standing.state() == Thread.State.BLOCKED && blocked.size() < MAX_OWNERS) {
				blocked.add(result.size());
			}
			result.add(standing);
		}
		addOwners(threads, result, blocked);
		return new Walked(result, Duration.ZERO, Duration.ZERO);
	}

	private @Nullable Standing standing(Thread thread, StackInterner stacks) {
		Thread.State state = thread.getState();
		if (state == Thread.State.TERMINATED) {
			return null;
		}
		StackTraceElement[] stack = thread.getStackTrace();
		if (stack.length == 0 && !thread.isAlive()) {
			return null;
		}
		Object blocker = LockSupport.getBlocker(thread);
		return new Standing(state, stacks.intern(stack),
				(blocker != null) ? new AwaitedLock(blocker.getClass().getName(), null) : null);
	}

	/** The walk does not tell the monitor; it is asked for where it matters. */
	private void addOwners(List<Thread> threads, List<@Nullable Standing> result, List<Integer> blocked) {
		if (blocked.isEmpty()) {
			return;
		}
		ThreadInfo[] infos = this.mxBean
			.getThreadInfo(blocked.stream().mapToLong((index) -> ThreadId.of(threads.get(index))).toArray());
		for (int i = 0; i < infos.length; i++) {
			Standing standing = result.get(blocked.get(i));
			AwaitedLock lock = lock(infos[i]);
			if (standing != null && lock != null) {
				result.set(blocked.get(i), new Standing(standing.state(), standing.stack(), lock));
			}
		}
	}

	static @Nullable AwaitedLock lock(@Nullable ThreadInfo info) {
		LockInfo lock = (info != null) ? info.getLockInfo() : null;
		return (lock != null) ? new AwaitedLock(lock.getClassName(), info.getLockOwnerName()) : null;
	}

}
