package io.tidemark.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

import io.tidemark.watch.Measured;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.ResourceSeries;
import io.tidemark.watch.WatchedResource;
import io.tidemark.watch.WatchedResources;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes that are started again and again, once with the history of those before and
 * once without.
 */
class RestartTests {

	private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

	private static final int STEP = 30;

	private static final int HOUR = 3600;

	private static final int DAY = 24 * HOUR;

	@Test
	void aLeakThatEachRestartResetsIsFoundEachDayAsIfNothingWereKept() {
		IntToDoubleFunction sinceStart = (second) -> 20 + second % DAY / 60;

		int accused = daysAccused(ResourceKind.THREAD_GROUP, 4, sinceStart);

		assertThat(accused).isEqualTo(4);
	}

	@Test
	void whatWarmsUpAfterEachRestartIsJudgedAsIfNothingWereKept() {
		Random random = new Random(3);
		double[] noise = random.doubles(10_000, -15, 15).toArray();
		IntToDoubleFunction warm = (second) -> 10 + 290 * (1 - Math.exp(-(second % DAY) / 120.0))
				+ noise[second / STEP % noise.length] * Math.min(1, second % DAY / 3600.0);

		for (ResourceKind kind : List.of(ResourceKind.THREAD_GROUP, ResourceKind.CUSTOM)) {
			assertThat(daysAccused(kind, 5, warm)).isZero();
		}
	}

	@Test
	void aDailyWaveOfWhatAProcessHoldsIsJudgedAsIfNothingWereKept() {
		IntToDoubleFunction wave = (second) -> Math.min(second % (18 * HOUR) / 2.0,
				200 - 150 * Math.cos(2 * Math.PI * second / DAY));

		same(ResourceKind.THREAD_GROUP, 6, wave, 18);
	}

	@Test
	void whatLeaksOutsideTheProcessIsFoundAlthoughEachDayRestarts() {
		IntToDoubleFunction outbox = (second) -> 40 + second / (double) HOUR;

		assertThat(worst(ResourceKind.CUSTOM, 7, outbox, true)).isEqualTo(Grade.PROBABLE);
		assertThat(worst(ResourceKind.CUSTOM, 7, outbox, false)).isLessThan(Grade.PROBABLE);
	}

	@Test
	void aDailyWaveOutsideTheProcessIsNotAccusedAlthoughEachDayRestarts() {
		IntToDoubleFunction wave = (second) -> 300 - 200 * Math.cos(2 * Math.PI * second / DAY)
				+ 10 * Math.sin(second / 777.0);

		assertThat(worst(ResourceKind.CUSTOM, 10, wave, true)).isLessThan(Grade.PROBABLE);
	}

	/** On how many days it was accused, with the same judgements in both. */
	private static int daysAccused(ResourceKind kind, int days, IntToDoubleFunction value) {
		Process kept = new Process(kind, value);
		Process bare = new Process(kind, value);
		int accused = 0;
		for (int day = 0; day < days; day++) {
			boolean today = false;
			kept.restart(day * DAY, true);
			bare.restart(day * DAY, false);
			for (int second = day * DAY; second < (day + 1) * DAY; second += STEP) {
				Judgement judgement = kept.judge(second);
				assertThat(judgement).isEqualTo(bare.judge(second));
				today |= judgement.grade().accuses();
			}
			accused += today ? 1 : 0;
		}
		assertThat(kept.series().days().values()).hasSize(days * 24);
		assertThat(bare.series().days().values()).hasSize(24);
		return accused;
	}

	private static void same(ResourceKind kind, int days, IntToDoubleFunction value, int hours) {
		Process kept = new Process(kind, value);
		Process bare = new Process(kind, value);
		for (int second = 0; second < days * DAY; second += STEP) {
			if (second % (hours * HOUR) == 0) {
				kept.restart(second, true);
				bare.restart(second, false);
			}
			assertThat(kept.judge(second)).isEqualTo(bare.judge(second));
		}
	}

	private static Grade worst(ResourceKind kind, int days, IntToDoubleFunction value, boolean keep) {
		Process process = new Process(kind, value);
		Grade worst = Grade.CLEAR;
		for (int second = 0; second < days * DAY; second += STEP) {
			if (second % DAY == 0) {
				process.restart(second, keep);
			}
			Grade grade = process.judge(second).grade();
			worst = (grade.compareTo(worst) > 0) ? grade : worst;
		}
		return worst;
	}

	/** A process that is started again and again. */
	private static final class Process {

		private final WatchedResource resource;

		private final IntToDoubleFunction value;

		private WatchedResources resources = fresh();

		private LeakLadder ladder = new LeakLadder();

		private int started;

		Process(ResourceKind kind, IntToDoubleFunction value) {
			this.resource = new WatchedResource(kind, "worker-*", "things", Map.of(), () -> Double.NaN,
					() -> Double.NaN, null, null);
			this.value = value;
		}

		private static WatchedResources fresh() {
			return new WatchedResources(Duration.ofSeconds(STEP), 4);
		}

		void restart(int second, boolean keep) {
			byte[] history = this.resources.history(START.plusSeconds(second));
			this.resources = fresh();
			this.ladder = new LeakLadder();
			this.started = second;
			if (keep) {
				this.resources.goOn(history, START.plusSeconds(second));
			}
		}

		Judgement judge(int second) {
			Instant now = START.plusSeconds(second);
			double reading = Math.max(1, Math.rint(this.value.applyAsDouble(second)));
			this.resources.read(now, List.of(new Measured(this.resource, reading, Double.NaN)));
			return this.ladder.judge(now, series(), Circumstances.of(Duration.ofSeconds(second - this.started)));
		}

		ResourceSeries series() {
			return this.resources.all().get(0).series();
		}

	}

}
