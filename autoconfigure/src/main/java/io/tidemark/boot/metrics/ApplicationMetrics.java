package io.tidemark.boot.metrics;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * What runs on which JVM, {@code tidemark.application.info}: one series that is always 1,
 * so that versions can be seen side by side.
 *
 * @since 0.1.0
 */
public final class ApplicationMetrics implements MeterBinder {

	private static final List<String> COLLECTORS = List.of("g1", "zgc", "shenandoah", "ps", "copy");

	private final Tags tags;

	/**
	 * @param version that of the application, blank if it is not known
	 * @param jdk that of the JDK, such as {@code 25.0.3}
	 * @param collectors names of the JVM's collectors as it gives them
	 */
	public ApplicationMetrics(String version, String jdk, Collection<String> collectors) {
		this.tags = Tags.of("version", label(version), "jdk", label(jdk), "collector", collector(collectors));
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		TidemarkMeter.APPLICATION_INFO.gauge(registry, this.tags, this, (metrics) -> 1);
	}

	private static String label(String text) {
		String cut = (text.length() > GroupLabel.LONGEST) ? text.substring(0, GroupLabel.LONGEST) : text;
		return cut.isBlank() ? "unknown" : cut;
	}

	/**
	 * Beans are called {@code G1 Young Generation}, {@code PS Scavenge}, {@code Copy}.
	 */
	private static String collector(Collection<String> beans) {
		for (String collector : COLLECTORS) {
			if (beans.stream().anyMatch((bean) -> bean.toLowerCase(Locale.ROOT).startsWith(collector))) {
				return switch (collector) {
					case "ps" -> "parallel";
					case "copy" -> "serial";
					default -> collector;
				};
			}
		}
		return "other";
	}

}
