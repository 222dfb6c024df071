package io.tidemark.boot.metrics;

import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** A Prometheus registry and what a scrape of it says. */
final class Scrape {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	Scrape(MeterBinder... binders) {
		Stream.of(binders).forEach((binder) -> binder.bindTo(this.registry));
	}

	PrometheusMeterRegistry registry() {
		return this.registry;
	}

	/** Samples without comments, such as {@code tidemark_threads_live_threads 12.0}. */
	List<String> samples() {
		return this.registry.scrape().lines().filter((line) -> !line.startsWith("#")).toList();
	}

	/** Names of the series, without labels, each once. */
	List<String> names() {
		return samples().stream().map((line) -> line.replaceAll("[{ ].*", "")).distinct().toList();
	}

	List<String> samples(String name) {
		return samples().stream().filter((line) -> line.matches(name + "[{ ].*")).toList();
	}

	/** Value of the one series of this name. */
	double value(String name) {
		List<String> samples = samples(name);
		if (samples.size() != 1) {
			throw new IllegalStateException("expected one series " + name + ", found " + samples);
		}
		return Double.parseDouble(samples.get(0).replaceAll(".* ", ""));
	}

}
