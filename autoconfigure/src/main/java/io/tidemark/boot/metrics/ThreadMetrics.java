package io.tidemark.boot.metrics;

import java.util.Locale;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Platform threads in all and by state, {@code tidemark.threads.*}, from one pass a
 * scrape.
 *
 * @since 0.1.0
 */
public final class ThreadMetrics implements MeterBinder {

	private final ThreadCounts threads;

	public ThreadMetrics(ThreadCounts threads) {
		this.threads = threads;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("tidemark.threads.live", this.threads, (threads) -> threads.get().total())
			.description("Live platform threads, daemon threads included")
			.baseUnit(BaseUnits.THREADS)
			.strongReference(true)
			.register(registry);
		Gauge.builder("tidemark.threads.daemon", this.threads, (threads) -> threads.get().daemon())
			.description("Live platform threads that do not keep the JVM alive")
			.baseUnit(BaseUnits.THREADS)
			.strongReference(true)
			.register(registry);
		for (Thread.State state : Thread.State.values()) {
			bindState(state, registry);
		}
		// Seen weakly by Micrometer; the gauges hold the same object.
		FunctionCounter.builder("tidemark.threads.started", this.threads, ThreadCounts::startedTotal)
			.description("Platform threads started since the JVM started")
			.baseUnit(BaseUnits.THREADS)
			.register(registry);
	}

	private void bindState(Thread.State state, MeterRegistry registry) {
		Gauge.builder("tidemark.threads.states", this.threads, (threads) -> threads.get().in(state))
			.description("Platform threads by state")
			.tag("state", state.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.baseUnit(BaseUnits.THREADS)
			.strongReference(true)
			.register(registry);
	}

}
