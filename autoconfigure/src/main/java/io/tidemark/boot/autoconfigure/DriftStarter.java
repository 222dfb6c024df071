package io.tidemark.boot.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tidemark.MemoryDrift;
import io.tidemark.boot.schedule.ObserverPart;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.boot.schedule.TidemarkSchedule;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Starts to learn how much memory a load needs when the application is ready, on the
 * schedule's thread.
 */
final class DriftStarter implements ApplicationListener<ApplicationReadyEvent> {

	/** Time between two looks. */
	static final Duration LOOK = Duration.ofSeconds(10);

	private final ListableBeanFactory beans;

	private final AtomicBoolean started = new AtomicBoolean();

	/**
	 * @param beans holds what learns, which is lazy
	 */
	DriftStarter(ListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.started.compareAndSet(false, true)) {
			this.beans.getBean(TidemarkSchedule.class).once(this::start);
		}
	}

	private void start() {
		MemoryDrift drift = this.beans.getBean(MemoryDrift.class);
		DriftHistory history = this.beans.getBeanProvider(DriftHistory.class).getIfAvailable();
		ObserverPart part = this.beans.getBean(ObserverParts.class).drift();
		TidemarkSchedule schedule = this.beans.getBean(TidemarkSchedule.class);
		if (history != null) {
			history.read();
		}
		schedule.every(LOOK, part, () -> drift.look(Clock.systemUTC().instant()));
		if (history != null) {
			schedule.every(KeptHistory.INTERVAL, part, history::write);
		}
	}

}
