package io.tidemark.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.boot.Verdicts;
import io.tidemark.boot.endpoint.ThreadDiffEndpoint;
import io.tidemark.boot.endpoint.ThreadDiffFormat;
import io.tidemark.boot.metrics.AllocationMetrics;
import io.tidemark.boot.metrics.DeadlockMetrics;
import io.tidemark.boot.metrics.DriftMetrics;
import io.tidemark.boot.metrics.ExecutorMetrics;
import io.tidemark.boot.metrics.HeapMetrics;
import io.tidemark.boot.metrics.LeakMetrics;
import io.tidemark.boot.metrics.LimitMetrics;
import io.tidemark.boot.metrics.MemoryMetrics;
import io.tidemark.boot.metrics.PoolMetrics;
import io.tidemark.boot.metrics.PoolReading;
import io.tidemark.boot.metrics.ProcessMemoryMetrics;
import io.tidemark.boot.metrics.StuckMetrics;
import io.tidemark.boot.metrics.ThreadGroupMetrics;
import io.tidemark.boot.metrics.WaitReasonMetrics;
import io.tidemark.boot.schedule.ObserverPart;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.group.WaitReason;
import io.tidemark.heap.AllocationShare;
import io.tidemark.jvm.ContainerMemory;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.jvm.MemoryReadings;
import io.tidemark.jvm.MemoryStalls;
import io.tidemark.jvm.ProcessMemory;
import io.tidemark.jvm.ResourceLimit;
import io.tidemark.jvm.UnaccountedMemory;
import io.tidemark.origin.ExecutorReading;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.trend.DriftBand;
import io.tidemark.trend.DriftLoad;
import io.tidemark.trend.DriftReading;
import io.tidemark.trend.DriftState;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.Signal;
import io.tidemark.watch.PoolRatio;
import io.tidemark.watch.ResourceKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names and defaults in the documentation are those of the code.
 */
class DocumentationTests {

	private static final Pattern JSON_FIELD = Pattern.compile("\"(\\w[\\w-]*)\"\\s*:");

	/** What looks like a property; some meters do, too. */
	private static final Pattern PROPERTY = Pattern.compile(
			"tidemark\\.(?:enabled|application-packages|expected-threads|(?:threads|origin|tasks|leaks|heap|metrics|budget|files)\\.[a-z.-]+)(?=[=`])");

	/** Not there where the JVM has none. */
	private static final String VIRTUAL_THREADS = "tidemark.virtual.threads.live";

	private final Documentation readme = Documentation.of("README.md");

	private final Documentation metrics = Documentation.of("docs/metrics.md");

