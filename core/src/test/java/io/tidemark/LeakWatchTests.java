package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.tidemark.capture.DeadlockSearch;
import io.tidemark.capture.DeadlockedPair;
import io.tidemark.capture.ThreadCapturer;
import io.tidemark.diff.SnapshotStore;
import io.tidemark.expected.ExpectedThreads;
import io.tidemark.group.StackGrouper;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.origin.ExecutorTasks;
import io.tidemark.origin.OriginRecorder;
import io.tidemark.origin.OriginSettings;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.origin.TaskSettings;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakChange;
import io.tidemark.verdict.LeakDetail;
import io.tidemark.verdict.LeakSummary;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.verdict.Mutes;
import io.tidemark.verdict.Signal;
import io.tidemark.watch.Garbage;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.StuckSettings;
import io.tidemark.watch.StuckThreads;
import io.tidemark.watch.WatchedResource;
import io.tidemark.watch.WatchedResources;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real threads, real captures, and a clock that is told to go.
 */
@Timeout(120)
class LeakWatchTests {

	private static final Instant READY = Instant.parse("2026-11-21T12:00:00Z");

	private final SubmittedTasks tasks = new SubmittedTasks(TaskSettings.DEFAULT);

	private final Tidemark tidemark = new Tidemark(new ThreadCapturer(JvmFeatures.current()),
			new OriginRecorder(OriginSettings.DEFAULT, new FlightRecorderGuard(new FileLimits(1 << 26, 1 << 26, null))),
			new StackGrouper(), new SnapshotStore(4), ExpectedThreads.standard(),
			new StuckThreads(StuckSettings.DEFAULT), this.tasks, Map::of);

	private final List<Thread> threads = new ArrayList<>();

	private final List<AtomicReference<Thread>> hanging = new ArrayList<>();

	private final List<LeakChange> changes = new ArrayList<>();

	private CountDownLatch release = new CountDownLatch(1);

	private LeakWatch watch = watch(LeakSettings.DEFAULT);

	private Instant now = READY.plus(Duration.ofHours(1));

