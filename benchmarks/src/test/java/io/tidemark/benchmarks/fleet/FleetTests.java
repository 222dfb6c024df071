package io.tidemark.benchmarks.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class FleetTests {

	private static final String HEALTHY = """
			# HELP tidemark_application_info Always 1
			# TYPE tidemark_application_info gauge
			tidemark_application_info{jdk="25",version="unknown"} 1.0
			# TYPE process_uptime_seconds gauge
			process_uptime_seconds 100.0
			# TYPE requests_total counter
			requests_total 50.0
			# TYPE tidemark_threads_live_threads gauge
			tidemark_threads_live_threads 30.0
			# TYPE tidemark_thread_group_size_threads gauge
			tidemark_thread_group_size_threads{group="a \\"b\\"",origin="unknown"} 10.0
			""";

	private static final String LEAKING = HEALTHY
			+ """
					tidemark_thread_group_size_threads{group="pool-*-thread-*",origin="io.tidemark.ExecutorPerRequest.commit"} 7.0
					tidemark_thread_group_size_threads{group="late",origin="unknown"} 1.0
					# TYPE tidemark_leaks_age_seconds gauge
					tidemark_leaks_age_seconds{name="pool-*-thread-*",origin="io.tidemark.ExecutorPerRequest.commit"} 5.0
					""";

	private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

	private final Leak leak = new Leak(NOON, 2);

	private final Fleet fleet = Fleet.like(Scrape.parse(HEALTHY), Scrape.parse(LEAKING), 40, Map.of(5, this.leak));

	@Test
	void aScrapeIsReadAsItIsWritten() {
		Scrape scrape = Scrape.parse(this.fleet.scrape(0, NOON));

		assertThat(scrape.series()).hasSize(5)
			.extracting(Series::text)
			.contains("tidemark_thread_group_size_threads{group=\"a \\\"b\\\"\",origin=\"unknown\"}",
					"tidemark_application_info{jdk=\"25\",version=\"1.4.1\"}");
		assertThat(scrape.comments()).containsEntry("requests_total", "# TYPE requests_total counter\n");
	}

	@Test
	void aLineThatIsNoSeriesIsRefusedWithTheLine() {
		assertThatIllegalArgumentException().isThrownBy(() -> Scrape.parse("up 1\nwhat is this?\n"))
			.withMessageContaining("'what is this?'");
	}

	@Test
	void halfOfTheInstancesOfAServiceAreOfANewerVersion() {
		assertThat(this.fleet.scrape(1, NOON)).contains("version=\"1.5.0\"");
		assertThat(this.fleet.instances().get(19).job()).isEqualTo("service-0");
		assertThat(this.fleet.instances().get(20).job()).isEqualTo("service-1");
	}

	@Test
	void anInstanceIsAnotherOneAfterItsDailyRestart() {
		SimulatedInstance instance = this.fleet.instances().get(5);
		Instant restart = instance.started(NOON);

		assertThat(restart).isBeforeOrEqualTo(NOON).isAfter(NOON.minus(Duration.ofDays(1)));
		assertThat(instance.name(restart.minusSeconds(1))).isNotEqualTo(instance.name(restart));
		assertThat(instance.started(NOON.plus(Duration.ofDays(1)))).isEqualTo(restart.plus(Duration.ofDays(1)));
	}

	@Test
	void countersGoOnAsTheyDidAndLeaksGrowFromTheirStart() {
		assertThat(value(5, "process_uptime_seconds", NOON))
			.isEqualTo(Duration.between(this.fleet.instances().get(5).started(NOON), NOON).toSeconds());
		assertThat(value(5, "requests_total", NOON.plusSeconds(60))).isGreaterThan(value(5, "requests_total", NOON));
		assertThat(value(5, "tidemark_threads_live_threads", NOON)).isEqualTo(30);
		assertThat(value(5, "tidemark_threads_live_threads", NOON.plusSeconds(600))).isEqualTo(50);
		assertThat(value(6, "tidemark_threads_live_threads", NOON.plusSeconds(600))).isEqualTo(30);
	}

	@Test
	void onlyAnInstanceThatLeaksHasTheSeriesOfALeakAndIsSuspectedAfterThreeMinutes() {
		assertThat(this.fleet.scrape(6, NOON.plusSeconds(600))).doesNotContain("ExecutorPerRequest", "late");
		assertThat(this.fleet.scrape(5, NOON)).doesNotContain("ExecutorPerRequest");
		assertThat(this.fleet.scrape(5, NOON.plusSeconds(120))).contains("group=\"pool-*-thread-*\"")
			.doesNotContain("tidemark_leaks_age_seconds{", "late");
		assertThat(value(5, "tidemark_leaks_age_seconds", NOON.plusSeconds(300))).isEqualTo(120);
	}

	@Test
	void aScrapeWithoutTheLeakedGroupIsNoModelOfALeak() {
		assertThatIllegalStateException()
			.isThrownBy(() -> Fleet.leakedGroup(Scrape.parse(HEALTHY), Scrape.parse(HEALTHY)))
			.withMessageContaining("ExecutorPerRequest");
	}

	@Test
	void samplesOfThePastAreWrittenAsSnappysLiterals() {
		RemoteWriteRequest request = new RemoteWriteRequest();
		request.add(new Series("up", new TreeMap<>(Map.of("__name__", "up")), false, 1).labels(),
				new double[] { 1, Double.NaN }, List.of(Instant.ofEpochMilli(1), Instant.ofEpochMilli(2)));

		// 31 bytes; a literal of 31; a series of 29: a label of 14, a sample of 11
		assertThat(request.body()).startsWith(31, 61 << 2, 30, 0, 0x0A, 29, 0x0A, 14, 0x0A, 8)
			.endsWith(0x12, 11, 0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0x10, 1);
	}

	private double value(int number, String name, Instant now) {
		return Scrape.parse(this.fleet.scrape(number, now)).value(name);
	}

}
