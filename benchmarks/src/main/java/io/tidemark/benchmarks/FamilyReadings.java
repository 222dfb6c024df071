package io.tidemark.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.StandingThread;
import io.tidemark.watch.StuckSettings;
import io.tidemark.watch.StuckThreads;

/**
 * How large each family of threads is, how many of its members stand still, and how many
 * of those do not merely wait for work.
 */
final class FamilyReadings {

	private final StackGrouper grouper = new StackGrouper();

	private final StuckThreads stuckThreads = new StuckThreads(StuckSettings.DEFAULT);

	private final Map<String, Reading> readings = new LinkedHashMap<>();

	private Map<Long, Place> places = new HashMap<>();

	/**
	 * Takes a reading; families that were there before and are gone have 0.
	 */
	Map<String, Reading> read(Instant now, AttachedJvm jvm) throws Exception {
		List<StandingThread> threads = new ArrayList<>(this.grouper.standing(jvm.platformThreads()));
		this.stuckThreads.observe(now, threads);
		this.readings.replaceAll((name, last) -> new Reading(0, 0, 0));
		Map<Long, Place> places = new HashMap<>();
		for (StandingThread thread : threads) {
			Place place = Place.of(now, thread, this.places.get(thread.thread().id()));
			places.put(thread.thread().id(), place);
			add(name(thread.family()), new Reading(1, 0, place.isOld(now) ? 1 : 0));
		}
		this.stuckThreads.stuck(Map::of).forEach((family, stuck) -> add(name(family), new Reading(0, stuck.size(), 0)));
		this.places = places;
		addVirtual(jvm);
		return this.readings;
	}

	/** Of those that a dump shows it is not told which ones move. */
	private void addVirtual(AttachedJvm jvm) throws IOException {
		if (Runtime.version().feature() >= 21) {
			this.grouper.group(jvm.allThreads(), null)
				.families()
				.stream()
				.filter((family) -> family.key().virtual())
				.forEach((family) -> add(name(family.key()), new Reading(family.size(), 0, 0)));
		}
	}

	private void add(String name, Reading more) {
		this.readings.merge(name, more, Reading::plus);
	}

	private static String name(FamilyKey family) {
		return family.name().replace(',', ';') + (family.virtual() ? " (virtual)" : "");
	}

	/**
	 * One reading of one family.
	 *
	 * @param size its members
	 * @param stuck those that do not move and have something to do, as
	 * {@link StuckThreads} tells
	 * @param still those that were at the same place for a minute and used no CPU time
	 */
	record Reading(int size, int stuck, int still) {

		Reading plus(Reading more) {
			return new Reading(this.size + more.size, this.stuck + more.stuck, this.still + more.still);
		}

	}

	private record Place(long fingerprint, Thread.State state, Long cpuNanos, Instant since) {

		static Place of(Instant now, StandingThread thread, Place before) {
			Place here = new Place(thread.fingerprint().value(), thread.thread().state(), thread.thread().cpuNanos(),
					now);
			return (before != null && here.isSame(before)) ? before : here;
		}

		private boolean isSame(Place other) {
			boolean rested = (this.cpuNanos != null) ? this.cpuNanos.equals(other.cpuNanos)
					: this.state != Thread.State.RUNNABLE;
			return rested && this.fingerprint == other.fingerprint && this.state == other.state;
		}

		boolean isOld(Instant now) {
			return Duration.between(this.since, now).toSeconds() >= 60;
		}

	}

}