	private final Documentation threadDiff = Documentation.of("docs/threaddiff.md");

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withBean(PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
		.withConfiguration(AutoConfigurations.of(TidemarkAutoConfiguration.class, TidemarkHeapAutoConfiguration.class,
				TidemarkMetricsAutoConfiguration.class, MetricsAutoConfiguration.class,
				JvmMetricsAutoConfiguration.class));

	@Test
	void propertiesAndTheirDefaultsAreThoseOfTheMetadata() throws IOException {
		Map<String, String> documented = new TreeMap<>();
		this.readme.table("property").forEach((row) -> documented.put(code(row.get(0)), code(row.get(1))));

		assertThat(documented).isEqualTo(metadata());
	}

	@Test
	void everyPropertyIsNamedAsItIs() throws IOException {
		Set<String> known = new TreeSet<>(metadata().keySet());
		known.addAll(meters());
		known.add("tidemark.threads.states"); // gone, but in figures of benchmarks before
		for (Documentation page : Documentation.all()) {
			assertThat(PROPERTY.matcher(page.text()).results().map(MatchResult::group)).as("properties in %s", page)
				.isSubsetOf(known);
		}
	}

	@Test
	void metersAreThoseThatAreRegistered() {
		assertThat(this.metrics.rows("`tidemark.")).extracting((row) -> code(row.get(0)))
			.containsExactlyInAnyOrderElementsOf(meters());
	}

	@Test
	void prometheusHasTheNamesInTheTableOfMeters() {
		this.application.run((context) -> {
			awaken(context);
			String scrape = context.getBean(PrometheusMeterRegistry.class).scrape();
			for (List<String> row : this.metrics.rows("`tidemark.")) {
				if (row.get(0).equals("`" + VIRTUAL_THREADS + "`") && !JvmFeatures.current().hasVirtualThreads()) {
					continue;
				}
				assertThat(scrape).containsPattern("(?m)^" + Documentation.code(row.get(1)).get(0) + "[{ ]");
			}
		});
	}

	@Test
	void partsAreThoseThatTheBreakerKnows() {
		this.application.run((context) -> assertThat(this.readme.firstColumn("part")).containsExactlyElementsOf(
				context.getBean(ObserverParts.class).all().stream().map(ObserverPart::name).toList()));
	}

	@Test
	void theEndpointAndItsFormatsAreNamedAsTheyAre() {
		WebEndpoint endpoint = ThreadDiffEndpoint.class.getAnnotation(WebEndpoint.class);
		assertThat(this.readme.firstColumn("call")).allMatch((call) -> call.contains("/actuator/" + endpoint.id()));

		List<String> formats = Documentation.code(this.readme.table("parameter").get(2).get(1));
		assertThat(formats).contains("Accept").containsAll(names(ThreadDiffFormat.values()));
	}

	@Test
	void waitReasonsAreThoseOfTheEngine() {
		assertThat(this.threadDiff.firstColumn("wait reason"))
			.containsExactlyElementsOf(Arrays.stream(WaitReason.values()).map(WaitReason::id).toList());
		assertThat(Documentation.of("docs/wait-reasons.md").firstColumn("reason"))
			.containsExactlyElementsOf(Arrays.stream(WaitReason.values()).map(WaitReason::id).toList());
	}

	@Test
	void waysOfCapturingAreThoseOfTheEngine() {
		assertThat(Documentation.code(this.threadDiff.text()))
			.containsAll(Arrays.stream(CaptureMethod.values()).map(CaptureMethod::id).toList());
	}

	@Test
	void everyFieldOfTheJsonIsDescribed() throws IOException {
		Set<String> described = new TreeSet<>(Documentation.code(this.threadDiff.text()));
		String written = Documentation.of("core/src/test/resources/io/tidemark/report/diff.json").text()
				+ Documentation.of("core/src/test/resources/io/tidemark/report/snapshot.json").text();

		assertThat(JSON_FIELD.matcher(written).results().map((result) -> result.group(1)).distinct())
			.isSubsetOf(described);
	}

	@Test
	void everyFieldOfTheVerdictsIsDescribed() throws IOException {
		Documentation page = Documentation.of("docs/leaks-endpoint.md");
		String written = Documentation.of("core/src/test/resources/io/tidemark/report/leaks.json").text()
				+ Documentation.of("core/src/test/resources/io/tidemark/report/leak.json").text();

		assertThat(JSON_FIELD.matcher(written).results().map((result) -> result.group(1)).distinct())
			.isSubsetOf(new TreeSet<>(Documentation.code(page.text())));
		assertThat(page.firstColumn("grade"))
			.containsExactlyElementsOf(Arrays.stream(Grade.values()).map(Grade::id).toList());
		assertThat(page.firstColumn("kind"))
			.containsExactlyElementsOf(Arrays.stream(ResourceKind.values()).map(ResourceKind::id).toList());
		assertThat(page.firstColumn("signal"))
			.containsExactlyElementsOf(Arrays.stream(Signal.values()).map(Signal::id).toList());
	}

	@Test
	void everyFieldOfMemoryIsDescribed() throws IOException {
		Set<String> described = new TreeSet<>(Documentation.code(Documentation.of("docs/heapdiff.md").text()));
		String written = Documentation.of("core/src/test/resources/io/tidemark/report/heap.json").text()
				+ Documentation.of("core/src/test/resources/io/tidemark/report/histogram.json").text();

		assertThat(JSON_FIELD.matcher(written).results().map((result) -> result.group(1)).distinct())
			.isSubsetOf(described);
	}

	@Test
	void everyLinkLeadsSomewhere() throws IOException {
		for (Documentation page : Documentation.all()) {
			assertThat(page.links()).as("links in %s", page).allMatch(page::resolves);
		}
	}

	private static String code(String cell) {
		return String.join(" ", Documentation.code(cell));
	}

	private static List<String> names(ThreadDiffFormat[] formats) {
		return Arrays.stream(formats).map((format) -> format.name().toLowerCase(Locale.ROOT)).toList();
	}

	/** Properties of Tidemark with their defaults, empty where there is none. */
	private static Map<String, String> metadata() throws IOException {
		Map<String, String> properties = new TreeMap<>();
		String location = TidemarkProperties.class.getProtectionDomain().getCodeSource().getLocation()
				+ "META-INF/spring-configuration-metadata.json";
		try (InputStream metadata = URI.create(location).toURL().openStream()) {
			for (JsonNode property : JsonMapper.shared().readTree(metadata).get("properties")) {
				String name = property.get("name").asString();
				if (name.startsWith("tidemark.")) {
					properties.put(name, property.path("defaultValue").asString(""));
				}
			}
		}
		return properties;
	}

	private Set<String> meters() {
		Set<String> names = new TreeSet<>(Set.of(VIRTUAL_THREADS));
		this.application.run((context) -> {
			awaken(context);
			for (Meter meter : context.getBean(PrometheusMeterRegistry.class).getMeters()) {
				if (meter.getId().getName().startsWith("tidemark.")) {
					names.add(meter.getId().getName());
				}
			}
		});
		return names;
	}

	/** Some meters are not there before their first reading. */
	private static void awaken(ApplicationContext context) {
		context.getBean(MeterFeed.class).bind();
		awaken(context.getBean(ThreadGroupMetrics.class), context.getBean(DeadlockMetrics.class),
				context.getBean(MemoryMetrics.class), context.getBean(WaitReasonMetrics.class),
				context.getBean(LeakMetrics.class), context.getBean(DriftMetrics.class));
		awaken(context.getBean(ExecutorMetrics.class), context.getBean(LimitMetrics.class),
				context.getBean(StuckMetrics.class));
		awaken(context.getBean(HeapMetrics.class), context.getBean(PrometheusMeterRegistry.class));
		awaken(context.getBean(ProcessMemoryMetrics.class), context.getBean(PoolMetrics.class),
				context.getBean(AllocationMetrics.class));
	}

	private static void awaken(ExecutorMetrics executors, LimitMetrics limits, StuckMetrics stuck) {
		executors.update(List.of(new PoolReading("orders", 1, 2, 3, 4)),
				List.of(new ExecutorReading("mails", 2, 1, "mails-1", true)));
		limits.update();
		stuck.update(0);
	}

	/** The JVM tells of a collection a little later. */
	private static void awaken(HeapMetrics heap, PrometheusMeterRegistry registry) {
		AtomicReference<Instant> now = new AtomicReference<>(Verdicts.NOW);
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
			System.gc();
			heap.update(now.updateAndGet((before) -> before.plusSeconds(2)));
			return registry.find("tidemark.memory.heap.live").meter() != null
					&& registry.find("tidemark.memory.promoted").meter() != null
					&& registry.find("tidemark.gc.cpu.share").meter() != null;
		});
	}

	private static void awaken(ProcessMemoryMetrics memory, PoolMetrics pools, AllocationMetrics allocations) {
		allocations.update(List.of(new AllocationShare("com.example", 100, 1, null)),
				List.of(new AllocationShare("GET /orders", 100, 1, null)));
		memory.update(new ProcessMemory(5, 4, 1, 0, 0), new UnaccountedMemory(1, 1, 1, true, -1, null),
				new ContainerMemory(5, 4, 1, 0, new ResourceLimit("memory.max of the container", 9), 0),
				new MemoryStalls(0, 0, 0, 0, true), new MemoryReadings().jvm());
		pools.update(List.of(new PoolRatio("cache", "orders", 0.5, 0.9, null)));
	}

	private static void awaken(ThreadGroupMetrics groups, DeadlockMetrics deadlocks, MemoryMetrics memory,
			WaitReasonMetrics waits, LeakMetrics leaks, DriftMetrics drift) {
		drift.update(new DriftReading(Verdicts.NOW, 110, new DriftLoad(1, 2, 3, 4, 5), new DriftBand(100, 90, 105),
				DriftState.ABOVE, 5, Duration.ZERO));
		leaks.update(List.of(Verdicts.custom("orders.open", "orders", Grade.SUSPECTED, Duration.ofHours(1))), 0,
				Verdicts.NOW);
		waits.update(Map.of(), 0);
		groups.update(List.of(), 0);
		deadlocks.update(0);
		System.gc();
		memory.update();
	}

}