	@AfterEach
	void endThreads() throws InterruptedException {
		this.release.countDown();
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

	@Test
	void oneThreadASecondIsToldWithinThreeMinutesAndASecondSignalMakesItProbable() {
		live(60, () -> {
		});

		Instant begin = this.now;

		live(240, () -> start("leaking-order-", 10));

		assertThat(grades("leaking-order-*")).filteredOn(Grade::accuses)
			.containsExactly(Grade.SUSPECTED, Grade.PROBABLE);
		assertThat(this.changes).filteredOn((change) -> change.verdict().grade().accuses())
			.first()
			.extracting(LeakChange::time)
			.asInstanceOf(InstanceOfAssertFactories.INSTANT)
			.isBefore(begin.plusSeconds(190));
		LeakVerdict verdict = verdict("leaking-order-*");
		assertThat(verdict.judgement().signals()).contains(Signal.GROWTH, Signal.STAGNATION);
		assertThat(verdict.advice()).isNotNull();
		assertThat(verdict.family()).isNotNull();
		assertThat(verdict.id()).isEqualTo(verdict.family().id());
		assertThat(this.watch.verdicts().get(0)).isEqualTo(verdict);
		assertThat(this.changes).extracting((change) -> change.verdict().name()).containsOnly("leaking-order-*");
	}

	@Test
	void oneThatEndsIsWithdrawn() throws InterruptedException {
		live(60, () -> {
		});
		live(300, () -> start("leaking-order-", 10));
		assertThat(verdict("leaking-order-*").grade()).isEqualTo(Grade.PROBABLE);

		endThreads();
		live(600, () -> {
		});

		assertThat(verdict("leaking-order-*").grade()).isEqualTo(Grade.CLEAR);
		assertThat(this.watch.detail(verdict("leaking-order-*").id())).satisfies((detail) -> {
			assertThat(detail.changes()).first()
				.extracting((change) -> change.verdict().grade())
				.isEqualTo(Grade.CLEAR);
			assertThat(detail.hour().values()).hasSize(90);
		});
	}

	@Test
	void oneStackThatGrowsWhileAnotherShrinksIsSeen() throws InterruptedException {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(60, 60, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(),
				(task) -> new Thread(task, "exports-" + this.threads.size()));
		pool.prestartAllCoreThreads();
		live(120, () -> {
		});

		live(420, () -> {
			pool.execute(hanging());
			awaitHanging();
		});

		assertThat(verdict("exports-*")).satisfies((verdict) -> {
			assertThat(verdict.grade()).isEqualTo(Grade.PROBABLE);
			assertThat(verdict.judgement().value()).isEqualTo(60);
		});
		assertThat(this.watch.verdicts()).filteredOn((verdict) -> verdict.tags().containsKey("stack"))
			.singleElement()
			.satisfies((verdict) -> {
				assertThat(verdict.grade()).isEqualTo(Grade.PROBABLE);
				assertThat(verdict.tags()).containsEntry("at", "io.tidemark.LeakWatchTests.await");
				assertThat(verdict.family()).isEqualTo(verdict("exports-*").family());
			});
		pool.shutdown();
		this.release.countDown();
		assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aPoolThatGrowsToItsMaximumIsCleared() throws InterruptedException {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(60, 60, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(),
				(task) -> new Thread(task, "mails-" + this.threads.size()));
		ExecutorTasks executor = this.tasks.executor("mails", pool::getQueue, false);
		executor.bound(pool::getMaximumPoolSize);
		live(60, () -> {
		});

		live(300, () -> pool.execute(executor.wrap(() -> {
		})));

		assertThat(grades("mails-*")).doesNotContain(Grade.PROBABLE);
		assertThat(verdict("mails-*")).satisfies((verdict) -> {
			assertThat(verdict.grade()).isEqualTo(Grade.CLEAR);
			assertThat(verdict.judgement().reason())
				.isEqualTo("It has 30 of the 60 threads that 'mails' may have, and none of them is stuck.");
		});
		pool.shutdown();
		assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aThreadThatIsNamedWithASpaceIsWatchedLikeOneWithoutAName() {
		start(" ", 1);
		this.threads.get(0).setName(" ");
		live(60, () -> {
		});

		assertThat(this.watch.verdicts()).extracting(LeakVerdict::name).contains("<unnamed>");
	}

	@Test
	void familiesThatAreCountedRarelyAreReadAllTheSame() {
		start("rarely-counted-", 3);
		for (int i = 0; i < 120; i++) {
			if (i % 30 == 0) {
				this.tidemark.count(this.now);
			}
			step();
		}

		assertThat(verdict("rarely-counted-*").grade()).isEqualTo(Grade.CLEAR);
		for (int i = 0; i < 120; i++) {
			step();
		}
		assertThat(verdict("rarely-counted-*").grade()).isEqualTo(Grade.UNDECIDED);
	}

	@Test
	void aFamilyWithAnExpectedNameIsNotAccusedBeforeItsStacksWereSeen() {
		this.tidemark.count(this.now);
		for (int i = 0; i < 30; i++) {
			start("http-nio-8080-exec-", 2);
			this.tidemark.count(this.now);
			step();
		}

		assertThat(verdict("http-nio-8080-exec-*")).satisfies((verdict) -> {
			assertThat(verdict.grade()).isEqualTo(Grade.UNDECIDED);
			assertThat(verdict.judgement().reason())
				.isEqualTo("It has a name that is expected, and nobody has seen its stacks lately, which would tell.");
		});
	}

	@Test
	void aDeadlockWhoseThreadsHaveEndedSinceTheLastSearchIsNoneAnyMore() {
		start("bystander-", 1);
		live(20, () -> {
		});

		this.watch.proofs().deadlocked(Set.of(Long.MAX_VALUE), this.now);
		live(20, () -> {
		});

		assertThat(this.watch.verdicts()).extracting(LeakVerdict::grade).doesNotContain(Grade.PROVEN);
	}

	@Test
	void aDeadlockIsProvenUntilItEnds() {
		DeadlockSearch search = new DeadlockSearch();
		try (DeadlockedPair pair = DeadlockedPair.start()) {
			live(30, () -> {
			});
			this.watch.proofs().deadlocked(search.search().threads(), this.now);
			live(120, () -> {
			});

			assertThat(verdict(pair.first().getName())).satisfies((verdict) -> {
				assertThat(verdict.grade()).isEqualTo(Grade.PROVEN);
				assertThat(verdict.judgement().reason())
					.startsWith("2 threads wait for each other for ever, at io.tidemark.capture.DeadlockedPair.")
					.contains("(DeadlockedPair.java:");
			});
			assertThat(verdict(pair.second().getName()).grade()).isEqualTo(Grade.PROVEN);
		}

		this.watch.proofs().deadlocked(search.search().threads(), this.now);
		live(10, () -> {
		});

		assertThat(this.watch.verdicts()).extracting(LeakVerdict::grade).doesNotContain(Grade.PROVEN);
	}

	@Test
	void aCloseableThatWasCollectedIsProvenForAnHour() {
		live(60, () -> {
		});
		this.watch.proofs().closeables().register("report-stream", new Object());
		Garbage.collectUntil(() -> {
			live(10, () -> {
			});
			return !this.changes.isEmpty();
		});

		assertThat(verdict("report-stream")).satisfies((verdict) -> {
			assertThat(verdict.grade()).isEqualTo(Grade.PROVEN);
			assertThat(verdict.kind()).isEqualTo(ResourceKind.CUSTOM);
			assertThat(verdict.judgement().reason())
				.startsWith("1 of 'report-stream' was collected without being closed");
		});

		this.now = this.now.plus(Duration.ofHours(1));
		live(10, () -> {
		});

		assertThat(grades("report-stream")).containsExactly(Grade.PROVEN, Grade.UNDECIDED);
	}

	@Test
	void threadsOfAClosedContextAreProvenOnTheirFamily() throws InterruptedException {
		start("tenant-mail-", 3);
		this.watch.proofs().contexts().closed("tenant-4", this.threads, this.now);
		live(120, () -> {
		});

		assertThat(verdict("tenant-mail-*")).satisfies((verdict) -> {
			assertThat(verdict.grade()).isEqualTo(Grade.PROVEN);
			assertThat(verdict.judgement().reason()).startsWith("The context 'tenant-4' was closed at");
		});

		endThreads();
		live(10, () -> {
		});

		assertThat(verdict("tenant-mail-*").grade()).isEqualTo(Grade.CLEAR);
	}

	@Test
	void whereNobodyCountsAnyMoreNobodyDecides() {
		live(300, () -> {
		});

		for (int i = 0; i < 30; i++) {
			step();
		}

		assertThat(this.watch.verdicts()).isNotEmpty()
			.allSatisfy((verdict) -> assertThat(verdict.grade()).isEqualTo(Grade.UNDECIDED))
			.allSatisfy((verdict) -> assertThat(verdict.judgement().reason()).startsWith("It cannot be read: "));
	}

	@Test
	void whatIsMutedIsJudgedAndNobodyIsTold() {
		this.watch = watch(LeakSettings.DEFAULT
			.withMutes(Mutes.parse(List.of("custom:orders.open | known | 2026-11-21T14:00:00Z"))));
		watchOrders();

		LeakVerdict verdict = verdict("orders.open");
		assertThat(verdict.grade().accuses()).isTrue();
		assertThat(verdict.mute()).isNotNull();
		assertThat(this.watch.alerts(verdict)).isFalse();
		assertThat(summary().alerts()).isZero();
		assertThat(this.watch.mutes()).hasSize(1);

		this.now = Instant.parse("2026-11-21T14:00:00Z");
		step();

		assertThat(verdict("orders.open").mute()).isNull();
	}

	@Test
	void inShadowModeNobodyIsTold() {
		this.watch = watch(LeakSettings.DEFAULT.withShadow(true));
		watchOrders();

		assertThat(this.watch.shadow()).isTrue();
		assertThat(verdict("orders.open").grade().accuses()).isTrue();
		assertThat(this.watch.alerts(verdict("orders.open"))).isFalse();
		assertThat(summary().alerts()).isZero();
		assertThat(summary().grades().get(verdict("orders.open").grade())).isOne();
	}

	@Test
	void verdictsAreSummedUpByKind() {
		watchOrders();

		LeakVerdict verdict = verdict("orders.open");
		assertThat(this.watch.alerts(verdict)).isTrue();
		assertThat(summary()).satisfies((summary) -> {
			assertThat(summary.alerts()).isOne();
			assertThat(summary.age()).isEqualTo(Duration.between(verdict.judgement().since(), this.now));
			assertThat(summary.growthPerHour()).isEqualTo(verdict.judgement().trend().slopePerHour());
			assertThat(summary.timeToLimit()).isEqualTo(verdict.judgement().timeToLimit()).isNotNull();
		});
	}

	@Test
	void detailOfSomethingThatIsNotWatchedIsNotKnown() {
		assertThat(this.watch.detail("0000000000000000")).isNull();
	}

	@Test
	void theLastGradeOfWhatIsNoLongerWatchedIsWithdrawn() {
		watchOrders();
		LeakDetail detail = this.watch.detail(verdict("orders.open").id());
		assertThat(detail).isNotNull();

		this.watch.resources().remove(detail.verdict().id());
		step();

		assertThat(this.changes.get(this.changes.size() - 1)).satisfies((change) -> {
			assertThat(change.from().accuses()).isTrue();
			assertThat(change.verdict().grade()).isEqualTo(Grade.CLEAR);
			assertThat(change.verdict().judgement().reason()).isEqualTo("It is not watched any more.");
		});
	}

	/** A resource of the application that grows by ten a reading, for half an hour. */
	private void watchOrders() {
		double[] open = { 0 };
		this.watch.resources()
			.add(WatchedResource.of("orders.open", "orders", () -> open[0]).withLoad(null).withLimit(1_000_000));
		for (int i = 0; i < 180; i++) {
			open[0] += 10;
			step();
		}
	}

	private LeakSummary summary() {
		return this.watch.summary(this.now).get(ResourceKind.CUSTOM);
	}

	private LeakWatch watch(LeakSettings settings) {
		LeakWatch watch = new LeakWatch(this.tidemark, new WatchedResources(Duration.ofSeconds(10), 512), settings);
		watch.ready(READY);
		return watch;
	}

	/** Does what the schedule does, for so many seconds. */
	private void live(int seconds, Runnable eachTenSeconds) {
		for (int second = 0; second < seconds; second += 10) {
			eachTenSeconds.run();
			if (this.now.getEpochSecond() % 30 == 0) {
				this.tidemark.watch(this.now);
			}
			this.tidemark.count(this.now);
			step();
		}
	}

	private void step() {
		this.watch.read(this.now);
		this.changes.addAll(this.watch.judge(this.now));
		this.now = this.now.plusSeconds(10);
	}

	private void start(String prefix, int count) {
		this.release = (this.release.getCount() > 0) ? this.release : new CountDownLatch(1);
		for (int i = 0; i < count; i++) {
			Thread thread = new Thread(hanging(), prefix + this.threads.size());
			thread.setDaemon(true);
			thread.start();
			this.threads.add(thread);
		}
		awaitHanging();
	}

	private Runnable hanging() {
		AtomicReference<Thread> thread = new AtomicReference<>();
		this.hanging.add(thread);
		return () -> {
			thread.set(Thread.currentThread());
			await();
		};
	}

	/** On a busy machine a thread may be far from its place when the look is taken. */
	private void awaitHanging() {
		while (!this.hanging.stream().allMatch(LeakWatchTests::hangs)) {
			Thread.yield();
		}
	}

	private static boolean hangs(AtomicReference<Thread> reference) {
		Thread thread = reference.get();
		return thread != null && thread.getState() != Thread.State.RUNNABLE;
	}

	private void await() {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private List<Grade> grades(String name) {
		return this.changes.stream()
			.map(LeakChange::verdict)
			.filter((verdict) -> verdict.name().equals(name) && !verdict.tags().containsKey("stack"))
			.map(LeakVerdict::grade)
			.toList();
	}

	private LeakVerdict verdict(String name) {
		LeakVerdict verdict = found(name);
		assertThat(verdict).as("verdict on %s", name).isNotNull();
		return verdict;
	}

	private @Nullable LeakVerdict found(String name) {
		return this.watch.verdicts()
			.stream()
			.filter((verdict) -> verdict.name().equals(name) && !verdict.tags().containsKey("stack"))
			.findFirst()
			.orElse(null);
	}

}
