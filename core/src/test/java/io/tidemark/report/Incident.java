package io.tidemark.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.StackChange;
import io.tidemark.expected.Expectation;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.Fingerprint;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.LockWait;
import io.tidemark.group.Members;
import io.tidemark.group.StackGroup;
import io.tidemark.group.ThreadFamily;
import io.tidemark.group.WaitReason;
import io.tidemark.jvm.PartState;
import io.tidemark.origin.TaskOrigin;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.VirtualThreads;
import io.tidemark.verdict.Signature;
import io.tidemark.watch.ServedRequest;
import io.tidemark.watch.SizeHistory;
import io.tidemark.watch.StuckThread;
import org.jspecify.annotations.Nullable;

/**
 * The fixture: a service in which a pool is made for each request and never shut down. A
 * baseline of 14 threads at 22:56:03 and a snapshot of 35 threads 252 seconds later.
 */
final class Incident {

	static final Instant BASELINE_TIME = Instant.parse("2026-11-20T22:56:03Z");

	static final Instant TIME = BASELINE_TIME.plusSeconds(252);

	static final CaptureCost COST = new CaptureCost(Duration.ofNanos(12_345_678), Duration.ZERO, Duration.ZERO,
			CaptureMethod.HANDSHAKE_WALK);

	static final FamilyOrigin APPLICATION = new FamilyOrigin(
			new Frame("io.tidemark.sample.ReportExport", "export", "ReportExport.java", 41), false,
			"http-nio-8080-exec-3",
			List.of(frame("java.util.concurrent.ThreadPoolExecutor", "addWorker", 945),
					frame("java.util.concurrent.ThreadPoolExecutor", "execute", 1353),
					frame("io.tidemark.sample.ReportExport", "export", 41),
					frame("io.tidemark.sample.ReportController", "create", 28)),
			20);

	static final FamilyOrigin LIBRARY = new FamilyOrigin(
			new Frame("com.zaxxer.hikari.pool.HikariPool", "<init>", "HikariPool.java", 141), true, "main",
			List.of(frame("com.zaxxer.hikari.pool.HikariPool", "<init>", 141),
					frame("com.zaxxer.hikari.HikariDataSource", "getConnection", 111)),
			3);

	static final StackTrace IDLE_WORKER = new StackTrace(
			List.of(new Frame("jdk.internal.misc.Unsafe", "park", "Unsafe.java", Frame.NATIVE_METHOD),
					frame("java.util.concurrent.locks.LockSupport", "park", 371),
					frame("java.util.concurrent.LinkedBlockingQueue", "take", 435),
					frame("java.util.concurrent.ThreadPoolExecutor", "getTask", 1070),
					frame("java.lang.Thread", "run", 1583)),
			false);

	private Incident() {
	}

	/** {@code pool-*-thread-*} grew by 20, two more changed, two did not. */
	static SnapshotDiff diff() {
		return diff(List.of(leak(), new GroupChange(key("HikariPool-*:connection-adder", LIBRARY), 0, 3, 3, 0, LIBRARY,
				Map.of(WaitReason.QUEUE_TAKE, 3), Duration.ofSeconds(90), Duration.ofSeconds(61), Duration.ofMillis(7),
				1_234_567L, List.of(), 0,
				List.of(new LockWait("java.util.concurrent.locks.ReentrantLock$NonfairSync", "@1b2c3d4d", "main", 2),
						new LockWait("java.lang.Object", "@5e6f", null, 1))),
				unchanged("http-nio-8080-exec-*", 10), unchanged("main", 1),
				new GroupChange(key("boot-init-*"), 3, 1, 0, 2, null, Map.of(WaitReason.RUNNING, 1),
						Duration.ofSeconds(300), Duration.ofSeconds(300), null, null, List.of(), 0)));
	}

	static SnapshotDiff diff(List<GroupChange> groups) {
		int before = groups.stream().mapToInt(GroupChange::before).sum();
		int after = groups.stream().mapToInt(GroupChange::after).sum();
		int started = groups.stream().mapToInt(GroupChange::started).sum();
		int ended = groups.stream().mapToInt(GroupChange::ended).sum();
		return new SnapshotDiff(baseline(before), snapshot("s7", null, TIME, after), started, ended, after - started,
				groups);
	}

	static GroupChange leak() {
		return group("pool-*-thread-*", APPLICATION,
				List.of(new StackChange(new Fingerprint(0xfeedL), Thread.State.WAITING, WaitReason.IDLE_WORKER, 0, 20,
						IDLE_WORKER, List.of("pool-7-thread-1", "pool-8-thread-1"))));
	}

