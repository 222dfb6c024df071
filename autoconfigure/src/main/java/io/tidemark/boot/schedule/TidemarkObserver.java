package io.tidemark.boot.schedule;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.tidemark.LeakWatch;
import io.tidemark.Tidemark;
import io.tidemark.capture.DeadlockSearch;
import io.tidemark.capture.SeenVirtualThreads;
import io.tidemark.capture.VirtualThreadDump;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.origin.OriginRecorder;
import io.tidemark.verdict.LeakChange;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;

/**
 * What Tidemark does by itself from the moment the application is ready: takes the
 * baseline, starts the recorder of origins, settles the baseline, watches the disk, and
 * keeps the budget.
 *
 * @since 0.1.0
 */
public final class TidemarkObserver {

	private static final Log logger = LogFactory.getLog(TidemarkObserver.class);

	private static final Duration BASELINE_INTERVAL = Duration.ofSeconds(1);

	private static final Duration BUDGET_INTERVAL = Duration.ofSeconds(5);

	private final Tidemark tidemark;

	private final VirtualThreadDump virtualThreads;

	private final ObserverParts parts;

	private final Clock clock;

	private final TidemarkSchedule schedule;

	private final Breaker breaker;

	private final OriginWatch origins;

	private final Budget budget;

	private final List<Consumer<GroupedSnapshot>> receivers = new CopyOnWriteArrayList<>();

	private final List<Consumer<List<LeakChange>>> judgementReceivers = new CopyOnWriteArrayList<>();

	private final List<Consumer<DeadlockSearch.Found>> deadlockReceivers = new CopyOnWriteArrayList<>();

	private final AtomicBoolean searching = new AtomicBoolean();

	private volatile DeadlockSearch.@Nullable Found deadlocks;

	public TidemarkObserver(Tidemark tidemark, VirtualThreadDump virtualThreads, OriginRecorder recorder,
			ObserverParts parts, Budget budget, TidemarkSchedule schedule, Clock clock) {
		this.tidemark = tidemark;
		this.virtualThreads = virtualThreads;
		this.parts = parts;
		this.clock = clock;
		this.schedule = schedule;
		this.budget = budget;
		this.breaker = new Breaker(budget, parts.all());
		this.origins = new OriginWatch(recorder, parts.origins(), clock);
	}

	/**
	 * Keeps the budget from now on. Like all that follows, returns at once and is called
	 * once.
	 */
	public void keepBudget() {
		this.schedule.every(BUDGET_INTERVAL, this::checkBudget);
	}

	/** Records who starts threads from now on. */
	public void recordOrigins() {
		this.schedule.again(this.origins::look);
	}

	/** Takes the baseline now, and settles it when the application has settled. */
	public void takeBaseline(SharedSnapshots snapshots) {
		BaselineWatch baseline = new BaselineWatch(this.tidemark, snapshots,
				ManagementFactory.getThreadMXBean()::getTotalStartedThreadCount);
		baseline.begin();
		this.schedule.every(BASELINE_INTERVAL, baseline::look);
	}

	/** Counts the families of threads from now on; their history. */
	public void countFamilies(Duration interval) {
		this.schedule.every(interval, this.parts.threadGroups(), () -> {
			GroupedSnapshot counted = this.tidemark.count(this.clock.instant());
			this.receivers.forEach((receiver) -> receiver.accept(counted));
		});
	}

	/**
	 * Hands each count of the families to the receiver, on the schedule's thread, and the
	 * last one at once.
	 */
	public void onCount(Consumer<GroupedSnapshot> receiver) {
		this.receivers.add(receiver);
		GroupedSnapshot counted = this.tidemark.counted();
		if (counted != null) {
			receiver.accept(counted);
		}
	}

	/** Watches which threads do not move from now on. */
	public void watchStuck(SharedSnapshots captures, Duration interval) {
		StuckWatch watch = new StuckWatch(this.tidemark, captures, this.parts.stuckThreads(), this.budget, interval,
				this.clock);
		this.schedule.again(watch::look);
	}

	/**
	 * Reads what is watched from now on, and judges it.
	 * @param leaks reads and judges
	 * @param interval time between two readings
	 * @param judgeInterval time between two judgements
	 */
	public void watchLeaks(LeakWatch leaks, Duration interval, Duration judgeInterval) {
		LeakRounds rounds = new LeakRounds(leaks, this.parts, interval, this::judged, this.clock);
		this.schedule.again(rounds::read);
		this.schedule.every(judgeInterval, rounds::judge);
	}

	/**
	 * Hands the changes of each judgement to the receiver, on the schedule's thread, also
	 * when there are none.
	 */
	public void onJudgement(Consumer<List<LeakChange>> receiver) {
		this.judgementReceivers.add(receiver);
	}

	/**
	 * Searches for deadlocks from now on: one search for all that want to know, at the
	 * interval of the first.
	 * @param interval time between two searches
	 * @param receiver takes what was found, on the schedule's thread
	 */
	public void searchDeadlocks(Duration interval, Consumer<DeadlockSearch.Found> receiver) {
		this.deadlockReceivers.add(receiver);
		if (this.searching.compareAndSet(false, true)) {
			DeadlockSearch search = new DeadlockSearch();
			this.schedule.every(interval, this.parts.deadlocks(), () -> searchNow(search));
		}
		DeadlockSearch.Found last = this.deadlocks;
		if (last != null) {
			receiver.accept(last);
		}
	}

	private void searchNow(DeadlockSearch search) {
		DeadlockSearch.Found found = search.search();
		this.parts.deadlocks().addPause(found.pause());
		this.deadlocks = found;
		this.deadlockReceivers.forEach((receiver) -> hand(found, receiver));
	}

	private void judged(List<LeakChange> changes) {
		this.judgementReceivers.forEach((receiver) -> hand(changes, receiver));
	}

	/**
	 * One that fails takes nothing from the others: no meter stands still for a log line.
	 */
	private static <T> void hand(T news, Consumer<T> receiver) {
		try {
			receiver.accept(news);
		}
		catch (RuntimeException | Error ex) {
			logger.debug(LogMessage.format("Tidemark could not tell what it found, it goes on: %s", ex), ex);
		}
	}

	/**
	 * Takes a snapshot on the calling thread, without stacks when the budget is used up.
	 */
	public KeptSnapshot observe() {
		Instant now = this.clock.instant();
		ObserverPart part = this.parts.snapshots();
		SeenVirtualThreads virtual = lookAtVirtualThreads(now);
		return part.measure(() -> {
			KeptSnapshot snapshot = this.tidemark.observe(now, part.works(), virtual);
			part.addPause(snapshot.groups().cost().pause());
			return snapshot;
		});
	}

	private SeenVirtualThreads lookAtVirtualThreads(Instant now) {
		ObserverPart part = this.parts.virtualThreads();
		String because = part.state().because();
		if (because != null) {
			return VirtualThreadDump.refused(because);
		}
		SeenVirtualThreads seen = part.measure(() -> this.virtualThreads.look(now));
		part.addCpu(seen.cpu());
		return seen;
	}

	private void checkBudget() {
		for (Breaker.Decision decision : this.breaker.check(this.clock.instant())) {
			if (decision.works()) {
				logger.info(LogMessage.format("Tidemark part '%s' works again: %s", decision.part().name(),
						decision.because()));
			}
			else {
				logger.warn(LogMessage.format("Tidemark steps down its part '%s': %s; see /actuator/threaddiff",
						decision.part().name(), decision.because()));
			}
		}
	}

}
