package io.tidemark.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiffer;
import io.tidemark.expected.Expectation;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.Fingerprint;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadFixture;
import io.tidemark.snapshot.ThreadOrigin;
import io.tidemark.watch.ServedRequest;
import io.tidemark.watch.StuckThread;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Near the edges, with stacks of well-known threads. What real threads get is in
 * {@link RealThreadsTests}.
 */
class SignaturesTests {

	private static final Expectation EXPECTED = new Expectation("any", "It is normal.", "a source");

	private static final StackTrace IDLE = ThreadFixture.stack("jdk.internal.misc.Unsafe.park",
			"java.util.concurrent.locks.LockSupport.park", "java.util.concurrent.LinkedBlockingQueue.take",
			"java.util.concurrent.ThreadPoolExecutor.getTask", "java.util.concurrent.ThreadPoolExecutor.runWorker",
			"java.util.concurrent.ThreadPoolExecutor$Worker.run");

	private static final StackTrace IDLE_TOMCAT = ThreadFixture.stack("jdk.internal.misc.Unsafe.park",
			"java.util.concurrent.locks.LockSupport.park", "java.util.concurrent.LinkedBlockingQueue.take",
			"org.apache.tomcat.util.threads.TaskQueue.take",
			"org.apache.tomcat.util.threads.ThreadPoolExecutor.getTask",
			"org.apache.tomcat.util.threads.ThreadPoolExecutor.runWorker",
			"org.apache.tomcat.util.threads.ThreadPoolExecutor$Worker.run");

	/** WebClient's {@code block()} waits at a latch while the answer is under way. */
	private static final StackTrace BUSY_TOMCAT = ThreadFixture.stack("jdk.internal.misc.Unsafe.park",
			"java.util.concurrent.locks.LockSupport.park", "java.util.concurrent.CountDownLatch.await",
			"com.example.Orders.place", "org.apache.tomcat.util.threads.ThreadPoolExecutor.runWorker");

	private static final StackTrace LOCKED = ThreadFixture.stack("jdk.internal.misc.Unsafe.park",
			"java.util.concurrent.locks.LockSupport.park", "java.util.concurrent.locks.ReentrantLock.lock",
			"com.example.Prices.read");

	private static final ThreadOrigin POOL = origin("java.util.concurrent.ThreadPoolExecutor.addWorker",
			"java.util.concurrent.ThreadPoolExecutor.execute", "com.example.Orders.place");

	private static final ThreadOrigin TOMCAT = new ThreadOrigin(ThreadFixture.START, "main",
			List.of(ThreadFixture.frame("org.apache.tomcat.util.threads.ThreadPoolExecutor.addWorker", 1)),
			ThreadFixture.frame("org.apache.tomcat.util.threads.ThreadPoolExecutor.addWorker", 1), true);

	private final Signatures signatures = new Signatures();

	@Test
	void saysWhatTheNumbersOfTheGroupAre() {
		Signature signature = of(grown(names("pool-%d-thread-1", 20), IDLE, POOL));

		assertThat(signature).isEqualTo(new Signature("executor-per-call", "an executor for each call",
				"20 threads more, most of them the first of a pool of its own (pool-1-thread-1, pool-2-thread-1), "
						+ "made at com.example.Orders.place(Any.java:1).",
				"Make the executor once, as a bean, and share it; or end it where it is made: shutdown() in finally, "
						+ "try-with-resources on JDK 19 and later.",
				"docs/leaks/executor-per-call.md", 10));
	}

	@Test
	void aGroupOfWhichNoThreadIsLeftIsNoMistake() {
		GroupChange vanished = new GroupChange(new FamilyKey("stock-transfer-*", null, false), 6, 0, 0, 6, null,
				Map.of(WaitReason.DEADLOCK, 6), null, null, null, null, List.of(), 0);

		assertThat(this.signatures.of(vanished, null, List.of())).isNull();
	}

	@Test
	void leavesOutWhatIsNotKnown() {
		Signature signature = of(grown(names("pool-%d-thread-1", 20), IDLE, null));

		assertThat(signature).isNotNull();
		assertThat(signature.because()).isEqualTo(
				"20 threads more, most of them the first of a pool of its own (pool-1-thread-1, pool-2-thread-1).");
	}

	@Test
	void thirdPoolFromOneKnownLineIsAHabitAndTwoAreNot() {
		assertThat(of(grown(names("pool-%d-thread-1", 2), IDLE, POOL))).isNull();
		assertThat(idOf(grown(names("pool-%d-thread-1", 3), IDLE, POOL))).isEqualTo("executor-per-call");
	}

