package io.tidemark.boot.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Platform threads in all, {@code tidemark.threads.live} and {@code .started}, from one
 * pass a scrape. By state they are in {@code jvm.threads.states}, see
 * {@link JvmThreadStates}.
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
		TidemarkMeter.THREADS_LIVE.gauge(registry, Tags.empty(), this.threads, (threads) -> threads.get().total());
		// Seen weakly by Micrometer; the gauge holds the same object.
		TidemarkMeter.THREADS_STARTED.counter(registry, this.threads, ThreadCounts::startedTotal);
	}

}