	/** All that can be known of {@link #leak()} beside its numbers. */
	static GroupNotes notes() {
		return new GroupNotes("java.util.concurrent.ThreadPoolExecutor",
				new Expectation("any-pool", "A pool of the JDK.", "java.base"),
				new Signature("executor-per-call", "an executor for each call", "20 pools of one thread each.",
						"Make one executor and share it.", "docs/leaks/executor-per-call.md", 10),
				List.of(new TaskOrigin(APPLICATION.frame(), false, APPLICATION.stack(), 18, 3)),
				List.of(new StuckThread("pool-7-thread-1", new Fingerprint(0xfeedL), Thread.State.WAITING,
						WaitReason.FUTURE, Duration.ofSeconds(90), new ServedRequest("GET", "/reports/{id}"))),
				new SizeHistory(List.of(0, 10, 20), Duration.ofMinutes(2)));
	}

	/** A group that grew from 0 to 20. */
	static GroupChange group(String name, @Nullable FamilyOrigin origin, List<StackChange> stacks) {
		return new GroupChange(key(name, origin), 0, 20, 20, 0, origin, Map.of(WaitReason.IDLE_WORKER, 20),
				Duration.ofMillis(121_500), Duration.ofSeconds(60), Duration.ofNanos(4_250_000), 40_960L, stacks, 0);
	}

	static GroupChange unchanged(String name, int size) {
		return new GroupChange(key(name), size, size, 0, 0, null, Map.of(WaitReason.QUEUE_TAKE, size),
				Duration.ofSeconds(300), Duration.ofSeconds(300), Duration.ofMillis(3), 2_048L, List.of(), 0);
	}

	static FamilyKey key(String name) {
		return key(name, null);
	}

	private static FamilyKey key(String name, @Nullable FamilyOrigin origin) {
		return new FamilyKey(name, (origin != null) ? origin.frame().method() : null, false);
	}

	static KeptSnapshot baseline(int threads) {
		return new KeptSnapshot("s1", null, true,
				new GroupedSnapshot(BASELINE_TIME, List.of(), threads, VirtualThreads.NONE, 0, COST));
	}

	static KeptSnapshot snapshot(String id, @Nullable String name, Instant time, int threads) {
		return new KeptSnapshot(id, name, false,
				new GroupedSnapshot(time, List.of(), threads, VirtualThreads.NONE, 0, COST));
	}

	/** The later snapshot, grouped. */
	static KeptSnapshot snapshot() {
		List<ThreadFamily> families = List.of(
				family("pool-*-thread-*", APPLICATION, 20,
						List.of(new StackGroup(new Fingerprint(0xfeedL), Thread.State.WAITING, WaitReason.IDLE_WORKER,
								20, IDLE_WORKER, List.of("pool-7-thread-1", "pool-8-thread-1"))),
						Map.of(WaitReason.IDLE_WORKER, 20)),
				family("http-nio-8080-exec-*", null, 10, List.of(), Map.of(WaitReason.QUEUE_TAKE, 10)));
		return new KeptSnapshot("s7", "after-load", false,
				new GroupedSnapshot(TIME, families, 30, VirtualThreads.NONE, 0, COST));
	}

	/** A family whose first thread is as old as it is large in seconds, its last 1. */
	static ThreadFamily family(String name, @Nullable FamilyOrigin origin, int size, List<StackGroup> stacks,
			Map<WaitReason, Integer> waitReasons) {
		List<Members.Member> members = IntStream.range(0, size)
			.mapToObj((i) -> new Members.Member(i + 1, TIME.minusSeconds(size - i).toEpochMilli(), null, null))
			.toList();
		return new ThreadFamily(key(name, origin), origin, Members.of(members), stacks, 0, waitReasons);
	}

	/** A context in which everything works, writing is allowed and two are kept. */
	static ReportContext context() {
		return context(100);
	}

	static ReportContext context(int limit) {
		return new ReportContext(limit, kept(),
				List.of(new PartState("snapshots", true, null, 9, Duration.ofMillis(112), Duration.ZERO)), true);
	}

	static ReportContext contextWithoutOrigins() {
		return new ReportContext(100, kept(), List.of(new PartState("origins", false,
				"The flight recorder's disk has 2 MB left.", 3, Duration.ofMillis(5), Duration.ZERO)), false);
	}

	static List<KeptSnapshot> kept() {
		return List.of(baseline(14), snapshot("s3", "before-load", BASELINE_TIME.plusSeconds(60), 15));
	}

	/** Frames of distinct methods, innermost first. */
	static List<Frame> frames(String className, int count) {
		List<Frame> frames = new ArrayList<>();
		for (int i = 1; i <= count; i++) {
			frames.add(frame(className, "m" + i, i));
		}
		return frames;
	}

	private static Frame frame(String className, String method, int line) {
		String simpleName = className.substring(className.lastIndexOf('.') + 1);
		return new Frame(className, method, simpleName + ".java", line);
	}

}
