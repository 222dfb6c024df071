package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.origin.ExecutorReading;

/**
 * Tasks of the executors that are watched, {@code tidemark.executor.tasks.*}, and the
 * virtual threads that run them, {@code tidemark.virtual.threads.live}: the first
 * {@value #EXECUTORS} executors by name and one row for all others, so that the rows
 * always add up. Nothing is registered before the first update. Safe for use by several
 * threads.
 *
 * @since 0.1.0
 */
public final class TaskMetrics implements MeterBinder {

	/** Executors with a row of their own. */
	public static final int EXECUTORS = 20;

	private static final String OTHER = "other";

	private final List<Gauges> gauges = new ArrayList<>();

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.gauges.add(new Gauges(registry));
	}

	/** Takes what the executors have to do now. */
	public synchronized void update(List<ExecutorReading> executors) {
		List<ExecutorReading> byName = executors.stream().sorted(Comparator.comparing(ExecutorReading::name)).toList();
		this.gauges.forEach((gauges) -> gauges.update(byName));
	}

	/** The gauges of one registry. */
	private static final class Gauges {

		private final MultiGauge running;

		private final MultiGauge queued;

		private final MultiGauge virtual;

		Gauges(MeterRegistry registry) {
			this.running = MultiGauge.builder("tidemark.executor.tasks.running")
				.description("Tasks that executors run, those whose thread is parked included")
				.baseUnit(BaseUnits.TASKS)
				.register(registry);
			this.queued = MultiGauge.builder("tidemark.executor.tasks.queued")
				.description("Tasks that wait for a thread of their executor")
				.baseUnit(BaseUnits.TASKS)
				.register(registry);
			this.virtual = MultiGauge.builder("tidemark.virtual.threads.live")
				.description("Virtual threads that run a task of a watched executor, parked ones included")
				.baseUnit(BaseUnits.THREADS)
				.register(registry);
		}

		void update(List<ExecutorReading> executors) {
			this.running.register(rows(executors, ExecutorReading::running), true);
			this.queued.register(rows(executors, ExecutorReading::queued), true);
			this.virtual.register(
					rows(executors.stream().filter(ExecutorReading::virtual).toList(), ExecutorReading::running), true);
		}

		private static List<MultiGauge.Row<?>> rows(List<ExecutorReading> executors,
				ToIntFunction<ExecutorReading> value) {
			List<MultiGauge.Row<?>> rows = new ArrayList<>();
			int own = Math.min(EXECUTORS, executors.size());
			executors.subList(0, own).forEach((executor) -> rows.add(row(executor.name(), value.applyAsInt(executor))));
			if (executors.size() > own) {
				rows.add(row(OTHER, executors.stream().skip(own).mapToInt(value).sum()));
			}
			return rows;
		}

		private static MultiGauge.Row<?> row(String executor, int value) {
			return MultiGauge.Row.of(Tags.of("executor", executor), value);
		}

	}

}
