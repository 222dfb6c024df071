package io.tidemark.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.tidemark.capture.ThreadCapturer;
import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiffer;
import io.tidemark.diff.StackChange;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.WaitReason;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.origin.OriginRecorder;
import io.tidemark.origin.OriginSettings;
import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadFixture;
import io.tidemark.snapshot.ThreadSnapshot;
import io.tidemark.snapshot.VirtualThreads;
import io.tidemark.verdict.leaks.Healthy;
import io.tidemark.verdict.leaks.Mistake;
import io.tidemark.verdict.leaks.Mistakes;
import io.tidemark.verdict.leaks.VirtualThreadsParkedForEver;
import io.tidemark.watch.ServedRequest;
import io.tidemark.watch.StuckThread;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

/**
 * Mistakes that are made in this JVM, seen by its own capture, origins and wait rules, on
 * whatever JDK this is; and the same without the mistake.
 */
class RealThreadsTests {

	private static final int TIMES = 12;

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final OriginRecorder recorder = new OriginRecorder(
			OriginSettings.DEFAULT.withApplicationPackages(List.of("io.tidemark.verdict.leaks")),
			new FlightRecorderGuard(FileLimits.DEFAULT));

	private final ThreadCapturer capturer = new ThreadCapturer(JvmFeatures.current());

	private final StackGrouper grouper = new StackGrouper();

	private final Signatures signatures = new Signatures();

	private final KeptSnapshot before = observe();

	@BeforeAll
	@Timeout(60)
	static void start() {
		recorder.start(Instant.now());
		awaitOrigins();
	}

	/** The recorder tells of threads in the order in which they started. */
	private static void awaitOrigins() {
		Thread probe = new Thread(LockSupport::park, "probe");
		probe.start();
		while (recorder.find(probe.getId()) == null) {
			LockSupport.parkNanos(50_000_000);
		}
		LockSupport.unpark(probe);
	}

	@AfterAll
	static void stop() {
		recorder.close();
	}

	static Stream<Arguments> mistakes() {
		return Mistakes.all().stream().map((mistake) -> Arguments.of(named(mistake.getKey(), mistake.getValue())));
	}

	static Stream<Arguments> healthy() {
		return Healthy.all().entrySet().stream().map((work) -> Arguments.of(named(work.getKey(), work.getValue())));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void mistakeGetsItsSignature(Supplier<Mistake> kind) throws Exception {
		try (Mistake mistake = kind.get()) {
			for (int i = 0; i < TIMES; i++) {
				mistake.faulty();
			}

			await((all) -> all.stream().anyMatch((found) -> found.startsWith(mistake.signature() + ": ")));
			assertThat(found()).as("nothing else is accused")
				.allMatch((found) -> found.startsWith(mistake.signature() + ": "));
		}
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void sameWithoutTheMistakeGetsNone(Supplier<Mistake> kind) throws Exception {
		try (Mistake mistake = kind.get()) {
			for (int i = 0; i < TIMES; i++) {
				mistake.repaired();
			}
			awaitOrigins();

			await(List::isEmpty);
		}
	}

	@ParameterizedTest
	@MethodSource("healthy")
	void whatOnlyLooksNearlyLikeItGetsNone(Supplier<Healthy.Work> kind) throws Exception {
		try (Healthy.Work healthy = kind.get()) {
			for (int i = 0; i < TIMES; i++) {
				healthy.work();
			}
			awaitOrigins();

			assertThat(groups()).isNotEmpty();
			await(List::isEmpty);
		}
	}

	/** Virtual threads come by the JVM's dump; here each is asked for its stack. */
	@Test
	void virtualThreadsThatAreParkedForEverGetTheirSignature() throws Exception {
		List<Thread> threads = new CopyOnWriteArrayList<>();
		try (VirtualThreadsParkedForEver mistake = new VirtualThreadsParkedForEver(
				(task) -> threads.add(startVirtual(task)))) {
			for (int i = 0; i < TIMES; i++) {
				mistake.faulty();
			}
			while (!threads.stream().allMatch((thread) -> thread.getState() == Thread.State.WAITING)) {
				LockSupport.parkNanos(5_000_000);
			}

			GroupChange group = virtual(threads);

			Signature signature = this.signatures.of(group, null, List.of());
			assertThat(signature).isNotNull();
			assertThat(signature.id()).isEqualTo(mistake.signature());
			assertThat(signature.because())
				.startsWith("12 virtual threads more, and 12 of 12 are parked without a timeout, at "
						+ VirtualThreadsParkedForEver.class.getName());
		}
	}

	private static GroupChange virtual(List<Thread> threads) {
		List<FoldedThreads> folded = threads.stream().map((thread) -> {
			List<Frame> frames = Stream.of(thread.getStackTrace()).map(Frame::of).toList();
			return new FoldedThreads(List.of(""), true, null, thread.getState(), new StackTrace(frames, false), null,
					1);
		}).toList();
		ThreadSnapshot none = ThreadFixture.snapshot();
		ThreadSnapshot some = none.withVirtualThreads(folded, VirtualThreads.NONE);
		StackGrouper grouper = new StackGrouper();
		return new SnapshotDiffer()
			.diff(new KeptSnapshot("s1", null, true, grouper.group(none, null)),
					new KeptSnapshot("s2", null, false, grouper.group(some, null)))
			.groups()
			.get(0);
	}

	private static Thread startVirtual(Runnable task) {
		try {
			return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
		}
		catch (NoSuchMethodException ex) {
			return Assumptions.abort("This JDK has no virtual threads");
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private List<String> found() {
		return groups().stream().map((group) -> {
			Signature signature = this.signatures.of(group, null, stuck(group));
			return (signature != null) ? signature.id() + ": " + signature.because() : "";
		}).filter((found) -> !found.isEmpty()).toList();
	}

	private List<GroupChange> groups() {
		return new SnapshotDiffer().diff(this.before, observe())
			.groups()
			.stream()
			.filter((group) -> group.change() != 0)
			.toList();
	}

	/** What the watch would say of two of these groups after some snapshots. */
	private static List<StuckThread> stuck(GroupChange group) {
		if (group.change() < TIMES || group.stacks().isEmpty()) {
			return List.of();
		}
		StackChange stack = group.stacks().get(0);
		boolean request = group.key().name().equals("http-exec-*");
		boolean loop = stack.stack()
			.frames()
			.stream()
			.anyMatch(
					(frame) -> frame.methodName().equals("poll") && frame.className().endsWith(".SwallowedInterrupt"));
		if (!request && !loop) {
			return List.of();
		}
		return List.of(new StuckThread(stack.sampleThreads().get(0), stack.fingerprint(), stack.state(),
				loop ? WaitReason.SPINNING : stack.waitReason(), Duration.ofMinutes(3),
				request ? new ServedRequest("GET", "/stock/{id}") : null));
	}

	private KeptSnapshot observe() {
		Instant now = Instant.now();
		GroupedSnapshot groups = this.grouper.group(recorder.attribute(this.capturer.capture(now)), null);
		return new KeptSnapshot("s1", null, false, groups);
	}

	private void await(Predicate<List<String>> expected) {
		long start = System.nanoTime();
		for (List<String> found = found(); !expected.test(found); found = found()) {
			assertThat(Duration.ofNanos(System.nanoTime() - start)).as("found " + found + " among " + groups())
				.isLessThan(PATIENCE);
			LockSupport.parkNanos(50_000_000);
		}
	}

}
