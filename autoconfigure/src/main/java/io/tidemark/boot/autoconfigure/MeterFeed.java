package io.tidemark.boot.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tidemark.Tidemark;
import io.tidemark.boot.metrics.DeadlockMetrics;
import io.tidemark.boot.metrics.MemoryMetrics;
import io.tidemark.boot.metrics.ThreadGroupMetrics;
import io.tidemark.boot.metrics.ThreadGroupSize;
import io.tidemark.boot.schedule.ObserverPart;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.boot.schedule.TidemarkSchedule;
import io.tidemark.capture.DeadlockSearch;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Feeds the meters whose reading is too dear for a scrape: sizes of thread groups and
 * deadlocks, from the moment the application is ready, on the schedule's thread. When the
 * breaker steps a part down its series end, because an old value would be a lie.
 */
final class MeterFeed implements ApplicationListener<ApplicationReadyEvent> {

	private final TidemarkProperties properties;

	private final Tidemark tidemark;

	private final TidemarkSchedule schedule;

	private final ObserverParts parts;

	private final ThreadGroupMetrics groups;

	private final DeadlockMetrics deadlocks;

	private final MemoryMetrics memory;

	private final DeadlockSearch deadlockSearch = new DeadlockSearch();

	private final AtomicBoolean started = new AtomicBoolean();

	MeterFeed(TidemarkProperties properties, Tidemark tidemark, TidemarkSchedule schedule, ObserverParts parts,
			ThreadGroupMetrics groups, DeadlockMetrics deadlocks, MemoryMetrics memory) {
		this.properties = properties;
		this.tidemark = tidemark;
		this.schedule = schedule;
		this.parts = parts;
		this.groups = groups;
		this.deadlocks = deadlocks;
		this.memory = memory;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.started.compareAndSet(false, true)) {
			Duration interval = this.properties.metrics().groups().interval();
			if (this.properties.threads().enabled()) {
				feed(interval, this.parts.threadGroups(), this::countGroups, this.groups::clear);
			}
			feed(this.properties.metrics().deadlockInterval(), this.parts.deadlocks(), this::searchDeadlocks,
					this.deadlocks::clear);
			this.schedule.every(interval, this.memory::update);
		}
	}

	private void feed(Duration interval, ObserverPart part, Runnable reading, Runnable end) {
		this.schedule.every(interval, part, reading);
		this.schedule.every(interval, () -> {
			if (!part.works()) {
				end.run();
			}
		});
	}

	private void countGroups() {
		GroupedSnapshot now = this.tidemark.count(Clock.systemUTC().instant());
		Map<FamilyKey, Integer> baseline = baselineSizes();
		List<ThreadGroupSize> sizes = now.families()
			.stream()
			.map((family) -> new ThreadGroupSize(family.key().name(), family.key().origin(), family.size(),
					baseline.isEmpty() ? 0 : family.size() - baseline.getOrDefault(family.key(), 0)))
			.toList();
		this.groups.update(sizes, now.omitted());
	}

	private Map<FamilyKey, Integer> baselineSizes() {
		Map<FamilyKey, Integer> sizes = new HashMap<>();
		this.tidemark.snapshots()
			.kept()
			.stream()
			.filter(KeptSnapshot::baseline)
			.forEach((baseline) -> baseline.groups()
				.families()
				.forEach((family) -> sizes.put(family.key(), family.size())));
		return sizes;
	}

	private void searchDeadlocks() {
		DeadlockSearch.Found found = this.deadlockSearch.search();
		this.parts.deadlocks().addPause(found.pause());
		this.deadlocks.update(found.deadlocked());
	}

}
