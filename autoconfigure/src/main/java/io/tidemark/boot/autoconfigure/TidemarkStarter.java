package io.tidemark.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.tidemark.boot.schedule.ObserverPart;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.boot.schedule.SharedSnapshots;
import io.tidemark.boot.schedule.TidemarkObserver;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Starts to observe when the application is ready, so that nothing of it lies on the way
 * to being ready. Comes last among the listeners: what the others start belongs to the
 * baseline.
 */
final class TidemarkStarter implements ApplicationListener<ApplicationReadyEvent>, Ordered {

	private static final Log logger = LogFactory.getLog(TidemarkStarter.class);

	private static final List<Function<ObserverParts, ObserverPart>> OFF_WITH_THREADS = List.of(
			ObserverParts::virtualThreads, ObserverParts::snapshots, ObserverParts::origins,
			ObserverParts::stuckThreads, ObserverParts::waitReasons, ObserverParts::threadGroups);

	private static final List<Function<ObserverParts, ObserverPart>> OFF_WITH_METRICS = List
		.of(ObserverParts::waitReasons, ObserverParts::threadStates);

	private static final List<Function<ObserverParts, ObserverPart>> OFF_WITH_LEAKS = List.of(ObserverParts::resources,
			ObserverParts::leaks);

	private static final List<Function<ObserverParts, ObserverPart>> OFF_WITH_HEAP = List.of(ObserverParts::liveSet,
			ObserverParts::histograms, ObserverParts::oldObjects, ObserverParts::allocations, ObserverParts::drift,
			ObserverParts::container);

	private final TidemarkProperties properties;

	private final TidemarkObserver observer;

	private final ObserverParts parts;

	private final SharedSnapshots snapshots;

	private final ObjectProvider<StartupReport> report;

	private final AtomicBoolean started = new AtomicBoolean();

	TidemarkStarter(TidemarkProperties properties, TidemarkObserver observer, ObserverParts parts,
			SharedSnapshots snapshots, ObjectProvider<StartupReport> report) {
		this.properties = properties;
		this.observer = observer;
		this.parts = parts;
		this.snapshots = snapshots;
		this.report = report;
		switchOffHeap(properties.heap());
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.started.compareAndSet(false, true)) {
			start();
		}
	}

	private void start() {
		if (!this.properties.threads().virtual().enabled()) {
			switchOff(this.parts.virtualThreads(), "tidemark.threads.virtual.enabled");
		}
		if (this.properties.threads().enabled()) {
			this.observer.takeBaseline(this.snapshots);
			this.observer.countFamilies(this.properties.metrics().groups().interval());
			watchStuck(this.properties.threads().stuck().interval());
		}
		else {
			OFF_WITH_THREADS.forEach((part) -> switchOff(part.apply(this.parts), "tidemark.threads.enabled"));
		}
		if (!this.properties.origin().enabled()) {
			switchOff(this.parts.origins(), "tidemark.origin.enabled");
		}
		else if (this.properties.threads().enabled()) {
			this.observer.recordOrigins();
		}
		if (!this.properties.leaks().enabled()) {
			OFF_WITH_LEAKS.forEach((part) -> switchOff(part.apply(this.parts), "tidemark.leaks.enabled"));
		}
		if (!this.properties.metrics().enabled()) {
			OFF_WITH_METRICS.forEach((part) -> switchOff(part.apply(this.parts), "tidemark.metrics.enabled"));
			if (!this.properties.leaks().enabled()) {
				switchOff(this.parts.deadlocks(), "tidemark.metrics.enabled");
			}
		}
		this.observer.keepBudget();
		this.report.ifAvailable((report) -> logger.info(report.sentence()));
	}

	/** Before any listener starts what records: it begins on another thread at once. */
	private void switchOffHeap(TidemarkProperties.Heap heap) {
		if (!heap.enabled()) {
			OFF_WITH_HEAP.forEach((part) -> switchOff(part.apply(this.parts), "tidemark.heap.enabled"));
			return;
		}
		if (!heap.oldObjects().enabled()) {
			switchOff(this.parts.oldObjects(), "tidemark.heap.old-objects.enabled");
		}
		if (!heap.allocations().enabled()) {
			switchOff(this.parts.allocations(), "tidemark.heap.allocations.enabled");
		}
		if (!heap.drift().enabled()) {
			switchOff(this.parts.drift(), "tidemark.heap.drift.enabled");
		}
	}

	private void watchStuck(Duration interval) {
		if (interval.isZero()) {
			this.parts.stuckThreads().stepDown("it is off because tidemark.threads.stuck.interval is 0");
		}
		else {
			this.observer.watchStuck(this.snapshots, interval);
		}
	}

	private static void switchOff(ObserverPart part, String property) {
		part.stepDown("it is off because " + property + " is false");
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
