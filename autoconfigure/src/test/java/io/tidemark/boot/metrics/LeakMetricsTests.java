package io.tidemark.boot.metrics;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.tidemark.boot.Verdicts;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeakMetricsTests {

	private static final String LABELS = "kind=\"thread-group\",name=\"pool-*\",origin=\"com.example.Orders.price\",unit=\"threads\"} ";

	private final LeakMetrics metrics = new LeakMetrics(false);

	private final Scrape scrape = new Scrape(this.metrics);

	@Test
	void nothingIsSaidBeforeSomebodyJudged() {
		assertThat(this.scrape.samples()).containsExactly("tidemark_leaks_dropped_resources_total 0.0");
	}

	@Test
	void everyKindAndGradeHasASeriesAlsoWithoutAResource() {
		update(Verdicts.threads("pool-*", Grade.CLEAR), Verdicts.threads("task-*", Grade.WATCHING));

		assertThat(this.scrape.samples("tidemark_leaks_resources")).hasSize(2 * ResourceKind.values().length + 4)
			.allMatch((sample) -> sample.endsWith(" 0.0"));
		assertThat(this.scrape.value("tidemark_leaks_watched_resources")).isEqualTo(2);
		assertThat(this.scrape.value("tidemark_leaks_dropped_resources_total")).isEqualTo(7);
		assertThat(this.scrape.samples()).hasSize(31);
	}

	@Test
	void aSuspectedResourceIsCountedAndHasAgeAndGrowth() {
		update(Verdicts.threads("pool-*", Grade.PROBABLE));

		assertThat(this.scrape.samples()).contains(
				"tidemark_leaks_resources{grade=\"probable\",kind=\"thread-group\"} 1.0",
				"tidemark_leaks_resources{grade=\"suspected\",kind=\"thread-group\"} 0.0",
				"tidemark_leaks_age_seconds{grade=\"probable\"," + LABELS + "600.0",
				"tidemark_leaks_growth_per_hour{" + LABELS + "60.0");
		assertThat(this.scrape.samples("tidemark_leaks_time_to_limit_seconds")).isEmpty();
	}

	@Test
	void whatIsProvenOfAnotherKindThanThoseThatCanBeIsNotLost() {
		update(Verdicts.threads("pool-*", Grade.PROVEN), Verdicts.pool("tomcat.connections", Grade.PROVEN));

		assertThat(this.scrape.samples()).contains(
				"tidemark_leaks_resources{grade=\"proven\",kind=\"thread-group\"} 1.0",
				"tidemark_leaks_resources{grade=\"probable\",kind=\"pool\"} 1.0");
		assertThat(this.scrape.samples("tidemark_leaks_resources")).hasSize(LeakMetrics.COUNTS);
	}

	@Test
	void aLimitAheadIsATimeInSeconds() {
		update(Verdicts.custom("orders.open", "orders", Grade.SUSPECTED, Duration.ofMillis(90_500)));

		assertThat(this.scrape.samples("tidemark_leaks_time_to_limit_seconds")).containsExactly(
				"tidemark_leaks_time_to_limit_seconds{kind=\"custom\",name=\"orders.open\",origin=\"none\",unit=\"orders\"} 90.5");
	}

	@Test
	void theSeriesOfAResourceEndWhenItsVerdictIsWithdrawn() {
		update(Verdicts.threads("pool-*", Grade.PROBABLE));

		update(Verdicts.threads("pool-*", Grade.CLEAR));

		assertThat(this.scrape.samples()).hasSize(31).noneMatch((sample) -> sample.contains("pool-*"));
	}

	@Test
	void anotherGradeIsAnotherSeriesOfTheAgeAndEndsTheFirst() {
		update(Verdicts.threads("pool-*", Grade.SUSPECTED));

		update(Verdicts.threads("pool-*", Grade.PROBABLE));

		assertThat(this.scrape.samples("tidemark_leaks_age_seconds"))
			.containsExactly("tidemark_leaks_age_seconds{grade=\"probable\"," + LABELS + "600.0");
	}

	@Test
	void whatIsMutedIsCountedApartAndNowhereElse() {
		update(Verdicts.muted(Verdicts.threads("pool-*", Grade.PROBABLE)));

		assertThat(this.scrape.samples("tidemark_leaks_resources")).allMatch((sample) -> sample.endsWith(" 0.0"));
		assertThat(this.scrape.samples("tidemark_leaks_age_seconds")).isEmpty();
		assertThat(this.scrape.samples("tidemark_leaks_muted_resources")).containsExactlyInAnyOrder(
				"tidemark_leaks_muted_resources{grade=\"suspected\"} 0.0",
				"tidemark_leaks_muted_resources{grade=\"probable\"} 1.0",
				"tidemark_leaks_muted_resources{grade=\"proven\"} 0.0");
	}

	@Test
	void shadowModeNeitherAlertsNorSaysThatNothingLeaks() {
		LeakMetrics shadow = new LeakMetrics(true);
		Scrape scrape = new Scrape(shadow);

		shadow.update(List.of(Verdicts.threads("pool-*", Grade.PROBABLE)), 0, Verdicts.NOW);

		assertThat(scrape.samples("tidemark_leaks_resources")).isEmpty();
		assertThat(scrape.samples("tidemark_leaks_age_seconds")).isEmpty();
		assertThat(scrape.samples("tidemark_leaks_muted_resources"))
			.contains("tidemark_leaks_muted_resources{grade=\"probable\"} 1.0");
		assertThat(scrape.value("tidemark_leaks_watched_resources")).isEqualTo(1);
	}

	@Test
	void whatIsNotKnownIsNoSeries() {
		LeakVerdict unknown = Verdicts.judged(Verdicts.threads("pool-*", Grade.PROVEN),
				Verdicts.judgement(Grade.PROVEN, Double.NaN, Duration.ofHours(-1)));

		update(unknown, Verdicts.judged(unknown, Verdicts.judgement(Grade.PROVEN, -1, Duration.ofHours(-1))));

		assertThat(this.scrape.samples("tidemark_leaks_growth_per_hour")).isEmpty();
		assertThat(this.scrape.samples()).noneMatch((sample) -> sample.matches(".* (NaN|-.*)"));
		assertThat(this.scrape.samples("tidemark_leaks_age_seconds")).singleElement()
			.satisfies((sample) -> assertThat(sample).endsWith(" 0.0"));
	}

	@Test
	void fiveHundredLeaksMakeNoMoreSeriesThanTheBound() {
		List<LeakVerdict> leaks = IntStream.range(0, 512)
			.mapToObj((i) -> Verdicts.custom("queue-" + i, "tasks", (i == 400) ? Grade.PROVEN : Grade.SUSPECTED,
					Duration.ofSeconds(1_000 - i)))
			.toList();

		this.metrics.update(leaks, 0, Verdicts.NOW);

		assertThat(this.scrape.samples()).hasSize(45);
		assertThat(this.scrape.registry().getMeters()).hasSize(45);
		assertThat(this.scrape.samples("tidemark_leaks_age_seconds")).hasSize(LeakMetrics.ROWS + 1)
			.anyMatch((sample) -> sample.contains("grade=\"proven\"") && sample.contains("queue-400"));
		assertThat(this.scrape.samples("tidemark_leaks_time_to_limit_seconds")).contains(
				"tidemark_leaks_time_to_limit_seconds{kind=\"other\",name=\"other\",origin=\"other\",unit=\"other\"} 489.0");
		assertThat(this.scrape.samples("tidemark_leaks_growth_per_hour"))
			.noneMatch((sample) -> sample.contains("other"));
	}

	@Test
	void resourcesWithOneLabelShareARowWithTheWorstOfEach() {
		LeakVerdict slow = Verdicts.custom("pool", "connections", Grade.PROBABLE, Duration.ofHours(2));
		LeakVerdict fast = Verdicts.custom("pool", "connections", Grade.SUSPECTED, Duration.ofHours(1));

		update(slow, fast);

		assertThat(this.scrape.samples("tidemark_leaks_age_seconds")).singleElement()
			.satisfies((sample) -> assertThat(sample).contains("grade=\"probable\""));
		assertThat(this.scrape.samples("tidemark_leaks_time_to_limit_seconds")).singleElement()
			.satisfies((sample) -> assertThat(sample).endsWith(" 3600.0"));
	}

	@Test
	void clearingEndsAllGaugesUntilSomebodyJudgesAgain() {
		update(Verdicts.threads("pool-*", Grade.PROBABLE));

		this.metrics.clear();

		assertThat(this.scrape.samples()).containsExactly("tidemark_leaks_dropped_resources_total 7.0");
		update(Verdicts.threads("pool-*", Grade.CLEAR));
		assertThat(this.scrape.samples()).hasSize(31);
	}

	private void update(LeakVerdict... verdicts) {
		this.metrics.update(List.of(verdicts), 7, Verdicts.NOW);
	}

}
