package io.tidemark.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

import io.tidemark.watch.ResourceSeries;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What holds of the trend of any series. Noise is drawn from a seed, and the next value
 * looks like the last one, as in a real service.
 */
class TrendTestTests {

	private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

	/** As docs/reading-a-verdict.md says. */
	private static final double STATED = 0.02;

	private final TrendTest test = new TrendTest();

	@Property(seed = "1", tries = 100, edgeCases = EdgeCasesMode.NONE)
	void unitAndOffsetDoNotMatter(@ForAll long seed, @ForAll @IntRange(max = 20) int growth,
			@ForAll @IntRange(min = 1, max = 8) int doublings, @ForAll @IntRange(max = 5_000) int offset) {
		int[] noise = noise(seed, 0.7, 400);
		double unit = 1 << doublings;

		Trend plain = quarter((i) -> 100 + noise[i] + growth * i / 4);
		Trend other = quarter((i) -> unit * (100 + noise[i] + growth * i / 4 + offset));

		assertThat(other.direction()).isEqualTo(plain.direction());
		assertThat(other.slopePerHour()).isCloseTo(unit * plain.slopePerHour(), within(1e-6 * unit));
		assertThat(other.lowest()).isCloseTo(unit * plain.lowest(), within(1e-6 * unit));
		assertThat(other.highest()).isCloseTo(unit * plain.highest(), within(1e-6 * unit));
		assertThat(other.significance()).isCloseTo(plain.significance(), within(1e-9));
	}

	@Property(seed = "2", tries = 100, edgeCases = EdgeCasesMode.NONE)
	void moreGrowthIsMoreTrend(@ForAll long seed, @ForAll @IntRange(max = 20) int growth,
			@ForAll @IntRange(min = 1, max = 20) int more) {
		int[] noise = noise(seed, 0.7, 400);

		Trend less = minutes((i) -> 100 + noise[i] + growth * i);
		Trend grown = minutes((i) -> 100 + noise[i] + (growth + more) * i);

		assertThat(grown.slopePerHour() - less.slopePerHour()).isCloseTo(360.0 * more, within(1e-3));
		if (less.direction() == Direction.RISING) {
			assertThat(grown.direction()).isEqualTo(Direction.RISING);
		}
	}

	@Property(seed = "3", tries = 3, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
	void noiseWhoseNextValueLooksLikeTheLastSeldomRises(@ForAll long seed) {
		for (double alike : new double[] { 0, 0.5, 0.8, 0.9, 0.97, 1 }) {
			assertThat(rising(seed, alike, Level.MINUTES)).as("3 minutes, alike to " + alike)
				.isLessThanOrEqualTo(STATED);
			assertThat(rising(seed, alike, Level.QUARTER)).as("15 minutes, alike to " + alike)
				.isLessThanOrEqualTo(STATED);
		}
	}

	@Example
	void aRampThatTheLoadExplainsDoesNotRise() {
		Random random = new Random(1);
		ResourceSeries series = new ResourceSeries(Duration.ofSeconds(10));
		for (int i = 0; i < 360; i++) {
			double load = 100 + i + random.nextInt(20);
			series.add(START.plusSeconds(10 * i), 20 + 2 * load + random.nextInt(5), load, Double.NaN);
		}

		Rise rise = this.test.test(series, Level.HOUR);

		assertThat(rise).isNotNull();
		assertThat(rise.isRising()).isFalse();
		assertThat(rise.trend().loadShare()).isGreaterThan(0.9);
	}

	@Example
	void whatRoseOnlyInTheBeginningHasLevelledOff() {
		assertThat(quarter((i) -> 10 + Math.min(i, 60)).direction()).isEqualTo(Direction.LEVELLED_OFF);
	}

	@Example
	void aConstantIsFlatAndCannotBeSignificant() {
		Trend trend = quarter((i) -> 7);

		assertThat(trend.direction()).isEqualTo(Direction.FLAT);
		assertThat(trend.significance()).isEqualTo(1);
	}

	@Example
	void tooFewReadingsSayNothing() {
		ResourceSeries series = new ResourceSeries(Duration.ofSeconds(10));
		for (int i = 0; i < 12; i++) {
			series.add(START.plusSeconds(10 * i), i, Double.NaN, Double.NaN);
		}

		assertThat(this.test.test(series, Level.MINUTES)).isNull();
	}

	/** Share of windows that do not overlap and are said to rise. */
	private double rising(long seed, double alike, Level level) {
		int length = level.length();
		int windows = 1_000;
		int[] noise = noise(seed, alike, windows * length);
		ResourceSeries series = new ResourceSeries(Duration.ofSeconds(10));
		int rising = 0;
		for (int i = 0; i < noise.length; i++) {
			series.add(START.plusSeconds(10L * i), 100_000 + noise[i], Double.NaN, Double.NaN);
			if (i % length == length - 1) {
				Rise rise = this.test.test(series, level);
				rising += (rise != null && rise.isRising()) ? 1 : 0;
			}
		}
		return (double) rising / windows;
	}

	private static int[] noise(long seed, double alike, int count) {
		Random random = new Random(seed);
		int[] noise = new int[count];
		double last = 0;
		for (int i = 0; i < count; i++) {
			last = alike * last + 20 * random.nextGaussian();
			noise[i] = (int) Math.round(last);
		}
		return noise;
	}

	private Trend minutes(IntToDoubleFunction value) {
		return trend(Level.MINUTES, value);
	}

	private Trend quarter(IntToDoubleFunction value) {
		return trend(Level.QUARTER, value);
	}

	private Trend trend(Level level, IntToDoubleFunction value) {
		ResourceSeries series = new ResourceSeries(Duration.ofSeconds(10));
		for (int i = 0; i <= level.length(); i++) {
			series.add(START.plusSeconds(10 * i), 1_000 + value.applyAsDouble(i), Double.NaN, Double.NaN);
		}
		@Nullable Rise rise = this.test.test(series, level);
		assertThat(rise).isNotNull();
		return rise.trend();
	}

}
