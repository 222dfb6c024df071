package io.tidemark.watch;

import java.util.List;
import java.util.Set;

import io.tidemark.group.StandingThread;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.Frame;

/**
 * Tells whether a thread that stands still is idle, so that nobody is accused who only
 * waits for work. What a wait means depends on whether something was handed to the
 * thread: a task that waits for a condition should come to an end, a thread with a loop
 * of its own may wait for its next turn for ever.
 */
enum Idleness {

	/** Waits for work by what it waits for. */
	IDLE,

	/** Would be idle, but not while it serves a request. */
	IDLE_UNLESS_IN_REQUEST,

	/** Has something to do and does not do it. */
	BUSY;

	private static final Set<WaitReason> ALWAYS_IDLE = Set.of(WaitReason.IDLE_WORKER, WaitReason.TIMER,
			WaitReason.SELECTOR, WaitReason.SOCKET, WaitReason.FINISHED, WaitReason.UNKNOWN);

	/** Nobody waits for these as a way to wait for work. */
	private static final Set<WaitReason> NEVER_IDLE = Set.of(WaitReason.MONITOR, WaitReason.LOCK,
			WaitReason.QUEUE_HANDOFF, WaitReason.FUTURE, WaitReason.DATABASE_CONNECTION, WaitReason.HTTP_CLIENT,
			WaitReason.CLASS_INITIALISATION, WaitReason.DEADLOCK, WaitReason.PHASER);

	/**
	 * A loop comes back to these turn by turn; what it does meanwhile is quickly done.
	 */
	private static final Set<WaitReason> OF_A_LOOP = Set.of(WaitReason.SOCKET_READ, WaitReason.SOCKET_WRITE,
			WaitReason.FILE, WaitReason.DATABASE_CONNECTION, WaitReason.HTTP_CLIENT);

	/** Below such a frame there is a task: a unit of work that should end. */
	private static final Set<String> RUNS_A_TASK = Set.of("java.util.concurrent.ThreadPoolExecutor.runWorker",
			"org.apache.tomcat.util.threads.ThreadPoolExecutor.runWorker", "java.util.concurrent.ForkJoinTask.doExec",
			"java.util.concurrent.FutureTask.run", "java.util.TimerThread.mainLoop",
			"io.tidemark.origin.SubmittedTask.run", "org.apache.tomcat.util.net.SocketProcessorBase.run",
			"org.eclipse.jetty.util.thread.QueuedThreadPool.runJob");

	/** Threads of the JDK and of flight recorder wait for work in ways of their own. */
	private static final List<String> OF_THE_JDK = List.of("java.lang.ref.", "jdk.internal.", "jdk.jfr.", "sun.",
			"com.sun.", "java.util.prefs.");

	static Idleness of(StandingThread standing) {
		List<Frame> frames = standing.thread().stack().frames();
		if (frames.isEmpty() || ALWAYS_IDLE.contains(standing.reason()) || isOfTheJdk(frames)) {
			return IDLE;
		}
		if (standing.reason() == WaitReason.QUEUE_TAKE || keepsTheServiceAlive(standing)) {
			return IDLE_UNLESS_IN_REQUEST;
		}
		boolean busy = NEVER_IDLE.contains(standing.reason()) || runsATask(standing);
		return (busy && !mayHaveTurned(standing)) ? BUSY : IDLE_UNLESS_IN_REQUEST;
	}

	/**
	 * Without its CPU time nobody knows whether a thread stood there all the time or came
	 * back: a job that reads page after page is mostly found at the same read.
	 */
	private static boolean mayHaveTurned(StandingThread standing) {
		return standing.thread().cpuNanos() == null
				&& (standing.thread().state() == Thread.State.TIMED_WAITING || OF_A_LOOP.contains(standing.reason()));
	}

	/** A main method that joins the future of a server which never ends. */
	private static boolean keepsTheServiceAlive(StandingThread standing) {
		List<Frame> frames = standing.thread().stack().frames();
		return standing.reason() == WaitReason.FUTURE && frames.get(frames.size() - 1).methodName().equals("main");
	}

	/** Nothing but the JDK, begun by a part of it that nobody else starts. */
	private static boolean isOfTheJdk(List<Frame> frames) {
		boolean begun = false;
		for (Frame frame : frames) {
			if (frame.className().startsWith("java.lang.Thread")) {
				continue;
			}
			if (!frame.className().startsWith("java.") && !startsWithAny(frame.className())) {
				return false;
			}
			begun = startsWithAny(frame.className());
		}
		return begun;
	}

	private static boolean startsWithAny(String className) {
		return OF_THE_JDK.stream().anyMatch(className::startsWith);
	}

	/** Whether something was handed to the thread that should come to an end. */
	static boolean runsATask(StandingThread standing) {
		return standing.thread().stack().frames().stream().anyMatch((frame) -> RUNS_A_TASK.contains(frame.method()));
	}

}
