package io.tidemark.boot.autoconfigure;

import java.util.concurrent.atomic.AtomicBoolean;

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

	private final TidemarkProperties properties;

	private final TidemarkObserver observer;

	private final SharedSnapshots snapshots;

	private final ObjectProvider<StartupReport> report;

	private final AtomicBoolean started = new AtomicBoolean();

	TidemarkStarter(TidemarkProperties properties, TidemarkObserver observer, SharedSnapshots snapshots,
			ObjectProvider<StartupReport> report) {
		this.properties = properties;
		this.observer = observer;
		this.snapshots = snapshots;
		this.report = report;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.started.compareAndSet(false, true)) {
			start();
		}
	}

	private void start() {
		if (this.properties.threads().enabled()) {
			this.observer.takeBaseline(this.snapshots);
			if (this.properties.origin().enabled()) {
				this.observer.recordOrigins();
			}
		}
		this.observer.keepBudget();
		this.report.ifAvailable((report) -> logger.info(report.sentence()));
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
