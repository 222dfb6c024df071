package io.tidemark.boot.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.tidemark.LeakSettings;
import io.tidemark.LeakWatch;
import io.tidemark.Tidemark;
import io.tidemark.capture.ThreadCapturer;
import io.tidemark.diff.SnapshotStore;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.origin.OriginRecorder;
import io.tidemark.origin.OriginSettings;
import io.tidemark.verdict.LeakChange;
import io.tidemark.verdict.Signal;
import io.tidemark.watch.Flow;
import io.tidemark.watch.WatchedResource;
import io.tidemark.watch.WatchedResources;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeakRoundsTests {

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private static final Instant START = Instant.parse("2026-11-21T15:00:00Z");

	private final OriginRecorder recorder = new OriginRecorder(OriginSettings.DEFAULT,
			new FlightRecorderGuard(FileLimits.DEFAULT));

	private final ObserverParts parts = new ObserverParts(this.recorder);

	private final WatchedResources resources = new WatchedResources(INTERVAL, WatchedResources.MOST);

	private final LeakWatch leaks = new LeakWatch(
			new Tidemark(new ThreadCapturer(JvmFeatures.current()), this.recorder, new SnapshotStore(4)),
			this.resources, LeakSettings.DEFAULT);

	private final List<LeakChange> changes = new ArrayList<>();

	private final TurnedClock clock = new TurnedClock();

	private final LeakRounds rounds = new LeakRounds(this.leaks, this.parts, INTERVAL, this.changes::addAll,
			this.clock);

	@Test
	void everythingIsReadOncePerIntervalWhileNothingMovesFast() {
		this.resources.add(WatchedResource.of("orders.open", "orders", () -> 12));

		for (int i = 0; i < 30; i++) {
			assertThat(round()).isEqualTo(INTERVAL);
		}

		assertThat(this.parts.resources().state().runs()).isEqualTo(30);
		assertThat(this.resources.all()).singleElement()
			.satisfies((watched) -> assertThat(watched.series().last()).isEqualTo(12));
	}

	@Test
	void aQueueThatFillsUpIsReadEverySecondAndToldWithinTwentySeconds() {
		Instant begins = START.plusSeconds(601);
		this.resources.add(queue(begins));
		while (this.clock.now.isBefore(begins)) {
			round();
			this.rounds.judge();
		}

		while (this.changes.stream().noneMatch((change) -> change.verdict().grade().accuses())) {
			assertThat(this.clock.now).isBefore(begins.plusSeconds(20));
			round();
		}

		assertThat(round()).isEqualTo(LeakRounds.DENSE);
		assertThat(this.changes.get(this.changes.size() - 1).verdict().judgement().signals())
			.contains(Signal.SATURATION);
	}

	@Test
	void nothingIsReadWhileThatPartRestsAndNothingIsJudgedOfOldReadings() {
		this.parts.resources().stepDown("the budget is used up");

		assertThat(round()).isEqualTo(INTERVAL);
		this.rounds.judge();

		assertThat(this.parts.resources().state().runs()).isZero();
		assertThat(this.parts.leaks().state().runs()).isZero();
		this.parts.resources().resume();
		round();
		this.rounds.judge();
		assertThat(this.parts.resources().state().runs()).isEqualTo(1);
		assertThat(this.parts.leaks().state().runs()).isEqualTo(1);
	}

	@Test
	void readingGoesOnWhileNothingIsJudged() {
		this.parts.leaks().stepDown("the budget is used up");

		round();
		this.rounds.judge();

		assertThat(this.parts.resources().state().runs()).isEqualTo(1);
		assertThat(this.parts.leaks().state().runs()).isZero();
	}

	/** 500 come and 200 go a second from then on, with room for 20,000. */
	private WatchedResource queue(Instant begins) {
		return WatchedResource.of("orders.queue", "orders", () -> 300 * seconds(begins))
			.withLimit(20_000)
			.withFlow(Flow.of(() -> 500 * seconds(begins), () -> 200 * seconds(begins)));
	}

	private long seconds(Instant begins) {
		return Math.max(0, Duration.between(begins, this.clock.now).toSeconds());
	}

	private Duration round() {
		Duration next = this.rounds.read();
		this.clock.now = this.clock.now.plus(next);
		return next;
	}

	private static final class TurnedClock extends Clock {

		private Instant now = START;

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
