package io.tidemark.group;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.tidemark.snapshot.Frame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules for what cannot be had as a real thread in a test of the engine. The places
 * of the JDK are in {@link TypicalPlacesTests}.
 */
class WaitRulesTests {

	private static final String[] PARKED = { "jdk.internal.misc.Unsafe.park",
			"java.util.concurrent.locks.LockSupport.park",
			"java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await" };

	@Test
	void anIdleTomcatWorkerIsIdle() {
		assertThat(waiting("java.util.concurrent.LinkedBlockingQueue.take",
				"org.apache.tomcat.util.threads.TaskQueue.take",
				"org.apache.tomcat.util.threads.ThreadPoolExecutor.getTask",
				"org.apache.tomcat.util.threads.ThreadPoolExecutor.runWorker"))
			.isEqualTo(WaitReason.IDLE_WORKER);
	}

	@Test
	void aTomcatWorkerThatServesARequestIsNotIdle() {
		assertThat(waiting("com.example.Orders.place", "org.apache.tomcat.util.net.SocketProcessorBase.run",
				"org.apache.tomcat.util.threads.ThreadPoolExecutor.runWorker"))
			.isEqualTo(WaitReason.CONDITION);
	}

	@Test
	void anIdleJettyWorkerIsIdle() {
		assertThat(waiting("org.eclipse.jetty.util.BlockingArrayQueue.poll",
				"org.eclipse.jetty.util.thread.QueuedThreadPool$Runner.idleJobPoll",
				"org.eclipse.jetty.util.thread.QueuedThreadPool$Runner.run"))
			.isEqualTo(WaitReason.IDLE_WORKER);
	}

	@Test
	void aNettyLoopWaitsInASelector() {
		assertThat(running("io.netty.channel.epoll.Native.epollWait0", "io.netty.channel.epoll.Native.epollWait",
				"io.netty.channel.epoll.EpollEventLoop.run"))
			.isEqualTo(WaitReason.SELECTOR);
	}

	@Test
	void anActionInsideASelectorRuns() {
		assertThat(running("com.example.Server.accept", "sun.nio.ch.SelectorImpl.processReadyEvents",
				"sun.nio.ch.SelectorImpl.lockAndDoSelect", "com.example.Server.run"))
			.isEqualTo(WaitReason.RUNNING);
	}

	@Test
	void whatAMethodIsCalledInAnApplicationSaysNothing() {
		assertThat(reason(Thread.State.WAITING,
				frames("jdk.internal.misc.Unsafe.park", "java.util.concurrent.locks.LockSupport.park",
						"java.util.concurrent.FutureTask.awaitDone", "java.util.concurrent.FutureTask.get",
						"com.example.QueueService.take", "com.example.JobQueue.poll")))
			.isEqualTo(WaitReason.FUTURE);
	}

	@Test
	void aCallInsideACompletionIsNotTheFuture() {
		assertThat(reason(Thread.State.TIMED_WAITING,
				frames("java.lang.Thread.sleep", "com.example.Orders.lambda$place$0",
						"java.util.concurrent.CompletableFuture$UniAccept.tryFire",
						"java.util.concurrent.CompletableFuture.postComplete",
						"java.util.concurrent.CompletableFuture.complete")))
			.isEqualTo(WaitReason.SLEEP);
		assertThat(waiting("com.example.Orders.lambda$place$0", "java.util.concurrent.CompletableFuture.postComplete"))
			.isEqualTo(WaitReason.CONDITION);
	}

	@Test
	void aThreadOfTheJvmWithoutFramesRuns() {
		assertThat(reason(Thread.State.RUNNABLE, List.of())).isEqualTo(WaitReason.RUNNING);
	}

	@Test
	void aWaitingThreadWithoutFramesIsNotKnown() {
		assertThat(reason(Thread.State.WAITING, List.of())).isEqualTo(WaitReason.UNKNOWN);
	}

	@Test
	void aBlockedThreadWaitsForAMonitorWhateverItsFrames() {
		assertThat(reason(Thread.State.BLOCKED, frames("java.lang.Object.wait", "com.example.Orders.place")))
			.isEqualTo(WaitReason.MONITOR);
	}

	@Test
	void aThreadThatWaitsForAChildProcessIsNotRunning() {
		assertThat(running("java.lang.ProcessHandleImpl.waitForProcessExit0")).isEqualTo(WaitReason.OTHER);
	}

	private static WaitReason reason(Thread.State state, List<Frame> frames) {
		return WaitRules.own().reason(state, frames, null);
	}

	private static WaitReason waiting(String... callers) {
		return reason(Thread.State.WAITING,
				frames(Stream.concat(Arrays.stream(PARKED), Arrays.stream(callers)).toArray(String[]::new)));
	}

	private static WaitReason running(String... methods) {
		return reason(Thread.State.RUNNABLE, frames(methods));
	}

	private static List<Frame> frames(String... methods) {
		return Arrays.stream(methods).map(WaitRulesTests::frame).toList();
	}

	private static Frame frame(String method) {
		int dot = method.lastIndexOf('.');
		return new Frame(method.substring(0, dot), method.substring(dot + 1), null, Frame.UNKNOWN_LINE);
	}

}
