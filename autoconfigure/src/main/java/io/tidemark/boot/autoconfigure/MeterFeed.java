package io.tidemark.boot.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.LeakWatch;
import io.tidemark.MemoryDrift;
import io.tidemark.Tidemark;
import io.tidemark.boot.metrics.AllocationMetrics;
import io.tidemark.boot.metrics.ApplicationMetrics;
import io.tidemark.boot.metrics.DeadlockMetrics;
import io.tidemark.boot.metrics.DriftMetrics;
import io.tidemark.boot.metrics.ExecutorMetrics;
import io.tidemark.boot.metrics.GcMetrics;
import io.tidemark.boot.metrics.HeapMetrics;
import io.tidemark.boot.metrics.LeakMetrics;
import io.tidemark.boot.metrics.LimitMetrics;
import io.tidemark.boot.metrics.MemoryMetrics;
import io.tidemark.boot.metrics.ObserverMetrics;
import io.tidemark.boot.metrics.OpenTelemetryMetrics;
import io.tidemark.boot.metrics.PoolMetrics;
import io.tidemark.boot.metrics.ProcessMemoryMetrics;
import io.tidemark.boot.metrics.StuckMetrics;
import io.tidemark.boot.metrics.ThreadGroupMetrics;
import io.tidemark.boot.metrics.ThreadGroupSize;
import io.tidemark.boot.metrics.ThreadMetrics;
import io.tidemark.boot.metrics.WaitReasonMetrics;
import io.tidemark.boot.schedule.ObserverPart;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.boot.schedule.SharedSnapshots;
import io.tidemark.boot.schedule.TidemarkObserver;
import io.tidemark.boot.schedule.TidemarkSchedule;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.LockWait;
import io.tidemark.group.WaitReason;
import io.tidemark.heap.AllocationSampler;
import io.tidemark.jvm.ContainerMemory;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.trend.DriftReading;
import io.tidemark.watch.WatchedSeries;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Binds the meters when the application is ready, and feeds those whose reading is too
 * dear for a scrape: sizes of thread groups, deadlocks, wait reasons and verdicts. The
 * walk for the latter is done on the capture's thread, all else on the schedule's. When
 * the breaker steps a part down its series end, because an old value would be a lie.
 */
final class MeterFeed implements ApplicationListener<ApplicationReadyEvent> {

	private static final List<Class<? extends MeterBinder>> METERS = List.of(ApplicationMetrics.class,
			LimitMetrics.class, ThreadMetrics.class, MemoryMetrics.class, GcMetrics.class, HeapMetrics.class,
			ObserverMetrics.class, DeadlockMetrics.class, StuckMetrics.class, ThreadGroupMetrics.class,
			WaitReasonMetrics.class, ExecutorMetrics.class, LeakMetrics.class, ProcessMemoryMetrics.class,
			PoolMetrics.class, DriftMetrics.class, AllocationMetrics.class, OpenTelemetryMetrics.class);

	/**
	 * Packages and endpoints that are asked for beside those with a series, so that one
	 * that fell behind has its true rate while its series is held.
	 */
	private static final int BESIDE = 40;

	private final TidemarkProperties properties;

	private final ListableBeanFactory beans;

	private final AtomicBoolean started = new AtomicBoolean();

