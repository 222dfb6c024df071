package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.origin.ExecutorReading;

/**
 * What executors have to do, {@code tidemark.executor.*}: of a pool its threads and its
 * queue, of an executor without one, such as that of virtual threads, the tasks that run.
 * {@value #NAMED} executors have rows of their own and all others share one, so that the
 * rows always add up. The web server's has always one; those that are saturated have
 * precedence over those that have rows already, and these over the first by name. Beside
 * them {@code tidemark.virtual.threads.live}, the virtual threads of all of them.
 * <p>
 * Nothing is registered before the first update. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ExecutorMetrics implements MeterBinder {

	/** Executors with rows of their own. */
	public static final int NAMED = 6;

	/** Rows of one meter at most. */
	static final int ROWS = NAMED + 1;

	/**
	 * Its threads follow the load: whoever looks for leaks has to tell it from others.
	 */
	private static final String WEB_SERVER = "tomcat";

	private static final String OTHER = "other";

	private final MeterRows active = new MeterRows(TidemarkMeter.EXECUTOR_ACTIVE);

	private final MeterRows max = new MeterRows(TidemarkMeter.EXECUTOR_MAX);

	private final MeterRows queued = new MeterRows(TidemarkMeter.EXECUTOR_QUEUED);

	private final MeterRows capacity = new MeterRows(TidemarkMeter.EXECUTOR_QUEUE_CAPACITY);

	private final MeterRows running = new MeterRows(TidemarkMeter.EXECUTOR_TASKS_RUNNING);

	private final MeterRows virtual = new MeterRows(TidemarkMeter.VIRTUAL_THREADS_LIVE);

	private final boolean virtualThreads;

	private Set<String> named = Set.of();

	/**
	 * @param virtualThreads whether this JVM has virtual threads
	 */
	public ExecutorMetrics(boolean virtualThreads) {
		this.virtualThreads = virtualThreads;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Stream.of(this.active, this.max, this.queued, this.capacity, this.running, this.virtual)
			.forEach((rows) -> rows.bindTo(registry));
	}

	/**
	 * Takes what the executors have to do now.
	 * @param pools those with a pool, each name once
	 * @param tasks all whose tasks are counted; those of pools count for virtual threads
	 * only, which they have seldom
	 */
	public synchronized void update(List<PoolReading> pools, List<ExecutorReading> tasks) {
		Map<String, PoolReading> byName = new HashMap<>();
		pools.forEach((pool) -> byName.put(pool.name(), pool));
		List<ExecutorReading> others = tasks.stream().filter((task) -> !byName.containsKey(task.name())).toList();
		this.named = choose(byName.values().stream().toList(), others);
		show(this.active, pools, PoolReading::active);
		show(this.max, pools, PoolReading::max);
		show(this.queued, pools, PoolReading::queued);
		show(this.capacity, pools, PoolReading::capacity);
		Map<Tags, Double> running = new LinkedHashMap<>();
		others.forEach((task) -> running.merge(row("executor", task.name()), (double) task.running(), Double::sum));
		this.running.show(running);
		if (this.virtualThreads) {
			this.virtual
				.showIfKnown(tasks.stream().filter(ExecutorReading::virtual).mapToInt(ExecutorReading::running).sum());
		}
	}

	private Set<String> choose(List<PoolReading> pools, List<ExecutorReading> others) {
		Set<String> before = this.named;
		List<Candidate> candidates = new ArrayList<>();
		pools.forEach(
				(pool) -> candidates.add(new Candidate(pool.name(), pool.isSaturated(), before.contains(pool.name()))));
		others.forEach((task) -> candidates.add(new Candidate(task.name(), false, before.contains(task.name()))));
		Set<String> chosen = new LinkedHashSet<>();
		candidates.stream().sorted(Candidate.ORDER).limit(NAMED).forEach((each) -> chosen.add(each.name()));
		return chosen;
	}

	private void show(MeterRows rows, List<PoolReading> pools, ToDoubleFunction<PoolReading> value) {
		Map<Tags, Double> values = new LinkedHashMap<>();
		pools.stream()
			.filter((pool) -> value.applyAsDouble(pool) >= 0)
			.forEach((pool) -> values.merge(row("name", pool.name()), value.applyAsDouble(pool), Double::sum));
		rows.show(values);
	}

	private Tags row(String tag, String executor) {
		return Tags.of(tag, this.named.contains(executor) ? label(executor) : OTHER);
	}

	/** Prometheus takes an empty label for one that is not there. */
	private static String label(String name) {
		if (name.isBlank()) {
			return "unnamed";
		}
		return (name.length() > GroupLabel.LONGEST) ? name.substring(0, GroupLabel.LONGEST) : name;
	}

	/** One that may get a row. */
	private record Candidate(String name, boolean saturated, boolean held) {

		static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::isWebServer)
			.thenComparing(Candidate::saturated)
			.thenComparing(Candidate::held)
			.reversed()
			.thenComparing(Candidate::name);

		boolean isWebServer() {
			return this.name.equals(WEB_SERVER);
		}

	}

}
