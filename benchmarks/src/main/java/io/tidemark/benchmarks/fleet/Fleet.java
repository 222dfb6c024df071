package io.tidemark.benchmarks.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The instances of many services, twenty of each, half of them of a newer version.
 *
 * @param instances the instances, by number
 * @param comments help and type of the series, by name
 */
record Fleet(List<SimulatedInstance> instances, Map<String, String> comments) {

	private static final int INSTANCES_OF_A_SERVICE = 20;

	private static final List<String> VERSIONS = List.of("1.4.1", "1.5.0");

	private static final String INFO = "tidemark_application_info";

	Fleet {
		instances = List.copyOf(instances);
		comments = Map.copyOf(comments);
	}

	/**
	 * A fleet after the model of one real service.
	 * @param healthy its scrape before it leaked
	 * @param leaking its scrape when it leaked threads
	 * @param size instances
	 * @param leaks what instances leak, by their number
	 */
	static Fleet like(Scrape healthy, Scrape leaking, int size, Map<Integer, Leak> leaks) {
		List<SimulatedInstance> instances = new ArrayList<>();
		for (int number = 0; number < size; number++) {
			String job = "service-" + number / INSTANCES_OF_A_SERVICE;
			Leak leak = leaks.get(number);
			instances.add(new SimulatedInstance(number, size, job, series(healthy, leaking, number, leak), leak));
		}
		return new Fleet(instances, healthy.comments());
	}

	private static List<SimulatedSeries> series(Scrape healthy, Scrape leaking, int number, @Nullable Leak leak) {
		Duration age = age(healthy);
		List<SimulatedSeries> series = new ArrayList<>();
		for (Series one : healthy.series()) {
			boolean info = one.name().equals(INFO);
			series.add(new SimulatedSeries(
					info ? one.withLabel("version", VERSIONS.get(number % VERSIONS.size())) : one, false, age));
		}
		if (leak != null) {
			leakedSeries(healthy, leaking).forEach((one) -> series.add(new SimulatedSeries(one, true, age)));
		}
		return series;
	}

	/** Series that the real service has since it leaks, and that name who leaks. */
	static List<Series> leakedSeries(Scrape healthy, Scrape leaking) {
		Series group = leakedGroup(healthy, leaking);
		return leaking.without(healthy)
			.stream()
			.filter((one) -> one.label("origin").equals(group.label("origin")))
			.toList();
	}

	/**
	 * The group of threads that leaks.
	 * @throws IllegalStateException if the scrape has no group that the other has not
	 */
	static Series leakedGroup(Scrape healthy, Scrape leaking) {
		return leaking.without(healthy)
			.stream()
			.filter((one) -> one.name().equals("tidemark_thread_group_size_threads"))
			.filter((one) -> one.label("origin").contains("ExecutorPerRequest"))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"Expected a group of threads that ExecutorPerRequest started in the second scrape only, found none"));
	}

	private static Duration age(Scrape scrape) {
		return scrape.series()
			.stream()
			.filter((one) -> one.name().equals("process_uptime_seconds"))
			.map((one) -> Duration.ofMillis((long) (1_000 * one.value())))
			.findFirst()
			.orElse(Duration.ofMinutes(1));
	}

	/** The answer of one instance to a scrape. */
	String scrape(int number, Instant now) {
		StringBuilder text = new StringBuilder(64 * 1024);
		String[] last = { "" };
		this.instances.get(number).scrape(now, (series, value) -> {
			if (!series.name().equals(last[0])) {
				last[0] = series.name();
				text.append(this.comments.getOrDefault(series.name(), ""));
			}
			text.append(series.text()).append(' ').append(value).append('\n');
		});
		return text.toString();
	}

}
