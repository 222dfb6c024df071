package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

import io.micrometer.core.instrument.MeterRegistry;
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

		private final GaugeRows running;

		private final GaugeRows queued;

		private final GaugeRows virtual;

		Gauges(MeterRegistry registry) {
			this.running = new GaugeRows("tidemark.executor.tasks.running",
					"Tasks that executors run, those whose thread is parked included", BaseUnits.TASKS, registry);
			this.queued = new GaugeRows("tidemark.executor.tasks.queued",
					"Tasks that wait for a thread of their executor", BaseUnits.TASKS, registry);
			this.virtual = new GaugeRows("tidemark.virtual.threads.live",
					"Virtual threads that run a task of a watched executor, parked ones included", BaseUnits.THREADS,
					registry);
		}

		void update(List<ExecutorReading> executors) {
			this.running.show(rows(executors, ExecutorReading::running));
			this.queued.show(rows(executors, ExecutorReading::queued));
			this.virtual
				.show(rows(executors.stream().filter(ExecutorReading::virtual).toList(), ExecutorReading::running));
		}

		private static Map<Tags, Integer> rows(List<ExecutorReading> executors, ToIntFunction<ExecutorReading> value) {
			Map<Tags, Integer> rows = new LinkedHashMap<>();
			int own = Math.min(EXECUTORS, executors.size());
			executors.subList(0, own)
				.forEach((executor) -> rows.merge(row(executor.name()), value.applyAsInt(executor), Integer::sum));
			if (executors.size() > own) {
				rows.merge(row(OTHER), executors.stream().skip(own).mapToInt(value).sum(), Integer::sum);
			}
			return rows;
		}

		private static Tags row(String executor) {
			return Tags.of("executor", executor);
		}

	}

}
