package io.tidemark.group;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import io.tidemark.snapshot.Frame;

/**
 * Tells what a thread waits for from its state and the frames nearest to where it stands.
 * The first rule that matches wins, so the special stands before the general: an idle
 * pool worker also waits for a condition.
 */
final class WaitRules {

	/**
	 * Frames looked at from the innermost; blocking calls of the JDK are within these.
	 */
	private static final int DEPTH = 20;

	private static final Set<String> QUEUE_PUTS = Set.of("put", "offer", "transfer", "tryTransfer", "exchange",
			"putFirst", "putLast", "offerFirst", "offerLast");

	private static final Set<String> QUEUE_TAKES = Set.of("take", "poll", "takeFirst", "takeLast", "pollFirst",
			"pollLast");

	private static final List<Rule> WAITING = List.of(new Rule(WaitReason.SLEEP, method("java.lang.Thread", "sleep")),
			new Rule(WaitReason.TIMER, method("java.util.TimerThread", "mainLoop")),
			new Rule(WaitReason.TIMER,
					(frame) -> frame.className()
						.equals("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue")),
			new Rule(WaitReason.IDLE_WORKER,
					(frame) -> frame.className().endsWith(".ThreadPoolExecutor")
							&& frame.methodName().equals("getTask")),
			new Rule(WaitReason.IDLE_WORKER, method("java.util.concurrent.ForkJoinPool", "awaitWork")),
			new Rule(WaitReason.QUEUE_HANDOFF, (frame) -> isQueue(frame) && QUEUE_PUTS.contains(frame.methodName())),
			new Rule(WaitReason.QUEUE_TAKE, (frame) -> isQueue(frame) && QUEUE_TAKES.contains(frame.methodName())),
			new Rule(WaitReason.FUTURE,
					(frame) -> frame.className().equals("java.util.concurrent.FutureTask")
							&& frame.methodName().equals("awaitDone")),
			new Rule(WaitReason.FUTURE, (frame) -> frame.className().equals("java.util.concurrent.CompletableFuture")),
			new Rule(WaitReason.CONDITION,
					(frame) -> frame.className().endsWith("Synchronizer$ConditionObject")
							&& frame.methodName().startsWith("await")),
			new Rule(WaitReason.CONDITION, method("java.lang.Object", "wait")),
			new Rule(WaitReason.LOCK, (frame) -> frame.className().startsWith("java.util.concurrent.locks.")
					&& frame.methodName().toLowerCase(Locale.ROOT).contains("lock")));

	private static final List<Rule> RUNNABLE = List.of(
			new Rule(WaitReason.SELECTOR, method("sun.nio.ch.SelectorImpl", "lockAndDoSelect")),
			new Rule(WaitReason.SELECTOR, method("io.netty.channel.epoll.Native", "epollWait")));

	/** Native calls in which a runnable thread waits for the network. */
	private static final Set<String> SOCKET_CALLS = Set.of("sun.nio.ch.Net.poll", "sun.nio.ch.Net.accept",
			"sun.nio.ch.Net.connect", "sun.nio.ch.Net.connect0", "sun.nio.ch.SocketDispatcher.read0",
			"sun.nio.ch.UnixDomainSockets.accept0", "java.net.SocketInputStream.socketRead0");

	private WaitRules() {
	}

	static WaitReason reason(Thread.State state, List<Frame> frames) {
		if (state == Thread.State.BLOCKED) {
			return WaitReason.MONITOR;
		}
		if (frames.isEmpty()) {
			return (state == Thread.State.RUNNABLE) ? WaitReason.RUNNING : WaitReason.UNKNOWN;
		}
		List<Frame> nearest = frames.subList(0, Math.min(DEPTH, frames.size()));
		return switch (state) {
			case WAITING, TIMED_WAITING -> first(WAITING, nearest, WaitReason.OTHER);
			default -> SOCKET_CALLS.contains(frames.get(0).method()) ? WaitReason.SOCKET
					: first(RUNNABLE, nearest, WaitReason.RUNNING);
		};
	}

	private static WaitReason first(List<Rule> rules, List<Frame> frames, WaitReason otherwise) {
		for (Rule rule : rules) {
			for (Frame frame : frames) {
				if (rule.frame().test(frame)) {
					return rule.reason();
				}
			}
		}
		return otherwise;
	}

	private static Predicate<Frame> method(String className, String methodName) {
		return (frame) -> frame.methodName().equals(methodName) && frame.className().equals(className);
	}

	private static boolean isQueue(Frame frame) {
		String className = frame.className();
		return className.contains("Queue") || className.contains("Deque")
				|| className.equals("java.util.concurrent.Exchanger");
	}

	/**
	 * @param reason what a thread waits for
	 * @param frame whose stack has such a frame
	 */
	private record Rule(WaitReason reason, Predicate<Frame> frame) {

	}

}
