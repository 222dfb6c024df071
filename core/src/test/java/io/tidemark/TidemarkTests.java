package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.tidemark.capture.ThreadCapturer;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotStore;
import io.tidemark.expected.ExpectedThreads;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.WaitReason;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.origin.ExecutorTasks;
import io.tidemark.origin.OriginRecorder;
import io.tidemark.origin.OriginSettings;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.origin.TaskSettings;
import io.tidemark.report.GroupNotes;
import io.tidemark.watch.ServedRequest;
import io.tidemark.watch.SizeHistory;
import io.tidemark.watch.StuckSettings;
import io.tidemark.watch.StuckThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TidemarkTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private static final ServedRequest REQUEST = new ServedRequest("GET", "/orders/{id}");

	private final SubmittedTasks tasks = new SubmittedTasks(new TaskSettings(List.of("io.tidemark"), 100));

	private final Tidemark tidemark = new Tidemark(new ThreadCapturer(JvmFeatures.current()),
			new OriginRecorder(OriginSettings.DEFAULT, new FlightRecorderGuard(new FileLimits(1 << 26, 1 << 26, null))),
			new StackGrouper(), new SnapshotStore(4), ExpectedThreads.standard(),
			new StuckThreads(new StuckSettings(3, Duration.ofMinutes(1), List.of())), this.tasks,
			() -> Map.of("export-1", REQUEST));

	private final ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES,
			new LinkedBlockingQueue<>(), (task) -> new Thread(task, "export-1"));

	private final CountDownLatch release = new CountDownLatch(1);

	@BeforeEach
	void submitATaskThatNeverEndsAndOneThatWaits() throws InterruptedException {
		ExecutorTasks executor = this.tasks.executor("exports", this.pool::getQueue, true);
		CountDownLatch begun = new CountDownLatch(1);
		this.pool.execute(executor.wrap(() -> {
			begun.countDown();
			await(this.release);
		}));
		this.pool.execute(executor.wrap(() -> {
		}));
		assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@AfterEach
	void stop() {
		this.release.countDown();
		this.pool.shutdownNow();
	}

	@Test
	void stuckThreadsAreCountedWhileSomebodyWatches() {
		assertThat(this.tidemark.stuckThreads()).isEqualTo(-1);

		this.tidemark.watch(START);
		assertThat(this.tidemark.stuckThreads()).isZero();

		this.tidemark.watch(START.plusSeconds(30));
		this.tidemark.watch(START.plusSeconds(60));
		assertThat(this.tidemark.stuckThreads()).isPositive();

		this.tidemark.watchNoMore();
		assertThat(this.tidemark.stuckThreads()).isEqualTo(-1);
	}

	@Test
	void aThreadThatDoesNotMoveIsNotedWithItsRequestAndWhoSubmittedItsTask() {
		KeptSnapshot baseline = this.tidemark.baseline(this.tidemark.observe(START, true));
		this.tidemark.watch(START);
		this.tidemark.watch(START.plusSeconds(30));
		this.tidemark.watch(START.plusSeconds(60));
		KeptSnapshot now = this.tidemark.observe(START.plusSeconds(61), true);

		GroupNotes notes = export(this.tidemark.notes(this.tidemark.diff(baseline, now)).values());

		assertThat(notes.stuck()).singleElement().satisfies((stuck) -> {
			assertThat(stuck.thread()).isEqualTo("export-1");
			assertThat(stuck.waitReason()).isEqualTo(WaitReason.LATCH);
			assertThat(stuck.request()).isEqualTo(REQUEST);
		});
		assertThat(notes.submittedBy()).hasSize(2)
			.allSatisfy(
					(by) -> assertThat(by.frame().methodName()).isEqualTo("submitATaskThatNeverEndsAndOneThatWaits"));
		assertThat(notes.submittedBy()).extracting((by) -> by.running() + "/" + by.queued())
			.containsExactlyInAnyOrder("1/0", "0/1");
	}

	@Test
	void watchingDoesNotMakeANewestSnapshot() {
		KeptSnapshot observed = this.tidemark.observe(START, false);

		this.tidemark.watch(START.plusSeconds(1));

		assertThat(this.tidemark.snapshots().find(SnapshotStore.NOW).id()).isEqualTo(observed.id());
	}

	@Test
	void countsAreTheHistoryOfAFamily() {
		this.tidemark.count(START);
		this.tidemark.count(START.plusSeconds(10));

		GroupNotes notes = notes(this.tidemark.observe(START, false)).entrySet()
			.stream()
			.filter((entry) -> entry.getKey().name().equals("export-*"))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseThrow();

		assertThat(notes.history()).isEqualTo(new SizeHistory(List.of(1, 1), Duration.ofSeconds(10)));
	}

	private static GroupNotes export(Collection<GroupNotes> notes) {
		return notes.stream().filter((note) -> !note.submittedBy().isEmpty()).findFirst().orElseThrow();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void aFamilyThatTheCatalogueKnowsIsExpected() {
		KeptSnapshot now = this.tidemark.observe(START, true);

		assertThat(notes(now)).anySatisfy((family, notes) -> {
			assertThat(family.name()).isEqualTo("Reference Handler");
			assertThat(notes.expected()).isNotNull();
		});
	}

	private Map<FamilyKey, GroupNotes> notes(KeptSnapshot snapshot) {
		return this.tidemark.notes(this.tidemark.diff(snapshot, snapshot));
	}

}
