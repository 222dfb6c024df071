package io.tidemark.benchmarks.fleet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;

/**
 * Writes what Prometheus would have scraped and recorded of a fleet, window by window,
 * because it takes nothing that is an hour older than the newest.
 */
final class Past {

	private static final Duration EVALUATION = Duration.ofMinutes(1);

	private final PrometheusServer prometheus;

	private final Fleet fleet;

	private final List<RecordingRule> rules;

	private final Duration scrapeInterval;

	private long samples;

	Past(PrometheusServer prometheus, Fleet fleet, List<RecordingRule> rules, Duration scrapeInterval) {
		this.prometheus = prometheus;
		this.fleet = fleet;
		this.rules = List.copyOf(rules);
		this.scrapeInterval = scrapeInterval;
	}

	/**
	 * Writes the time up to a moment; a later one has to begin where this ended.
	 * @return samples that were written in all
	 */
	long write(Instant from, Instant to) throws IOException, InterruptedException {
		Instant start = from;
		while (start.isBefore(to)) {
			long window = start.getEpochSecond() / SimulatedInstance.WINDOW + 1;
			Instant end = earlier(Instant.ofEpochSecond(window * SimulatedInstance.WINDOW), to);
			writeScrapes(moments(start, end, this.scrapeInterval));
			record(moments(start, end, EVALUATION));
			start = end;
		}
		return this.samples;
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

	/** Multiples of the step from the start on, without the end. */
	private static List<Instant> moments(Instant from, Instant to, Duration step) {
		List<Instant> moments = new ArrayList<>();
		long seconds = step.toSeconds();
		for (long next = -Math.floorDiv(-from.getEpochSecond(), seconds) * seconds; next < to
			.getEpochSecond(); next += seconds) {
			moments.add(Instant.ofEpochSecond(next));
		}
		return moments;
	}

	private void writeScrapes(List<Instant> moments) throws IOException, InterruptedException {
		if (moments.isEmpty()) {
			return;
		}
		for (SimulatedInstance instance : this.fleet.instances()) {
			RemoteWriteRequest request = new RemoteWriteRequest();
			List<Series> series = instance.series();
			for (int i = 0; i < series.size(); i++) {
				add(request, labels(instance, moments.get(0), series.get(i)), instance.values(i, moments), moments);
			}
			double[] ones = new double[moments.size()];
			Arrays.fill(ones, 1);
			add(request, labels(instance, moments.get(0), UP), ones, moments);
			this.prometheus.write(request);
		}
	}

	private static final Series UP = new Series("up", new TreeMap<>(), false, 1);

	private static SortedMap<String, String> labels(SimulatedInstance instance, Instant now, Series series) {
		SortedMap<String, String> labels = new TreeMap<>(series.labels());
		labels.put("__name__", series.name());
		labels.put("job", instance.job());
		labels.put("instance", instance.name(now));
		return labels;
	}

	private void record(List<Instant> moments) throws IOException, InterruptedException {
		if (moments.isEmpty()) {
			return;
		}
		for (RecordingRule rule : this.rules) {
			RemoteWriteRequest request = new RemoteWriteRequest();
			for (JsonNode series : answer(rule.expression(), moments)) {
				add(request, rule.labelsFor(series.path("metric")), values(series.path("values"), moments), moments);
			}
			this.prometheus.write(request);
		}
	}

	private JsonNode answer(String expression, List<Instant> moments) throws IOException, InterruptedException {
		return this.prometheus.ask("/api/v1/query_range",
				Map.of("query", expression, "start", String.valueOf(moments.get(0).getEpochSecond()), "end",
						String.valueOf(moments.get(moments.size() - 1).getEpochSecond()), "step",
						String.valueOf(EVALUATION.toSeconds())))
			.path("result");
	}

	private static double[] values(JsonNode points, List<Instant> moments) {
		Map<Long, Double> found = new HashMap<>();
		points.forEach((point) -> found.put(point.path(0).asLong(), Scrape.number(point.path(1).asString())));
		return moments.stream()
			.mapToDouble((moment) -> found.getOrDefault(moment.getEpochSecond(), Double.NaN))
			.toArray();
	}

	private void add(RemoteWriteRequest request, SortedMap<String, String> labels, double[] values,
			List<Instant> moments) {
		request.add(labels, values, moments);
		this.samples += values.length;
	}

}
