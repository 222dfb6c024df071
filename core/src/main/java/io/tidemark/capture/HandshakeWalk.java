package io.tidemark.capture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.tidemark.snapshot.CaptureMethod;
import org.jspecify.annotations.Nullable;

/**
 * Walks each thread by a handshake of its own, JDK 21 and later: no safepoint, and a
 * thread is held only while its own stack of at most 1,024 frames is read. A thread in a
 * counted loop can delay its handshake by seconds (2.5 s seen on Serial); it is not
 * harmed, the caller waits.
 */
final class HandshakeWalk implements StackWalk {

	private final ThreadMXBean mxBean = ManagementFactory.getThreadMXBean();

	@Override
	public CaptureMethod method() {
		return CaptureMethod.HANDSHAKE_WALK;
	}

	@Override
	public Walked walk(List<Thread> threads, Consumer<String> waitingFor) {
		StackInterner stacks = new StackInterner();
		LockOwners owners = new LockOwners(this.mxBean);
		List<@Nullable Standing> result = new ArrayList<>(threads.size());
		for (Thread thread : threads) {
			waitingFor.accept(thread.getName());
			result.add(standing(thread, result.size(), stacks, owners));
		}
		owners.addTo(threads, result);
		new DeadlockCheck(this.mxBean).check(threads, result);
		return new Walked(result, Duration.ZERO, Duration.ZERO);
	}

	private static @Nullable Standing standing(Thread thread, int index, StackInterner stacks, LockOwners owners) {
		Thread.State state = thread.getState();
		if (state == Thread.State.TERMINATED) {
			return null;
		}
		StackTraceElement[] stack = thread.getStackTrace();
		if (stack.length == 0 && !thread.isAlive()) {
			return null;
		}
		Object blocker = LockSupport.getBlocker(thread);
		owners.saw(index, state, blocker);
		return new Standing(state, stacks.intern(stack), LockOwners.of(blocker));
	}

}