	/**
	 * @param properties how often to read
	 * @param beans holds the meters, which are lazy
	 */
	MeterFeed(TidemarkProperties properties, ListableBeanFactory beans) {
		this.properties = properties;
		this.beans = beans;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.started.compareAndSet(false, true)) {
			this.beans.getBean(TidemarkSchedule.class).once(this::start);
		}
	}

	private void start() {
		bind();
		TidemarkSchedule schedule = this.beans.getBean(TidemarkSchedule.class);
		ObserverParts parts = this.beans.getBean(ObserverParts.class);
		if (this.properties.threads().enabled()) {
			feedThreads(schedule, parts, this.beans.getBean(Tidemark.class));
		}
		feedDeadlocks(schedule, parts.deadlocks(), this.beans.getBean(DeadlockMetrics.class));
		feedJvm(schedule, parts);
		this.beans.getBeanProvider(AllocationSampler.class)
			.ifAvailable((sampler) -> feedAllocations(schedule, parts.allocations(), sampler));
		this.beans.getBeanProvider(LeakWatch.class)
			.ifAvailable((leaks) -> feedVerdicts(schedule, parts, leaks, this.beans.getBean(LeakMetrics.class)));
		this.beans.getBeanProvider(ContainerStarter.class).ifAvailable((container) -> feedContainer(parts, container));
		this.beans.getBeanProvider(MemoryDrift.class).ifAvailable((drift) -> feedDrift(schedule, parts.drift(), drift));
		feedExecutors(schedule);
	}

	private Duration interval() {
		return this.properties.metrics().groups().interval();
	}

	private void feedThreads(TidemarkSchedule schedule, ObserverParts parts, Tidemark tidemark) {
		ThreadGroupMetrics groups = this.beans.getBean(ThreadGroupMetrics.class);
		this.beans.getBean(TidemarkObserver.class).onCount((now) -> updateGroups(tidemark, now, groups));
		schedule.every(interval(), () -> clearUnlessWorking(parts.threadGroups(), groups::clear));
		feedWaitReasons(schedule, parts.waitReasons(), tidemark);
		StuckMetrics stuck = this.beans.getBean(StuckMetrics.class);
		schedule.every(interval(), () -> stuck.update(tidemark.stuckThreads()));
	}

	private void feedJvm(TidemarkSchedule schedule, ObserverParts parts) {
		MemoryMetrics memory = this.beans.getBean(MemoryMetrics.class);
		LimitMetrics limits = this.beans.getBean(LimitMetrics.class);
		schedule.every(interval(), memory::update);
		schedule.every(interval(), limits::update);
		schedule.every(interval(), this.beans.getBean(ObserverMetrics.class)::update);
		for (String name : this.beans.getBeanNamesForType(HeapMetrics.class)) {
			HeapMetrics heap = this.beans.getBean(name, HeapMetrics.class);
			schedule.every(interval(), () -> updateHeap(parts.liveSet(), heap, limits));
		}
		for (String name : this.beans.getBeanNamesForType(OpenTelemetryMetrics.class)) {
			schedule.every(interval(), this.beans.getBean(name, OpenTelemetryMetrics.class)::update);
		}
	}

	/**
	 * Pools are known by what is watched, other executors by the tasks that are counted.
	 */
	private void feedExecutors(TidemarkSchedule schedule) {
		ExecutorMetrics executors = this.beans.getBean(ExecutorMetrics.class);
		SubmittedTasks tasks = this.beans.getBean(SubmittedTasks.class);
		LeakWatch leaks = this.beans.getBeanProvider(LeakWatch.class).getIfAvailable();
		schedule.every(interval(), () -> {
			List<WatchedSeries> watched = (leaks != null) ? leaks.resources().all() : List.of();
			if (leaks == null || !watched.isEmpty()) {
				executors.update(ExecutorPools.of(watched), tasks.readings());
			}
		});
	}

	private void feedContainer(ObserverParts parts, ContainerStarter container) {
		ProcessMemoryMetrics memory = this.beans.getBean(ProcessMemoryMetrics.class);
		PoolMetrics pools = this.beans.getBean(PoolMetrics.class);
		LimitMetrics limits = this.beans.getBean(LimitMetrics.class);
		container.onReading((readings) -> {
			ContainerMemory now = readings.container();
			memory.update(readings.process(), readings.lastUnaccounted(), now, readings.stalls(), readings.jvm());
			limits.container(now.workingSet(), now.limit());
		});
		container.onRatios(pools::update);
		this.beans.getBean(TidemarkSchedule.class).every(ContainerStarter.READINGS, () -> {
			clearUnlessWorking(parts.container(), memory::clear);
			clearUnlessWorking(parts.container(), () -> limits.container(-1, null));
			clearUnlessWorking(parts.container(), pools::clear);
		});
	}

	/** What was sampled before says nothing while nobody samples. */
	private void feedAllocations(TidemarkSchedule schedule, ObserverPart part, AllocationSampler sampler) {
		int asked = this.properties.heap().allocations().top() + BESIDE;
		for (String name : this.beans.getBeanNamesForType(AllocationMetrics.class)) {
			AllocationMetrics metrics = this.beans.getBean(name, AllocationMetrics.class);
			schedule.every(interval(), part, () -> metrics.update(sampler.packages(asked), sampler.endpoints(asked)));
			schedule.every(interval(), () -> {
				if (!part.works() || sampler.because() != null) {
					metrics.clear();
				}
			});
		}
	}

	private void feedVerdicts(TidemarkSchedule schedule, ObserverParts parts, LeakWatch leaks, LeakMetrics metrics) {
		this.beans.getBean(TidemarkObserver.class)
			.onJudgement((changes) -> metrics.update(leaks.verdicts(), leaks.resources().dropped(),
					Clock.systemUTC().instant()));
		schedule.every(this.properties.leaks().judgeInterval(), () -> {
			clearUnlessWorking(parts.leaks(), metrics::clear);
			clearUnlessWorking(parts.resources(), metrics::clear);
		});
	}

	private void feedDrift(TidemarkSchedule schedule, ObserverPart part, MemoryDrift drift) {
		DriftMetrics metrics = this.beans.getBean(DriftMetrics.class);
		schedule.every(Duration.ofMinutes(1), () -> {
			DriftReading reading = drift.newest();
			if (part.works() && reading != null) {
				metrics.update(reading);
			}
			clearUnlessWorking(part, metrics::clear);
		});
	}

	/**
	 * A walk may wait for a thread that does not answer, so it is done where snapshots
	 * are taken, and the schedule goes on.
	 */
	private void feedWaitReasons(TidemarkSchedule schedule, ObserverPart part, Tidemark tidemark) {
		Duration interval = this.properties.metrics()
			.waitReasons()
			.intervalWhere(JvmFeatures.current().canWalkByHandshake());
		if (interval.isZero()) {
			if (this.properties.metrics().waitReasons().interval() != null) {
				part.stepDown("it is off because tidemark.metrics.wait-reasons.interval is 0");
			}
			return;
		}
		WaitReasonMetrics waits = this.beans.getBean(WaitReasonMetrics.class);
		SharedSnapshots captures = this.beans.getBean(SharedSnapshots.class);
		schedule.every(interval, () -> {
			if (part.works()) {
				captures.beside(part.name(), () -> part.measure(() -> walk(tidemark, part, waits)));
			}
			else {
				waits.clear();
			}
		});
	}

	private static GroupedSnapshot walk(Tidemark tidemark, ObserverPart part, WaitReasonMetrics waits) {
		GroupedSnapshot now = tidemark.look(Clock.systemUTC().instant());
		part.addPause(now.cost().pause());
		Map<WaitReason, Integer> threads = new EnumMap<>(WaitReason.class);
		threads.putAll(now.waitReasons());
		threads.merge(WaitReason.UNKNOWN, now.omitted(), Integer::sum);
		LockWait most = now.mostWaited();
		waits.update(threads, (most != null) ? most.threads() : 0);
		return now;
	}

	/** Those that this JVM has; a run-time image may lack the module for one of them. */
	void bind() {
		MeterRegistry registry = this.beans.getBean(MeterRegistry.class);
		for (Class<? extends MeterBinder> type : METERS) {
			for (String name : this.beans.getBeanNamesForType(type)) {
				this.beans.getBean(name, type).bindTo(registry);
			}
		}
	}

	private void feedDeadlocks(TidemarkSchedule schedule, ObserverPart part, DeadlockMetrics deadlocks) {
		Duration interval = this.properties.metrics().deadlockInterval();
		this.beans.getBean(TidemarkObserver.class)
			.searchDeadlocks(interval, (found) -> deadlocks.update(found.deadlocked()));
		schedule.every(interval, () -> clearUnlessWorking(part, deadlocks::clear));
	}

	private static void clearUnlessWorking(ObserverPart part, Runnable end) {
		if (!part.works()) {
			end.run();
		}
	}

	private static void updateHeap(ObserverPart part, HeapMetrics heap, LimitMetrics limits) {
		if (part.works()) {
			part.measure(() -> {
				heap.update(Clock.systemUTC().instant());
				limits.heap(heap.live());
				return heap;
			});
		}
		else {
			heap.clear();
			limits.heap(-1);
		}
	}

	private static void updateGroups(Tidemark tidemark, GroupedSnapshot now, ThreadGroupMetrics groups) {
		Map<FamilyKey, Integer> baseline = baselineSizes(tidemark);
		List<ThreadGroupSize> sizes = now.families()
			.stream()
			.map((family) -> new ThreadGroupSize(family.key().name(), family.key().origin(), family.size(),
					baseline.isEmpty() ? 0 : family.size() - baseline.getOrDefault(family.key(), 0)))
			.toList();
		groups.update(sizes, now.omitted());
	}

	private static Map<FamilyKey, Integer> baselineSizes(Tidemark tidemark) {
		Map<FamilyKey, Integer> sizes = new HashMap<>();
		tidemark.snapshots()
			.kept()
			.stream()
			.filter(KeptSnapshot::baseline)
			.forEach((baseline) -> baseline.groups()
				.families()
				.forEach((family) -> sizes.put(family.key(), family.size())));
		return sizes;
	}

}
