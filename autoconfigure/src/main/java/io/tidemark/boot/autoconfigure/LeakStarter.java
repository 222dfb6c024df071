package io.tidemark.boot.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tidemark.LeakWatch;
import io.tidemark.boot.leaks.LeakAnnouncer;
import io.tidemark.boot.resources.OfferedResources;
import io.tidemark.boot.resources.ResourceSources;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.boot.schedule.TidemarkObserver;
import io.tidemark.boot.schedule.TidemarkSchedule;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.verdict.Mute;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.log.LogMessage;

/**
 * Starts to watch and to judge when the application is ready. Everything is made on the
 * schedule's thread, so that none of it lies on the way to being ready; before that there
 * are no verdicts.
 */
final class LeakStarter implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(LeakStarter.class);

	/** Time between two looks at what the service offers to watch. */
	private static final Duration OFFERS = Duration.ofMinutes(1);

	private final TidemarkProperties properties;

	private final ListableBeanFactory beans;

	private final AtomicBoolean started = new AtomicBoolean();

	private volatile @Nullable LeakWatch leaks;

	/**
	 * @param properties how often to read and to judge
	 * @param beans holds what is watched, which is lazy
	 */
	LeakStarter(TidemarkProperties properties, ListableBeanFactory beans) {
		this.properties = properties;
		this.beans = beans;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.started.compareAndSet(false, true)) {
			Instant ready = Clock.systemUTC().instant();
			this.beans.getBean(TidemarkSchedule.class).once(() -> start(ready));
		}
	}

	private void start(Instant ready) {
		LeakWatch leaks = this.beans.getBean(LeakWatch.class);
		leaks.ready(ready);
		leaks.mutes().stream().filter((mute) -> mute.hasEnded(ready)).forEach(LeakStarter::sayEnded);
		this.leaks = leaks;
		LeakHistory history = this.beans.getBeanProvider(LeakHistory.class).getIfAvailable();
		if (history != null) {
			history.read();
		}
		OfferedResources offered = new OfferedResources(this.beans.getBean(ResourceSources.class), leaks.resources());
		this.beans.getBean(TidemarkSchedule.class)
			.every(OFFERS, this.beans.getBean(ObserverParts.class).resources(), offered::renew);
		TidemarkObserver observer = this.beans.getBean(TidemarkObserver.class);
		observer.onJudgement(this.beans.getBean(LeakAnnouncer.class)::announce);
		ClosedContextWatch closed = this.beans.getBean(ClosedContextWatch.class);
		observer.onJudgement((changes) -> closed.look(Clock.systemUTC().instant(), leaks.proofs().contexts()::closed));
		observer.searchDeadlocks(this.properties.metrics().deadlockInterval(),
				(found) -> leaks.proofs().deadlocked(found.threads(), Clock.systemUTC().instant()));
		observer.watchLeaks(leaks, this.properties.leaks().interval(), this.properties.leaks().judgeInterval());
		if (history != null) {
			keep(history);
		}
	}

	private void keep(LeakHistory history) {
		this.beans.getBean(TidemarkSchedule.class)
			.every(KeptHistory.INTERVAL, this.beans.getBean(ObserverParts.class).resources(), history::write);
	}

	private static void sayEnded(Mute mute) {
		logger.warn(LogMessage.format("The mute of '%s' ended at %s: remove it from tidemark.leaks.mutes",
				mute.resources(), mute.until()));
	}

	/** The verdicts, worst first; none before the first judgement. */
	List<LeakVerdict> verdicts() {
		LeakWatch leaks = this.leaks;
		return (leaks != null) ? leaks.verdicts() : List.of();
	}

}
