package io.tidemark.parse;

import java.util.List;
import java.util.Set;

import io.tidemark.snapshot.Frame;

/**
 * Tells a thread's state from where it stands, for dumps that do not say it (JDK 21 to
 * 23). A thread that is blocked at a monitor looks as if it ran.
 */
final class FrameStates {

	private static final Set<String> PARKING = Set.of("jdk.internal.misc.Unsafe", "sun.misc.Unsafe",
			"java.lang.VirtualThread", "java.lang.System$2", "java.lang.System$1",
			"java.util.concurrent.locks.LockSupport");

	private FrameStates() {
	}

	/** The state, {@link Thread.State#RUNNABLE} if nothing else shows. */
	static Thread.State state(List<Frame> frames) {
		int position = 0;
		boolean parked = false;
		while (position < frames.size() && PARKING.contains(frames.get(position).className())) {
			String method = frames.get(position++).methodName();
			if (method.contains("arkNanos") || method.startsWith("parkUntil") || method.startsWith("sleep")) {
				return Thread.State.TIMED_WAITING;
			}
			parked |= method.startsWith("park");
		}
		if (parked) {
			return Thread.State.WAITING;
		}
		return (position < frames.size()) ? inMonitorOrSleep(frames, position) : Thread.State.RUNNABLE;
	}

	private static Thread.State inMonitorOrSleep(List<Frame> frames, int position) {
		Frame innermost = frames.get(position);
		if (innermost.className().equals("java.lang.Thread") && innermost.methodName().startsWith("sleep")) {
			return Thread.State.TIMED_WAITING;
		}
		if (!innermost.className().equals("java.lang.Object")) {
			return Thread.State.RUNNABLE;
		}
		int waits = 0;
		int end = Math.min(frames.size(), position + 3);
		for (Frame frame : frames.subList(position, end)) {
			waits += frame.method().equals("java.lang.Object.wait") ? 1 : 0;
		}
		if (waits == 0) {
			return Thread.State.RUNNABLE;
		}
		// wait() calls wait(0): only a wait with a time stands alone
		return (waits > 1) ? Thread.State.WAITING : Thread.State.TIMED_WAITING;
	}

	/** Whether the thread stands where only virtual threads stand. */
	static boolean isVirtual(List<Frame> frames) {
		return !frames.isEmpty() && (isOfVirtualThread(frames.get(frames.size() - 1), "run")
				|| isOfVirtualThread(frames.get(0), "park") || isOfVirtualThread(frames.get(0), "yield"));
	}

	private static boolean isOfVirtualThread(Frame frame, String method) {
		return frame.className().startsWith("java.lang.VirtualThread") && frame.methodName().startsWith(method)
				&& !frame.methodName().startsWith("runContinuation");
	}

}
