package io.tidemark.boot.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterConvention;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.jvm.convention.JvmThreadMeterConventions;
import io.micrometer.core.instrument.binder.jvm.convention.micrometer.MicrometerJvmThreadMeterConventions;

/**
 * Micrometer's thread meters with {@code jvm.threads.states} fed from our pass under the
 * same name, tags, unit and description. Micrometer asks for the {@code ThreadInfo} of
 * every thread once a state; see <a href=
 * "https://github.com/micrometer-metrics/micrometer/issues/2873">micrometer#2873</a>. All
 * its other meters stay its own.
 *
 * @since 0.1.0
 */
public final class JvmThreadStates extends JvmThreadMetrics {

	private final ThreadCounts threads;

	private final MeterConvention<Thread.State> convention;

	/** Names and tags as Micrometer gives them by default. */
	public JvmThreadStates(ThreadCounts threads) {
		this(threads, Tags.empty(), new MicrometerJvmThreadMeterConventions(Tags.empty()));
	}

	/**
	 * Names and tags by a convention.
	 * @param threads where the numbers come from
	 * @param extraTags tags of the meters that the convention does not cover
	 * @param conventions name and tags of the states
	 */
	public JvmThreadStates(ThreadCounts threads, Iterable<? extends Tag> extraTags,
			JvmThreadMeterConventions conventions) {
		super(extraTags, conventions);
		this.threads = threads;
		this.convention = conventions.threadCountConvention();
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		super.bindTo(registry);
		for (Thread.State state : Thread.State.values()) {
			// A second registration would be ignored with a warning: theirs goes first.
			registry.removeByPreFilterId(id(state));
			bindState(state, registry);
		}
	}

	private Meter.Id id(Thread.State state) {
		return new Meter.Id(this.convention.getName(), this.convention.getTags(state), BaseUnits.THREADS, null,
				Meter.Type.GAUGE);
	}

	private void bindState(Thread.State state, MeterRegistry registry) {
		Gauge.builder(this.convention.getName(), this.threads, (threads) -> threads.get().in(state))
			.tags(this.convention.getTags(state))
			.description("The current number of threads")
			.baseUnit(BaseUnits.THREADS)
			.strongReference(true)
			.register(registry);
	}

}
