package io.tidemark.boot.metrics;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;

/** The page {@code docs/metrics.md}, written from what the meters say of themselves. */
final class MetricsReference {

	private static final List<Section> SECTIONS = List.of(
			new Section("Application and limits", TidemarkMeter.APPLICATION_INFO, TidemarkMeter.LIMIT_USED),
			new Section("Threads", TidemarkMeter.THREADS_LIVE, TidemarkMeter.VIRTUAL_THREADS_LIVE),
			new Section("Executors", TidemarkMeter.EXECUTOR_ACTIVE, TidemarkMeter.EXECUTOR_TASKS_RUNNING),
			new Section("Heap", TidemarkMeter.MEMORY_HEAP_USED, TidemarkMeter.MEMORY_PROMOTED),
			new Section("Process and container", TidemarkMeter.PROCESS_MEMORY_RSS,
					TidemarkMeter.MEMORY_CODE_CACHE_SHARE),
			new Section("Pools and caches", TidemarkMeter.POOL_HIT_RATIO, TidemarkMeter.POOL_SUSPICIOUS),
			new Section("Expected memory and load", TidemarkMeter.MEMORY_EXPECTED, TidemarkMeter.LOAD_SESSIONS),
			new Section("Allocation", TidemarkMeter.MEMORY_ALLOCATION_RATE,
					TidemarkMeter.MEMORY_ALLOCATION_ENDPOINT_RATE),
			new Section("Garbage collection", TidemarkMeter.GC_PAUSE, TidemarkMeter.GC_CPU_SHARE),
			new Section("Verdicts", TidemarkMeter.LEAKS, TidemarkMeter.LEAKS_TIME_TO_LIMIT),
			new Section("Tidemark itself", TidemarkMeter.OBSERVER_PART, TidemarkMeter.OBSERVER_FILES));

	private static final PrometheusNamingConvention PROMETHEUS = new PrometheusNamingConvention();

	private MetricsReference() {
	}

	/** The page after its introduction, which people write. */
	static String tables() {
		return SECTIONS.stream().map(MetricsReference::section).collect(Collectors.joining("\n"));
	}

	private static String section(Section section) {
		return "## " + section.title() + "\n\n| meter | in Prometheus | unit | tags | series | since | scrape |\n"
				+ "|---|---|---|---|---|---|---|\n"
				+ section.meters().stream().map(MetricsReference::row).collect(Collectors.joining()) + "\n"
				+ section.meters().stream().map(MetricsReference::sentence).collect(Collectors.joining());
	}

	private static String row(TidemarkMeter meter) {
		MeterText text = meter.text();
		return "| `%s` | %s | %s | %s | %d | %s | %s |%n".formatted(text.name(), prometheus(text),
				(text.unit() != null) ? text.unit().replace(".per.", " per ") : "",
				text.tags().keySet().stream().map((tag) -> "`" + tag + "`").collect(Collectors.joining(", ")),
				text.series(), text.begin().id(), text.read().id());
	}

	private static String prometheus(MeterText text) {
		// The convention leaves the dots of a unit to the registry.
		String name = PROMETHEUS.name(text.name(), text.type(), text.unit()).replace('.', '_');
		if (text.type() == Meter.Type.TIMER) {
			return "`%1$s_bucket`, `%1$s_count`, `%1$s_sum`, `%1$s_max`".formatted(name);
		}
		return "`" + withSuffix(name, text) + "`";
	}

	/** The convention leaves to the client of Prometheus what this adds. */
	private static String withSuffix(String name, MeterText text) {
		if (text.type() == Meter.Type.COUNTER && !name.endsWith("_total")) {
			return name + "_total";
		}
		return (text.name().endsWith(".info") && !name.endsWith("_info")) ? name + "_info" : name;
	}

	private static String sentence(TidemarkMeter meter) {
		MeterText text = meter.text();
		StringBuilder sentence = new StringBuilder("- `%s`: %s.".formatted(text.name(), text.description()));
		if (!text.not().isEmpty()) {
			sentence.append(" Mind: ").append(text.not()).append('.');
		}
		text.tags().forEach((tag, bound) -> sentence.append(" `%s`: %s.".formatted(tag, bound)));
		return sentence.append('\n').toString();
	}

	/** All meters have a section, each one. */
	static List<TidemarkMeter> sorted() {
		return SECTIONS.stream().flatMap((section) -> section.meters().stream()).toList();
	}

	private record Section(String title, TidemarkMeter first, TidemarkMeter last) {

		EnumSet<TidemarkMeter> meters() {
			return EnumSet.range(this.first, this.last);
		}

	}

}
