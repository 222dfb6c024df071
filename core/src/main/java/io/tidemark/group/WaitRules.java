package io.tidemark.group;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.tidemark.snapshot.Frame;

/**
 * Tells what a thread waits for from its state and the call in which it stands: the
 * innermost frames up to the first that is neither of the JDK nor of a queue or pool of a
 * library. What is further out only tells how the thread came there: a timer task that
 * waits for a lock waits for a lock, not for its next turn. The first rule that matches
 * wins, so the special stands before the general: an idle pool worker also waits for a
 * condition.
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
			new Rule(WaitReason.TIMER, type("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue")),
			// JDK 25 schedules timeouts of futures on a thread of the common pool
			new Rule(WaitReason.TIMER, type("java.util.concurrent.DelayScheduler")),
			new Rule(WaitReason.IDLE_WORKER, (frame) -> isPool(frame) && frame.methodName().equals("getTask")),
			new Rule(WaitReason.IDLE_WORKER, method("java.util.concurrent.ForkJoinPool", "awaitWork")),
			new Rule(WaitReason.IDLE_WORKER,
					method("org.eclipse.jetty.util.thread.QueuedThreadPool$Runner", "idleJobPoll")),
			new Rule(WaitReason.QUEUE_HANDOFF, (frame) -> isQueue(frame) && QUEUE_PUTS.contains(frame.methodName())),
			new Rule(WaitReason.QUEUE_TAKE, (frame) -> isQueue(frame) && QUEUE_TAKES.contains(frame.methodName())),
			new Rule(WaitReason.FUTURE, methods("java.util.concurrent.FutureTask", "awaitDone", "get")),
			new Rule(WaitReason.FUTURE,
					methods("java.util.concurrent.CompletableFuture", "waitingGet", "timedGet", "get", "join")),
			new Rule(WaitReason.FUTURE,
					methods("java.util.concurrent.ForkJoinTask", "awaitDone", "get", "join", "invoke")),
			new Rule(WaitReason.CONDITION,
					(frame) -> frame.className().endsWith("Synchronizer$ConditionObject")
							&& frame.methodName().startsWith("await")),
			new Rule(WaitReason.CONDITION, method("java.lang.Object", "wait")),
			new Rule(WaitReason.CONDITION, type("java.util.concurrent.CountDownLatch")),
			new Rule(WaitReason.CONDITION, type("java.util.concurrent.Phaser")),
			new Rule(WaitReason.LOCK, type("java.util.concurrent.Semaphore")),
			new Rule(WaitReason.LOCK, (frame) -> isLock(frame.className())));

	private static final List<Rule> RUNNABLE = List.of(
			new Rule(WaitReason.SELECTOR, method("sun.nio.ch.SelectorImpl", "lockAndDoSelect")),
			new Rule(WaitReason.SELECTOR, method("sun.nio.ch.EPoll", "wait")),
			new Rule(WaitReason.SELECTOR, method("sun.nio.ch.KQueue", "poll")),
			new Rule(WaitReason.SELECTOR, method("sun.nio.ch.WEPoll", "wait")));

	/** Native code of a library in which a runnable thread waits for the network. */
	private static final Set<String> LIBRARY_SELECTORS = Set.of("io.netty.channel.epoll.Native",
			"io.netty.channel.kqueue.Native", "io.netty.channel.uring.Native");

	/** Native calls in which a runnable thread waits for the network. */
	private static final Set<String> SOCKET_CALLS = Set.of("sun.nio.ch.Net.poll", "sun.nio.ch.Net.accept",
			"sun.nio.ch.Net.connect", "sun.nio.ch.Net.connect0", "sun.nio.ch.SocketDispatcher.read0",
			"sun.nio.ch.SocketDispatcher.readv0", "sun.nio.ch.SocketDispatcher.write0",
			"sun.nio.ch.SocketDispatcher.writev0", "sun.nio.ch.DatagramChannelImpl.receive0",
			"sun.nio.ch.DatagramDispatcher.read0", "sun.nio.ch.UnixDomainSockets.accept0",
			"java.net.SocketInputStream.socketRead0");

	/** Native calls in which a runnable thread waits for something else. */
	private static final Set<String> OTHER_CALLS = Set.of("sun.nio.fs.LinuxWatchService.poll",
			"java.lang.ProcessHandleImpl.waitForProcessExit0", "java.lang.ref.Reference.waitForReferencePendingList");

	private WaitRules() {
	}

	static WaitReason reason(Thread.State state, List<Frame> frames) {
		if (state == Thread.State.BLOCKED) {
			return WaitReason.MONITOR;
		}
		if (frames.isEmpty()) {
			return (state == Thread.State.RUNNABLE) ? WaitReason.RUNNING : WaitReason.UNKNOWN;
		}
		return switch (state) {
			case WAITING, TIMED_WAITING -> first(WAITING, call(frames), WaitReason.OTHER);
			default -> runnable(frames);
		};
	}

	private static WaitReason runnable(List<Frame> frames) {
		Frame innermost = frames.get(0);
		if (SOCKET_CALLS.contains(innermost.method())) {
			return WaitReason.SOCKET;
		}
		if (LIBRARY_SELECTORS.contains(innermost.className())) {
			return WaitReason.SELECTOR;
		}
		return OTHER_CALLS.contains(innermost.method()) ? WaitReason.OTHER
				: first(RUNNABLE, call(frames), WaitReason.RUNNING);
	}

	/** The frames of the call in which the thread stands. */
	private static List<Frame> call(List<Frame> frames) {
		int end = 0;
		while (end < Math.min(DEPTH, frames.size()) && isPlumbing(frames.get(end))) {
			end++;
		}
		return frames.subList(0, end);
	}

	private static boolean isPlumbing(Frame frame) {
		return JdkFrame.is(frame) || isQueue(frame) || isPool(frame)
				|| frame.className().startsWith("org.eclipse.jetty.util.thread.QueuedThreadPool");
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

	private static Predicate<Frame> methods(String className, String... methodNames) {
		Set<String> names = Set.of(methodNames);
		return (frame) -> frame.className().equals(className) && names.contains(frame.methodName());
	}

	private static Predicate<Frame> type(String className) {
		return (frame) -> frame.className().equals(className);
	}

	/** The JDK's pool and Tomcat's copy of it. */
	private static boolean isPool(Frame frame) {
		return frame.className().endsWith(".ThreadPoolExecutor");
	}

	/**
	 * Inside a {@code SynchronousQueue} of JDK 17 putting and taking are one method,
	 * {@code transfer}, so only its public methods tell.
	 */
	private static boolean isQueue(Frame frame) {
		String className = frame.className();
		return (className.endsWith("Queue") || className.endsWith("Deque")
				|| className.equals("java.util.concurrent.Exchanger"))
				&& !className.startsWith("java.util.concurrent.SynchronousQueue$");
	}

	private static boolean isLock(String className) {
		return className.startsWith("java.util.concurrent.locks.") && className.contains("Lock")
				&& !className.endsWith(".LockSupport");
	}

	/**
	 * @param reason what a thread waits for
	 * @param frame whose stack has such a frame
	 */
	private record Rule(WaitReason reason, Predicate<Frame> frame) {

	}

}