	@Test
	void ofUnknownOriginItTakesTen() {
		assertThat(of(grown(names("pool-%d-thread-1", 9), IDLE, null))).isNull();
		assertThat(idOf(grown(names("pool-%d-thread-1", 10), IDLE, null))).isEqualTo("executor-per-call");
	}

	@Test
	void poolsWithNamesOfTheirOwnAreToldByNamesThatComeAgain() {
		assertThat(idOf(grown(names("mailer-1", 5), IDLE, POOL))).isEqualTo("executor-per-call");
		assertThat(of(grown(names("mailer-%d", 5), IDLE, POOL))).isNull();
	}

	@Test
	void namesAreEnoughWhenStacksWereNotCaptured() {
		assertThat(idOf(grown(names("pool-%d-thread-1", 5), StackTrace.EMPTY, POOL))).isEqualTo("executor-per-call");
		assertThat(idOf(grown(names("Timer-%d", 5), StackTrace.EMPTY,
				origin("java.util.Timer.<init>", "com.example.Orders.place"))))
			.isEqualTo("timer-per-call");
	}

	@Test
	void fixedPoolThatFillsUpGetsNone() {
		assertThat(of(grown(names("pool-1-thread-%d", 32), IDLE, POOL))).isNull();
		assertThat(of(grown(names("pool-1-thread-%d", 32), BUSY_TOMCAT, POOL))).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1364, 1327 })
	void workersBeyondTheCoreSizeAreOfAPoolWithoutALimitUnlessTheyAreIdle(int line) {
		ThreadOrigin beyond = new ThreadOrigin(ThreadFixture.START, "main",
				List.of(ThreadFixture.frame("java.util.concurrent.ThreadPoolExecutor.execute", line),
						ThreadFixture.frame("com.example.Orders.place", 1)),
				ThreadFixture.frame("com.example.Orders.place", 1), false);

		assertThat(idOf(grown(names("mailer-%d", 12), BUSY_TOMCAT, beyond))).isEqualTo("cached-pool-without-limit");
		assertThat(of(grown(names("mailer-%d", 12), IDLE, beyond))).isNull();
	}

	@Test
	void warmTomcatPoolGetsNone() {
		assertThat(of(grown(names("http-nio-8080-exec-%d", 50), IDLE_TOMCAT, TOMCAT))).isNull();
		assertThat(of(grown(names("http-nio-8080-exec-%d", 50), BUSY_TOMCAT, TOMCAT))).isNull();
		assertThat(of(grown(names("http-nio-8080-exec-%d", 50), IDLE_TOMCAT, null))).isNull();
	}

	@Test
	void expectedGroupGetsNoneForItsGrowth() {
		GroupChange group = grown(names("pool-%d-thread-1", 20), IDLE, POOL);

		assertThat(this.signatures.of(group, EXPECTED, List.of())).isNull();
	}

	@Test
	void expectedGroupStillGetsOneForWhatHangsInIt() {
		GroupChange group = grown(names("http-nio-8080-exec-%d", 20), LOCKED, TOMCAT);

		assertThat(this.signatures.of(group, EXPECTED, List.of())).isNotNull()
			.extracting(Signature::id)
			.isEqualTo("lock-convoy");
	}

	@Test
	void lockConvoyNeedsNoGrowthWhenItIsLong() {
		assertThat(idOf(same(names("worker-%d", 10), LOCKED))).isEqualTo("lock-convoy");
		assertThat(of(same(names("worker-%d", 9), LOCKED))).isNull();
	}

	@Test
	void groupThatNeitherGrewNorHangsGetsNone() {
		assertThat(of(same(names("pool-%d-thread-1", 20), IDLE))).isNull();
	}

	@Test
	void groupThatShrankGetsNone() {
		KeptSnapshot many = kept(grouping(names("pool-%d-thread-1", 20), IDLE, POOL));
		KeptSnapshot few = kept(grouping(names("pool-%d-thread-1", 3), IDLE, POOL));

		assertThat(of(new SnapshotDiffer().diff(many, few).groups().get(0))).isNull();
	}

	@Test
	void stuckRequestIsNamedWithItsPathAndTime() {
		GroupChange group = same(names("http-nio-8080-exec-%d", 10), BUSY_TOMCAT);

		Signature signature = this.signatures.of(group, null,
				List.of(stuck(WaitReason.SOCKET_READ, Duration.ofSeconds(40), null),
						stuck(WaitReason.SOCKET_READ, Duration.ofMinutes(3), new ServedRequest("GET", "/a/{id}"))));

		assertThat(signature).isNotNull();
		assertThat(signature.id()).isEqualTo("stuck-request");
		assertThat(signature.because()).isEqualTo("GET /a/{id} has stood at the same place for 3 minutes.");
	}

	@Test
	void whatARequestIsStuckAtSaysMoreThanThatItIsStuck() {
		GroupChange group = same(names("http-nio-8080-exec-%d", 10), BUSY_TOMCAT);
		ServedRequest request = new ServedRequest("GET", "/a/{id}");

		assertThat(this.signatures.of(group, null,
				List.of(stuck(WaitReason.DATABASE_CONNECTION, Duration.ofSeconds(40), request))))
			.isNotNull()
			.extracting(Signature::id)
			.isEqualTo("connection-pool-starvation");
	}

	@Test
	void threeStuckThreadsAreEnoughWithoutGrowthAndTwoAreNot() {
		GroupChange group = same(names("worker-%d", 4), BUSY_TOMCAT);
		StuckThread stuck = stuck(WaitReason.LATCH, Duration.ofSeconds(40), null);

		assertThat(this.signatures.of(group, null, List.of(stuck, stuck))).isNull();
		assertThat(this.signatures.of(group, null, List.of(stuck, stuck, stuck))).isNotNull()
			.extracting(Signature::id)
			.isEqualTo("latch-never-counted");
	}

	@Test
	void clientsOfOtherLibrariesAreToldByTheThreadsThatEachHasOnce() {
		assertThat(idOf(grown(names("httpclient-main-1", 5), StackTrace.EMPTY, POOL)))
			.isEqualTo("http-client-per-call");
		assertThat(idOf(grown(names("idle-connection-evictor-1", 5), StackTrace.EMPTY, POOL)))
			.isEqualTo("http-client-per-call");
		assertThat(idOf(grown(names("OkHttp Dispatcher", 65), StackTrace.EMPTY, POOL)))
			.isEqualTo("http-client-per-call");
		assertThat(of(grown(names("OkHttp Dispatcher", 64), StackTrace.EMPTY, POOL)))
			.as("one client runs 64 calls at most")
			.isNull();
	}

	@Test
	void oneGroupOfEventLoopsGetsNone() {
		assertThat(of(grown(names("nioEventLoopGroup-2-%d", 8), StackTrace.EMPTY, POOL))).isNull();
		assertThat(idOf(grown(names("nioEventLoopGroup-%d-1", 8), StackTrace.EMPTY, POOL)))
			.isEqualTo("event-loops-per-call");
		ThreadOrigin netty = origin("io.netty.util.concurrent.ThreadPerTaskExecutor.execute",
				"io.netty.util.concurrent.SingleThreadEventExecutor.doStartThread", "com.example.Orders.place");
		assertThat(idOf(grown(names("rates-nio-1", 8), StackTrace.EMPTY, netty))).as("loops of Reactor Netty")
			.isEqualTo("event-loops-per-call");
	}

	private @Nullable Signature of(GroupChange change) {
		return this.signatures.of(change, null, List.of());
	}

	private String idOf(GroupChange change) {
		Signature signature = of(change);
		return (signature != null) ? signature.id() : "none";
	}

	private static StuckThread stuck(WaitReason reason, Duration since, @Nullable ServedRequest request) {
		return new StuckThread("http-nio-8080-exec-1", new Fingerprint(1), Thread.State.WAITING, reason, since,
				request);
	}

	private static List<String> names(String format, int count) {
		return IntStream.rangeClosed(1, count).mapToObj((i) -> format.formatted(i)).toList();
	}

	private static GroupChange grown(List<String> names, StackTrace stack, @Nullable ThreadOrigin origin) {
		KeptSnapshot nothing = kept(grouping(List.of(), stack, origin));
		return new SnapshotDiffer().diff(nothing, kept(grouping(names, stack, origin))).groups().get(0);
	}

	private static GroupChange same(List<String> names, StackTrace stack) {
		KeptSnapshot kept = kept(grouping(names, stack, null));
		return new SnapshotDiffer().diff(kept, kept).groups().get(0);
	}

	private static GroupedSnapshot grouping(List<String> names, StackTrace stack, @Nullable ThreadOrigin origin) {
		List<ObservedThread> threads = new ArrayList<>();
		names.forEach((name) -> threads.add(ThreadFixture.thread(threads.size() + 1, name, stack).withOrigin(origin)));
		return new StackGrouper().group(ThreadFixture.snapshot(ThreadFixture.START, threads), null);
	}

	private static KeptSnapshot kept(GroupedSnapshot groups) {
		return new KeptSnapshot("s1", null, false, groups);
	}

	private static ThreadOrigin origin(String... methods) {
		List<Frame> stack = Stream.of(methods).map((method) -> ThreadFixture.frame(method, 1)).toList();
		return new ThreadOrigin(ThreadFixture.START, "main", stack, stack.get(stack.size() - 1), false);
	}

}
