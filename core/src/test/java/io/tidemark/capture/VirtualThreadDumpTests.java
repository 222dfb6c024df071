package io.tidemark.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.VirtualThreads.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class VirtualThreadDumpTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private static final Duration LONG = Duration.ofMinutes(2);

	private static final long MEGABYTE = 1024 * 1024;

	private static final JvmFeatures JDK_21 = new JvmFeatures(21, true);

	private static final String THREAD = """
			{"tid": "1", "name": "", "virtual": true, "state": "WAITING",
			"stack": ["com.example.Orders.await(Orders.java:7)", "java.base/java.lang.VirtualThread.run(V.java:1)"]},
			""";

	@TempDir
	private Path directory;

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void parkedVirtualThreadsAreOneEntryWithTheirContainer() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		ExecutorService executor = virtualThreads();
		for (int i = 0; i < 1_000; i++) {
			executor.submit(() -> {
				gate.await();
				return null;
			});
		}

		SeenVirtualThreads seen = awaitParked(1_000);

		assertThat(seen.answer().answer()).isEqualTo(Answer.WHOLE);
		assertThat(seen.answer().count()).isGreaterThanOrEqualTo(1_000);
		assertThat(seen.bytes()).isPositive();
		assertThat(seen.folded()).filteredOn((folded) -> folded.threads() == 1_000)
			.singleElement()
			.satisfies((parked) -> {
				assertThat(parked.container()).isEqualTo("java.util.concurrent.ThreadPerTaskExecutor");
				assertThat(parked.state()).isEqualTo(Thread.State.WAITING);
				assertThat(parked.virtual()).isTrue();
			});
		assertThat(this.directory).isEmptyDirectory();
		gate.countDown();
		executor.shutdown();
	}

	private SeenVirtualThreads awaitParked(int count) {
		VirtualThreadDump dump = new VirtualThreadDump(JvmFeatures.current(), limits(64), LONG, () -> 0);
		SeenVirtualThreads seen = dump.look(NOW);
		while (seen.folded().stream().mapToInt(FoldedThreads::threads).max().orElse(0) != count) {
			seen = dump.look(NOW);
		}
		return seen;
	}

	private static ExecutorService virtualThreads() throws ReflectiveOperationException {
		return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
	}

	@Test
	@EnabledOnJre(JRE.JAVA_17)
	void aJvmBeforeVirtualThreadsHasNone() {
		SeenVirtualThreads seen = new VirtualThreadDump(JvmFeatures.current(), limits(64), LONG, () -> 0).look(NOW);

		assertThat(seen.answer().answer()).isEqualTo(Answer.WHOLE);
		assertThat(seen.answer().count()).isZero();
	}

	@Test
	void aJvmThatNeverStartedOneIsNotAskedForADump() {
		AtomicInteger calls = new AtomicInteger();
		JvmFeatures jvm = new JvmFeatures(25, true);
		boolean started = LiveThreads.list()
			.stream()
			.anyMatch((thread) -> thread.getName().equals(jvm.companionOfVirtualThreads()));

		SeenVirtualThreads seen = new VirtualThreadDump(jvm, limits(64), LONG, () -> 0, (file) -> {
			calls.incrementAndGet();
			Files.writeString(file, dump(0));
		}).look(NOW);

		assertThat(seen.answer().count()).isZero();
		assertThat(calls).hasValue(started ? 1 : 0);
	}

	@Test
	void aJvmThatCannotDumpIsRefusedUnlessSomebodyCounts() {
		VirtualThreadDump uncounted = new VirtualThreadDump(JDK_21, limits(64), LONG, () -> VirtualThreadDump.NOT_KNOWN,
				null);
		VirtualThreadDump counted = new VirtualThreadDump(JDK_21, limits(64), LONG, () -> 70, null);

		assertThat(uncounted.look(NOW).answer()).hasToString("VirtualThreads[answer=REFUSED, count=null, "
				+ "because=this JVM writes no dump with virtual threads]");
		assertThat(counted.look(NOW).answer().answer()).isEqualTo(Answer.COUNTED);
		assertThat(counted.look(NOW).answer().count()).isEqualTo(70);
	}

	@Test
	void aDumpThatWouldBeTooLargeIsNotBegun() {
		AtomicInteger calls = new AtomicInteger();
		VirtualThreadDump dump = new VirtualThreadDump(JDK_21, limits(64), LONG, () -> 100_000,
				(file) -> calls.incrementAndGet());

		SeenVirtualThreads seen = dump.look(NOW);

		assertThat(seen.answer().answer()).isEqualTo(Answer.COUNTED);
		assertThat(seen.answer().count()).isEqualTo(100_000);
		assertThat(seen.answer().because()).startsWith("a dump would take about 143 MB, 64 MB are allowed");
		assertThat(calls).hasValue(0);
	}

	@Test
	void aDiskWithTooLittleSpaceIsNotWrittenTo() {
		FileLimits limits = new FileLimits(64 * MEGABYTE, Long.MAX_VALUE / 2, this.directory);

		SeenVirtualThreads seen = new VirtualThreadDump(JDK_21, limits, LONG, () -> 0, (file) -> {
			throw new IllegalStateException("called");
		}).look(NOW);

		assertThat(seen.answer().because()).startsWith("the disk has ").contains("must stay free");
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void aDumpThatGrowsBeyondTheCapIsGivenUpAndTakesNoSpaceUntilItEnds() throws Exception {
		CountDownLatch tooLarge = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		VirtualThreadDump dump = new VirtualThreadDump(JDK_21, limits(16), LONG, () -> VirtualThreadDump.NOT_KNOWN,
				(file) -> {
					Files.writeString(file, dump(120_000));
					tooLarge.countDown();
					awaitQuietly(end);
				});

		SeenVirtualThreads seen = dump.look(NOW);

		assertThat(seen.answer())
			.hasToString("VirtualThreads[answer=REFUSED, count=null, because=the dump grew beyond 16 MB]");
		assertThat(seen.folded()).isEmpty();
		tooLarge.await();
		awaitSize(0);
		assertThat(dump.look(NOW).answer().because())
			.isEqualTo("a dump that was given up is still being written by the JVM");
		end.countDown();
		awaitEmpty();
		assertThat(dump.look(NOW.plusSeconds(59)).answer().because())
			.isEqualTo("the last dump was given up: the dump grew beyond 16 MB; the next is tried 60 s after it");
		assertThat(dump.look(NOW.plusSeconds(60)).answer().because()).isEqualTo("the dump grew beyond 16 MB");
		awaitEmpty();
	}

	@Test
	void aDumpThatTakesTooLongIsGivenUp() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		VirtualThreadDump dump = new VirtualThreadDump(JDK_21, limits(16), Duration.ofMillis(50), () -> 5, (file) -> {
			Files.writeString(file, "{");
			awaitQuietly(end);
		});

		SeenVirtualThreads seen = dump.look(NOW);

		assertThat(seen.answer().count()).isEqualTo(5);
		assertThat(seen.answer().because()).startsWith("the dump took longer than 50 ms");
		end.countDown();
		awaitEmpty();
	}

	@Test
	void aDumpThatComesInPiecesIsReadToItsEnd() {
		VirtualThreadDump dump = new VirtualThreadDump(JDK_21, limits(64), LONG, () -> 0, (file) -> {
			String whole = dump(1_000);
			Files.writeString(file, whole.substring(0, whole.length() / 2));
			Files.writeString(file, whole.substring(whole.length() / 2), StandardOpenOption.APPEND);
		});

		SeenVirtualThreads seen = dump.look(NOW);

		assertThat(seen.folded()).singleElement().extracting(FoldedThreads::threads).isEqualTo(1_000);
		assertThat(seen.answer().answer()).isEqualTo(Answer.WHOLE);
	}

	@Test
	void aDumpThatFailsIsAnAnswer() {
		VirtualThreadDump dump = new VirtualThreadDump(JDK_21, limits(64), LONG, () -> VirtualThreadDump.NOT_KNOWN,
				(file) -> {
					throw new IOException("no space left");
				});

		assertThat(dump.look(NOW).answer().because())
			.isEqualTo("the JVM wrote no dump: java.io.IOException: no space left");
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void nobodyElseMayReadTheDump() {
		AtomicInteger seen = new AtomicInteger();
		new VirtualThreadDump(JDK_21, limits(64), LONG, () -> 0, (file) -> {
			assertPrivate(file.getParent());
			seen.incrementAndGet();
			Files.writeString(file, dump(1));
		}).look(NOW);

		assertThat(seen).hasValue(1);
		assertThat(this.directory).isEmptyDirectory();
	}

	private static void assertPrivate(Path path) throws IOException {
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rwx------");
	}

	@Test
	void whatAKilledProcessLeftBehindIsSwept() throws IOException {
		Path dead = leftBehind("tidemark-dump-999999999-1", Instant.now());
		Path sameNumber = leftBehind("tidemark-dump-" + ProcessHandle.current().pid() + "-2", Instant.EPOCH);
		Path alive = leftBehind("tidemark-dump-" + ProcessHandle.current().pid() + "-3", Instant.now());
		Path foreign = leftBehind("tidemark-dump-of-somebody", Instant.EPOCH);

		assertThat(DumpDirectory.sweep(this.directory)).isEqualTo(2);

		assertThat(List.of(dead, sameNumber)).noneMatch(Files::exists);
		assertThat(List.of(alive, foreign)).allMatch(Files::exists);
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void aLinkIsNotFollowedWhenSweeping() throws IOException {
		Path target = leftBehind("target", Instant.EPOCH);
		Files.createSymbolicLink(this.directory.resolve("tidemark-dump-999999999-1"), target);

		assertThat(DumpDirectory.sweep(this.directory)).isZero();

		assertThat(target.resolve("threads.json")).exists();
	}

	private Path leftBehind(String name, Instant time) throws IOException {
		Path path = Files.createDirectory(this.directory.resolve(name));
		Files.writeString(path.resolve("threads.json"), "{");
		Files.setLastModifiedTime(path, FileTime.from(time));
		return path;
	}

	private FileLimits limits(int megabytes) {
		return new FileLimits(megabytes * MEGABYTE, 16 * MEGABYTE, this.directory);
	}

	private static String dump(int threads) {
		String all = THREAD.repeat(threads);
		return "{\"threadDump\": {\"threadContainers\": [{\"container\": \"<root>\", \"threads\": ["
				+ all.substring(0, Math.max(0, all.length() - 2)) + "]}]}}";
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void awaitSize(long bytes) throws IOException {
		Path file = dumpFile();
		while (file != null && Files.size(file) != bytes) {
			Thread.onSpinWait();
		}
	}

	private @Nullable Path dumpFile() throws IOException {
		try (Stream<Path> files = Files.walk(this.directory)) {
			return files.filter(Files::isRegularFile).findFirst().orElse(null);
		}
	}

	private void awaitEmpty() {
		while (this.directory.toFile().list().length > 0) {
			Thread.onSpinWait();
		}
	}

}
