package io.tidemark.boot.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tidemark.HeapWatch;
import io.tidemark.HeapWork;
import io.tidemark.LeakWatch;
import io.tidemark.MemoryDrift;
import io.tidemark.boot.leaks.MemoryGuard;
import io.tidemark.boot.resources.RequestBursts;
import io.tidemark.boot.resources.ScheduledRuns;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.boot.schedule.OwnThreadCost;
import io.tidemark.boot.schedule.TidemarkSchedule;
import io.tidemark.heap.AllocationSampler;
import io.tidemark.heap.HeapOccurrences;
import io.tidemark.heap.HeapRates;
import io.tidemark.jvm.PeriodicCycle;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.log.LogMessage;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/**
 * Starts to look at memory when the application is ready. Everything is made and done on
 * the schedule's thread, so that none of it lies on the way to being ready.
 */
final class HeapStarter implements ApplicationListener<ApplicationReadyEvent>, AutoCloseable {

	private static final Log logger = LogFactory.getLog(HeapStarter.class);

	/** Time between two looks. */
	static final Duration LOOK = Duration.ofSeconds(10);

	private final PeriodicCycle cycle = new PeriodicCycle();

	private final @Nullable Duration periodicCycle;

	private final ListableBeanFactory beans;

	private final AtomicBoolean started = new AtomicBoolean();

	/**
	 * @param periodicCycle time after which a quiet G1 is to collect, or {@code null}
	 * @param beans holds what looks, which is lazy
	 */
	HeapStarter(@Nullable Duration periodicCycle, ListableBeanFactory beans) {
		this.periodicCycle = periodicCycle;
		this.beans = beans;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.started.compareAndSet(false, true)) {
			this.beans.getBean(TidemarkSchedule.class).once(this::start);
		}
	}

	private void start() {
		HeapWatch heap = this.beans.getBean(HeapWatch.class);
		this.beans.getBeanProvider(MemoryDrift.class).ifAvailable(heap::expect);
		this.beans.getBeanProvider(LeakWatch.class).ifAvailable((leaks) -> leaks.heap(heap));
		TidemarkSchedule schedule = this.beans.getBean(TidemarkSchedule.class);
		OwnThreadCost sampling = costOfSampling();
		schedule.again(() -> {
			Duration next = heap.record(now());
			sampling.charge();
			return next;
		});
		HeapRates rates = this.beans.getBean(HeapRates.class);
		schedule.every(LOOK, this.beans.getBean(ObserverParts.class).liveSet(), () -> rates.look(now()));
		schedule.every(LOOK, () -> heap.look(now()));
		this.beans.getBeanProvider(MemoryGuard.class)
			.ifAvailable((guard) -> new PressureEvidence(heap, this.beans.getBean(HeapWork.class), HeapStarter::now,
					schedule::once)
				.listenTo(guard));
		askForCycles();
		listen(schedule, heap.occurrences());
	}

	private OwnThreadCost costOfSampling() {
		AllocationSampler sampler = this.beans.getBean(AllocationSampler.class);
		return new OwnThreadCost(this.beans.getBean(ObserverParts.class).allocations(), sampler::cpu,
				sampler::failures);
	}

	/** So that the live heap of a quiet service is known, if somebody wants that. */
	private void askForCycles() {
		String because = (this.periodicCycle != null) ? this.cycle.every(this.periodicCycle) : null;
		if (because != null) {
			logger.warn(LogMessage.format("tidemark.heap.periodic-cycle has no effect: %s", because));
		}
	}

	/** The JVM may outlive the application. */
	@Override
	public void close() {
		if (this.periodicCycle != null) {
			this.cycle.stop();
		}
	}

	/** What may coincide with a step of the floor, as far as the service has it. */
	private void listen(TidemarkSchedule schedule, HeapOccurrences occurrences) {
		occurrences.add(now(), "the start of the application");
		ScheduledRuns runs = new ScheduledRuns(
				() -> this.beans.getBeansOfType(ScheduledTaskHolder.class, false, false).values());
		schedule.every(LOOK, () -> runs.look(occurrences::add));
		this.beans.getBeanProvider(RequestBursts.class)
			.ifAvailable((bursts) -> schedule.every(LOOK, () -> bursts.look(now(), occurrences::add)));
	}

	private static Instant now() {
		return Clock.systemUTC().instant();
	}

}
