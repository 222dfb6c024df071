package io.tidemark.boot.schedule;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.tidemark.LeakSettings;
import io.tidemark.LeakWatch;
import io.tidemark.Tidemark;
import io.tidemark.capture.ThreadCapturer;
import io.tidemark.capture.VirtualThreadDump;
import io.tidemark.diff.SnapshotStore;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.jvm.PartState;
import io.tidemark.origin.OriginRecorder;
import io.tidemark.origin.OriginSettings;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.VirtualThreads.Answer;
import io.tidemark.watch.WatchedResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TidemarkObserverTests {

	private final OriginRecorder recorder = new OriginRecorder(OriginSettings.DEFAULT,
			new FlightRecorderGuard(FileLimits.DEFAULT));

	private final ObserverParts parts = new ObserverParts(this.recorder);

	private final TidemarkSchedule schedule = new TidemarkSchedule();

	private final TidemarkObserver observer = new TidemarkObserver(
			new Tidemark(new ThreadCapturer(JvmFeatures.current()), this.recorder, new SnapshotStore(4)),
			new VirtualThreadDump(JvmFeatures.current(), VirtualThreadDump.DEFAULT_LIMITS,
					VirtualThreadDump.DEFAULT_DEADLINE, () -> VirtualThreadDump.NOT_KNOWN),
			this.recorder, this.parts, new Budget(0.01, Duration.ofMillis(100), 5), this.schedule, Clock.systemUTC());

	@AfterEach
	void close() {
		this.schedule.close();
		this.recorder.close();
	}

	@Test
	void aSnapshotHasStacksAndItsCostIsCounted() {
		assertThat(this.observer.observe().groups().cost().method()).isNotEqualTo(CaptureMethod.WITHOUT_STACKS);

		PartState state = this.parts.snapshots().state();
		assertThat(state.runs()).isEqualTo(1);
		assertThat(state.wall()).isPositive();
	}

	@Test
	void whoFailsToTellOfVerdictsTakesNothingFromTheOthers() throws InterruptedException {
		CountDownLatch told = new CountDownLatch(2);
		this.observer.onJudgement((changes) -> {
			throw new OutOfMemoryError("planted");
		});
		this.observer.onJudgement((changes) -> told.countDown());
		LeakWatch leaks = new LeakWatch(
				new Tidemark(new ThreadCapturer(JvmFeatures.current()), this.recorder, new SnapshotStore(4)),
				new WatchedResources(Duration.ofSeconds(1), 8), LeakSettings.DEFAULT);

		this.observer.watchLeaks(leaks, Duration.ofSeconds(1), Duration.ofMillis(10));

		assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aSnapshotIsTakenWithoutStacksWhenTheBudgetIsUsedUp() {
		this.parts.snapshots().stepDown("the budget is used up");

		assertThat(this.observer.observe().groups().cost()).satisfies((cost) -> {
			assertThat(cost.method()).isEqualTo(CaptureMethod.WITHOUT_STACKS);
			assertThat(cost.pause()).isZero();
		});
		assertThat(this.parts.states()).filteredOn((state) -> state.part().equals("snapshots"))
			.singleElement()
			.satisfies((state) -> assertThat(state.because()).isEqualTo("the budget is used up"));
	}

	@Test
	void virtualThreadsAreLeftOutAloneWhenTheirPartIsSteppedDown() {
		this.parts.virtualThreads().stepDown("it failed too often");

		GroupedSnapshot groups = this.observer.observe().groups();

		assertThat(groups.virtualThreads().answer()).isEqualTo(Answer.REFUSED);
		assertThat(groups.virtualThreads().because()).isEqualTo("it failed too often");
		assertThat(groups.cost().method()).isNotEqualTo(CaptureMethod.WITHOUT_STACKS);
		assertThat(this.parts.virtualThreads().state().runs()).isZero();
	}

	@Test
	void virtualThreadsAreSeenOrThereAreNone() {
		assertThat(this.observer.observe().groups().virtualThreads().answer()).isEqualTo(Answer.WHOLE);
		assertThat(this.parts.virtualThreads().state().runs()).isEqualTo(1);
	}

	@Test
	void theRecorderRestsWhileTheBreakerSaysSo() {
		OriginWatch watch = new OriginWatch(this.recorder, this.parts.origins(), Clock.systemUTC());
		watch.look();
		assertThat(this.recorder.state().works()).as(this.recorder.state().because()).isTrue();

		this.parts.origins().stepDown("the budget is used up");
		watch.look();
		assertThat(this.recorder.state().works()).isFalse();

		this.parts.origins().resume();
		watch.look();
		assertThat(this.recorder.state().works()).isTrue();
	}

	@Test
	void workThatFailsIsDoneAgain() throws InterruptedException {
		CountDownLatch runs = new CountDownLatch(3);

		this.schedule.every(Duration.ofMillis(1), () -> {
			runs.countDown();
			throw new IllegalStateException("planted");
		});

		assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
	}

}
