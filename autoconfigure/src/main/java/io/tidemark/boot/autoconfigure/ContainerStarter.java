package io.tidemark.boot.autoconfigure;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.tidemark.boot.leaks.MemoryGuard;
import io.tidemark.boot.resources.PoolMeters;
import io.tidemark.boot.schedule.ObserverPart;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.boot.schedule.TidemarkSchedule;
import io.tidemark.jvm.ContainerCheck;
import io.tidemark.jvm.MemoryFinding;
import io.tidemark.jvm.MemoryPlan;
import io.tidemark.jvm.MemoryReadings;
import io.tidemark.jvm.PressureWatch;
import io.tidemark.watch.PoolRatio;
import io.tidemark.watch.PoolRatios;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.log.LogMessage;

/**
 * Looks at memory outside the heap from when the application is ready, all on the
 * schedule's thread and as the part {@code container}: what the kernel counts every ten
 * seconds, whether it gets short every three, pools every minute. What certainly does not
 * fit is said once at the start.
 */
final class ContainerStarter implements ApplicationListener<ApplicationReadyEvent> {

	/** Time between two readings of memory. */
	static final Duration READINGS = Duration.ofSeconds(10);

	/** Time between two looks whether it gets short. */
	static final Duration LOOKS = Duration.ofSeconds(3);

	/** Time over which hits are counted. */
	static final Duration RATIOS = Duration.ofMinutes(1);

	private static final Log logger = LogFactory.getLog(ContainerStarter.class);

	private final ListableBeanFactory beans;

	private final AtomicBoolean started = new AtomicBoolean();

	private final List<Consumer<MemoryReadings>> readers = new CopyOnWriteArrayList<>();

	private final List<Consumer<List<PoolRatio>>> ratios = new CopyOnWriteArrayList<>();

	/**
	 * @param beans holds what looks, which is lazy
	 */
	ContainerStarter(ListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.started.compareAndSet(false, true)) {
			this.beans.getBean(TidemarkSchedule.class).once(this::start);
		}
	}

	/** Takes what reads on after each reading. */
	void onReading(Consumer<MemoryReadings> reader) {
		this.readers.add(reader);
	}

	/** Takes what is told the hit ratios each minute. */
	void onRatios(Consumer<List<PoolRatio>> receiver) {
		this.ratios.add(receiver);
	}

	private void start() {
		TidemarkSchedule schedule = this.beans.getBean(TidemarkSchedule.class);
		ObserverPart part = this.beans.getBean(ObserverParts.class).container();
		MemoryReadings readings = this.beans.getBean(MemoryReadings.class);
		MemoryGuard guard = this.beans.getBean(MemoryGuard.class);
		PressureWatch pressure = this.beans.getBean(PressureWatch.class);
		schedule.every(READINGS, part, () -> read(readings));
		schedule.once(() -> say(this.beans.getBean(ContainerCheck.class).plan()));
		schedule.every(LOOKS, part, () -> guard.take(pressure.look(Clock.systemUTC().instant())));
		PoolRatios pools = this.beans.getBeanProvider(PoolRatios.class).getIfAvailable();
		if (pools != null) {
			PoolMeters meters = this.beans.getBean(PoolMeters.class);
			schedule.every(RATIOS, part, () -> read(pools, meters));
		}
	}

	private void read(MemoryReadings readings) {
		readings.unaccounted();
		this.readers.forEach((reader) -> reader.accept(readings));
	}

	private void read(PoolRatios pools, PoolMeters meters) {
		pools.read(Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()), meters.counts());
		this.ratios.forEach((receiver) -> receiver.accept(pools.ratios()));
	}

	/** One line for each finding of which the process dies. */
	static void say(MemoryPlan plan) {
		plan.findings()
			.stream()
			.filter(MemoryFinding::certain)
			.forEach((finding) -> logger
				.warn(LogMessage.format("Memory does not fit: %s. Set %s", finding.what(), finding.setting())));
	}

}
