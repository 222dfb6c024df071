package io.tidemark.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

import io.tidemark.watch.ResourceSeries;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeakLadderTests {

	private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

	private static final int MINUTE = 60;

	private static final int HOUR = 3600;

	private static final int DAY = 24 * HOUR;

	private final ResourceSeries series = new ResourceSeries(Duration.ofSeconds(10));

	private final LeakLadder ladder = new LeakLadder();

	private IntToDoubleFunction load = (second) -> Double.NaN;

	private IntToDoubleFunction stagnant = (second) -> Double.NaN;

	private boolean members = true;

	private double limit = Double.NaN;

	private int now;

	@Test
	void aConstantIsClear() {
		Judgement judgement = run(HOUR, (second) -> 20);

		assertThat(judgement.grade()).isEqualTo(Grade.CLEAR);
		assertThat(judgement.value()).isEqualTo(20);
		assertThat(judgement.floor()).isEqualTo(20);
	}

	@Test
	void growthOfTheStartIsNotShownWhenItHasEnded() {
		Judgement warm = run(3 * MINUTE, (second) -> 20 + second / MINUTE);
		Judgement later = run(8 * MINUTE, (second) -> 23);

		assertThat(warm.trend().slopePerHour()).isPositive();
		assertThat(later.trend().slopePerHour()).isZero();
	}

	@Test
	void aThreadASecondIsSuspectedWithinThreeMinutes() {
		run(HOUR, (second) -> 20);

		assertThat(secondsUntil(Grade.SUSPECTED, 10 * MINUTE, (second) -> 20 + second - HOUR)).isLessThan(180);
	}

	@Test
	void aThreadASecondIsProbableWhenItsMembersStandStill() {
		run(HOUR, (second) -> 20);
		this.stagnant = (second) -> Math.max(0, second - HOUR - 60);

		assertThat(secondsUntil(Grade.PROBABLE, 10 * MINUTE, (second) -> 20 + second - HOUR)).isLessThan(180);
	}

	@Test
	void aThreadAMinuteIsProbableWithinAQuarterOfAnHour() {
		run(HOUR, (second) -> 20);
		this.stagnant = (second) -> Math.max(0, (second - HOUR - 60) / MINUTE);

		assertThat(secondsUntil(Grade.PROBABLE, HOUR, (second) -> 20 + (second - HOUR) / MINUTE))
			.isLessThan(15 * MINUTE);
	}

	@Test
	void growthAloneAccusesNobodyInTheFirstTenMinutes() {
		assertThat(secondsUntil(Grade.SUSPECTED, 590, (second) -> second)).isEqualTo(590);
	}

	@Test
	void aThreadASecondThatStandsStillIsToldInTheFirstTenMinutes() {
		this.stagnant = (second) -> Math.max(0, second - 60);

		assertThat(secondsUntil(Grade.SUSPECTED, 590, (second) -> second)).isLessThan(300);
	}

	@Test
	void clientsThatWaitAreNotAccusedInTheMorning() {
		this.stagnant = LeakLadderTests::wave;

		assertThat(secondsUntil(Grade.PROBABLE, 5 * DAY, (second) -> 20 + wave(second))).isEqualTo(5 * DAY);
	}

	@Test
	void aStepThatStaysIsNotProbable() {
		assertThat(secondsUntil(Grade.PROBABLE, 10 * DAY,
				(second) -> wave(second) + noise(second) + ((second > 4 * DAY) ? 200 : 0)))
			.isEqualTo(10 * DAY);
	}

	@Test
	void aCacheThatFillsIsNotProbable() {
		assertThat(secondsUntil(Grade.PROBABLE, 10 * DAY, (second) -> Math.min(50_000, second))).isEqualTo(10 * DAY);
	}

	/**
	 * Connections and files of the sample: 13 to 52 in three minutes, when clients come.
	 */
	@Test
	void threeMinutesAccuseNothingThatHasNoMembers() {
		this.members = false;
		run(HOUR, (second) -> 13);

		assertThat(secondsUntil(Grade.SUSPECTED, 4 * MINUTE, (second) -> 13 + 39 * (second - HOUR) / 180.0))
			.isEqualTo(4 * MINUTE);
	}

	@Test
	void threeMinutesAreEnoughWhereBytesWillBeAtTheirLimitInAQuarterOfAnHour() {
		this.members = false;
		this.limit = 10e9;
		run(30 * MINUTE, (second) -> 2e9);

		assertThat(secondsUntil(Grade.SUSPECTED, HOUR, leakOf(10e6))).isLessThan(4 * MINUTE);
	}

	@Test
	void threeMinutesAccuseNobodyWhereBytesHaveMoreTime() {
		this.members = false;
		this.limit = 100e9;
		run(30 * MINUTE, (second) -> 2e9);

		assertThat(secondsUntil(Grade.SUSPECTED, 4 * MINUTE, leakOf(10e6))).isEqualTo(4 * MINUTE);
	}

	@Test
	void sevenPerCentInThreeDaysAreTheErrorOfALiveSet() {
		this.members = false;
		IntToDoubleFunction creeping = (second) -> 500e6 + 3e6 * Math.floorDiv(second, 6 * HOUR);
		this.limit = 2e9;

		assertThat(secondsUntil(Grade.PROBABLE, 4 * DAY, creeping)).isEqualTo(4 * DAY);
	}

	@Test
	void whatTakesAThirdOfTheRoomThatWasLeftIsNotLittle() {
		this.members = false;
		this.limit = 1.1e9;
		run(DAY, (second) -> 1e9);

		// 8 % of the floor, 80 % of the room
		assertThat(secondsUntil(Grade.SUSPECTED, 8 * HOUR, leakOf(1e7 / HOUR))).isLessThan(8 * HOUR);
	}

	/** Classes of the sample: 61.0 MB to 65.3 MB from minute 2 to 13. */
	@Test
	void aRiseThatBeganInTheFirstTenMinutesAccusesNobody() {
		assertThat(
				secondsUntil(Grade.SUSPECTED, HOUR, (second) -> 100 + Math.min(Math.max(second - 300, 0), 400) / 4.0))
			.isEqualTo(HOUR);
	}

	@Test
	void aFewPerCentMoreOfWhatHasNoMembersIsNoise() {
		this.members = false;
		run(HOUR, (second) -> 12_000);

		assertThat(secondsUntil(Grade.WATCHING, HOUR, (second) -> 12_000 + 600 * (second - HOUR) / (double) HOUR))
			.isEqualTo(HOUR);
	}

	@Test
	void oneAnHourUnderADailyWaveIsProbableWithinThreeDaysWhereTheLoadIsKnown() {
		this.load = LeakLadderTests::wave;
		run(2 * DAY, (second) -> wave(second) + noise(second));

		assertThat(secondsUntil(Grade.PROBABLE, 4 * DAY,
				(second) -> wave(second) + noise(second) + (second - 2 * DAY) / HOUR))
			.isLessThan(3 * DAY);
	}

	@Test
	void oneAnHourUnderADailyWaveIsProbableWithinEightDaysWhereItIsNot() {
		run(2 * DAY, (second) -> wave(second) + noise(second));

		assertThat(secondsUntil(Grade.PROBABLE, 10 * DAY,
				(second) -> wave(second) + noise(second) + (second - 2 * DAY) / HOUR))
			.isLessThan(8 * DAY);
	}

	@Test
	void whatIsReleasedAfterDaysIsWithdrawnWithinTenMinutes() {
		this.load = LeakLadderTests::wave;
		run(1 * DAY, (second) -> wave(second) + noise(second));
		assertThat(run(5 * DAY, (second) -> wave(second) + noise(second) + (second - DAY) / HOUR).grade())
			.isEqualTo(Grade.PROBABLE);

		assertThat(secondsUntil(Grade.CLEAR, HOUR, (second) -> wave(second) + noise(second))).isLessThan(10 * MINUTE);
	}

	@Test
	void whatLevelsOffGoesDownStepByStep() {
		this.stagnant = (second) -> Math.min(600, Math.max(0, second - 60));
		assertThat(run(15 * MINUTE, (second) -> Math.min(660, second)).grade()).isEqualTo(Grade.PROBABLE);

		int suspected = secondsUntilBelow(Grade.PROBABLE);
		int watching = secondsUntilBelow(Grade.SUSPECTED);

		assertThat(suspected).isBetween(MINUTE, 2 * HOUR);
		assertThat(watching).isBetween(MINUTE, 2 * HOUR);
	}

	@Test
	void whatIsReleasedIsWithdrawnWithinTenMinutes() {
		this.stagnant = (second) -> Math.max(0, second - 60);
		assertThat(run(20 * MINUTE, (second) -> second).grade()).isEqualTo(Grade.PROBABLE);
		this.stagnant = (second) -> 0;

		assertThat(secondsUntil(Grade.CLEAR, HOUR, (second) -> 0)).isLessThan(10 * MINUTE);
	}

	@Test
	void aClearedOneIsClearUnlessThereIsProof() {
		this.stagnant = (second) -> Math.max(0, second - 60);
		run(20 * MINUTE, (second) -> second);
		Duration age = Duration.ofMinutes(20);
		Circumstances cleared = new Circumstances(age, "It is a pool.", null, null, null, null, Double.NaN, true);
		Circumstances proven = new Circumstances(age, "It is a pool.", null, null, "It is deadlocked.", null,
				Double.NaN, true);

		assertThat(judge(cleared)).extracting(Judgement::grade, Judgement::reason)
			.containsExactly(Grade.CLEAR, "It is a pool.");
		assertThat(judge(proven)).extracting(Judgement::grade, Judgement::reason)
			.containsExactly(Grade.PROVEN, "It is deadlocked.");
	}

	@Test
	void whatWillSoonBeFullIsToldBeforeThereAreReadingsEnough() {
		run(MINUTE, (second) -> 300 * second);
		Circumstances flooded = new Circumstances(Duration.ofMinutes(1), null, null, null, null,
				"It is full in 50 seconds.", 20_000, false);

		assertThat(judge(flooded)).extracting(Judgement::grade, Judgement::signals)
			.containsExactly(Grade.SUSPECTED, Set.of(Signal.SATURATION));
	}

	@Test
	void withoutReadingsItIsUndecided() {
		run(HOUR, (second) -> 20);

		Judgement judgement = run(10 * MINUTE, (second) -> Double.NaN);

		assertThat(judgement.grade()).isEqualTo(Grade.UNDECIDED);
	}

	@Test
	void theReasonIsASentenceWithItsNumbers() {
		this.stagnant = (second) -> Math.max(0, second - 60);

		Judgement judgement = run(20 * MINUTE, (second) -> second);

		assertThat(judgement.reason()).startsWith("Members that do not move rose from ")
			.contains(" an hour")
			.endsWith(".");
	}

	private Judgement run(int seconds, IntToDoubleFunction value) {
		Judgement judgement = null;
		for (int end = this.now + seconds; this.now < end; this.now += 10) {
			judgement = step(value);
		}
		return judgement;
	}

	private int secondsUntil(Grade grade, int most, IntToDoubleFunction value) {
		int begin = this.now;
		for (int end = this.now + most; this.now < end; this.now += 10) {
			Grade found = step(value).grade();
			if ((grade == Grade.CLEAR) ? found == grade : found.compareTo(grade) >= 0) {
				return this.now - begin;
			}
		}
		return most;
	}

	private int secondsUntilBelow(Grade grade) {
		int begin = this.now;
		while (step((second) -> 660).grade().compareTo(grade) >= 0 && this.now - begin < DAY) {
			this.now += 10;
		}
		return this.now - begin;
	}

	private Judgement step(IntToDoubleFunction value) {
		this.series.add(START.plusSeconds(this.now), value.applyAsDouble(this.now), this.load.applyAsDouble(this.now),
				this.stagnant.applyAsDouble(this.now));
		return judge(new Circumstances(Duration.ofSeconds(this.now), null, null, null, null, null, this.limit,
				this.members));
	}

	private Judgement judge(Circumstances known) {
		return this.ladder.judge(START.plusSeconds(this.now), this.series, known);
	}

	/** Grows from where it is. */
	private IntToDoubleFunction leakOf(double bytesPerSecond) {
		double from = this.series.last();
		int begin = this.now;
		return (second) -> from + bytesPerSecond * (second - begin);
	}

	private static double wave(int second) {
		return 300 + 200 * Math.sin(second * 2 * Math.PI / DAY);
	}

	private static double noise(int second) {
		return 5 * new Random(second / 300).nextGaussian();
	}

}
