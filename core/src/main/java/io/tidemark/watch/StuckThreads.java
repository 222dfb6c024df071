package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.Fingerprint;
import io.tidemark.group.StandingThread;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Finds threads that do not move. Two things can be told from snapshots that follow each
 * other:
 * <ul>
 * <li>a thread <em>stands still</em>: same stack, same state, and not a nanosecond of CPU
 * time from one snapshot to the next. A loop that polls or sleeps uses some each turn, so
 * it does not stand still.</li>
 * <li>a thread <em>spins</em>: it runs a task, its frames outside the JDK are the same,
 * ending in the application, and it uses the processor for at least
 * {@value #SPINNING_SHARE} of the time. Whether its pool is shut down, and whether an
 * interrupt was swallowed, no stack tells: a computation that stays in one method for as
 * long looks the same.</li>
 * </ul>
 * Threads that wait for work are left out; see {@link WaitReason} and the documentation
 * for which.
 * <p>
 * Bounded: of {@value #REMEMBERED} threads that are not idle the last place is
 * remembered, about 100 bytes each; of {@value #STUCK} that do not move all is. Safe for
 * use by several threads.
 *
 * @since 0.1.0
 */
public final class StuckThreads {

	/** Threads whose place is remembered at most; of more the others are not watched. */
	public static final int REMEMBERED = 10_000;

	/** Stuck threads that are told at most, those longest stuck first. */
	public static final int STUCK = 1_000;

	/** Of the time since it spins. */
	static final double SPINNING_SHARE = 0.01;

	/** Of the time between two snapshots, for a share is never the same twice. */
	private static final double STILL_SPINNING = SPINNING_SHARE / 2;

	/** A loop that shows one of these waits for its next turn, whatever it uses. */
	private static final Set<WaitReason> NO_LOOP = Set.of(WaitReason.IDLE_WORKER, WaitReason.TIMER,
			WaitReason.QUEUE_TAKE, WaitReason.SELECTOR, WaitReason.SOCKET, WaitReason.FINISHED);

	private final StuckSettings settings;

	private Map<Long, Place> places = new HashMap<>();

	private List<Standstill> standstills = List.of();

	public StuckThreads(StuckSettings settings) {
		this.settings = settings;
	}

	/**
	 * Takes a snapshot.
	 * @param now when it was taken
	 * @param threads all threads that can be told apart, with their stacks
	 */
	public synchronized void observe(Instant now, List<StandingThread> threads) {
		Map<Long, Place> places = new HashMap<>();
		List<Standstill> standstills = new ArrayList<>();
		for (StandingThread thread : threads) {
			Idleness idleness = Idleness.of(thread);
			if ((idleness == Idleness.IDLE && !isLoop(thread)) || places.size() >= REMEMBERED) {
				continue;
			}
			Place place = place(now, thread, idleness);
			places.put(thread.thread().id(), place);
			Standstill standstill = standstill(now, thread, place, idleness);
			if (standstill != null) {
				standstills.add(standstill);
			}
		}
		standstills.sort(Comparator.comparing(Standstill::since).reversed());
		this.places = places;
		this.standstills = List.copyOf(standstills.subList(0, Math.min(STUCK, standstills.size())));
	}

	/** Forgets what was seen, so that time without snapshots does not count. */
	public synchronized void forget() {
		this.places = new HashMap<>();
		this.standstills = List.of();
	}

	/**
	 * The stuck threads as of the last snapshot, by family, longest first.
	 * @param requests what threads serve, by their names as the JVM gives them; asked
	 * only if a thread is stuck
	 */
	public Map<FamilyKey, List<StuckThread>> stuck(Supplier<Map<String, ServedRequest>> requests) {
		List<Standstill> standstills = standstills();
		Map<String, ServedRequest> served = standstills.isEmpty() ? Map.of() : requests.get();
		Map<FamilyKey, List<StuckThread>> stuck = new HashMap<>();
		for (Standstill standstill : standstills) {
			ServedRequest request = served.get(standstill.name());
			if (request != null || !standstill.onlyInRequest()) {
				stuck.computeIfAbsent(standstill.family(), (absent) -> new ArrayList<>())
					.add(standstill.stuck(request));
			}
		}
		return stuck;
	}

	/** How many threads are remembered. */
	synchronized int remembered() {
		return this.places.size();
	}

	private synchronized List<Standstill> standstills() {
		return this.standstills;
	}

	private Place place(Instant now, StandingThread thread, Idleness idleness) {
		Place before = this.places.get(thread.thread().id());
		Place here = new Place(thread, now);
		if (before != null) {
			here.stays(idleness != Idleness.IDLE && before.standsAt(here) ? before : null);
			here.loops(isLoop(thread) && before.spinsWith(here) ? before : null);
		}
		return here;
	}

	private @Nullable Standstill standstill(Instant now, StandingThread thread, Place place, Idleness idleness) {
		if (isLong(now, place.stoodSince, place.stood)) {
			return standstill(thread, thread.reason(), Duration.between(place.stoodSince, now),
					idleness == Idleness.IDLE_UNLESS_IN_REQUEST);
		}
		if (isLong(now, place.spunSince, place.spun) && place.spinsInAll()) {
			return standstill(thread, WaitReason.SPINNING, Duration.between(place.spunSince, now), false);
		}
		return null;
	}

	private static Standstill standstill(StandingThread thread, WaitReason reason, Duration since,
			boolean onlyInRequest) {
		return new Standstill(thread.thread().name(), thread.family(), thread.fingerprint(), thread.thread().state(),
				reason, since, onlyInRequest);
	}

	private boolean isLong(Instant now, Instant since, int snapshots) {
		return snapshots >= this.settings.snapshots()
				&& Duration.between(since, now).compareTo(this.settings.least()) >= 0;
	}

	private boolean isLoop(StandingThread thread) {
		if (thread.thread().cpuNanos() == null || NO_LOOP.contains(thread.reason()) || !Idleness.runsATask(thread)) {
			return false;
		}
		Frame caller = thread.callerOfTheJdk();
		return caller != null && this.settings.isApplication(caller.className());
	}

	/** Where a thread was, and since when it is there. */
	private static final class Place {

		private final long fingerprint;

		private final long loop;

		private final Thread.State state;

		private final @Nullable Long cpuNanos;

		/** Which object it waits for, {@code null} if its CPU time tells more. */
		private final @Nullable String lock;

		private final Instant time;

		private Instant stoodSince;

		private Instant spunSince;

		/** CPU time at that moment. */
		private long spunFrom;

		private int stood = 1;

		private int spun = 1;

		Place(StandingThread standing, Instant now) {
			this.fingerprint = standing.fingerprint().value();
			this.loop = standing.loop().value();
			this.state = standing.thread().state();
			this.cpuNanos = standing.thread().cpuNanos();
			AwaitedLock lock = standing.thread().lock();
			this.lock = (this.cpuNanos == null && lock != null) ? lock.identity() : null;
			this.time = now;
			this.stoodSince = now;
			this.spunSince = now;
			this.spunFrom = (this.cpuNanos != null) ? this.cpuNanos : 0;
		}

		/**
		 * A thread whose CPU time is not known may well have moved when it is runnable,
		 * and has moved when it waits for another object.
		 */
		boolean standsAt(Place later) {
			boolean rested = (this.cpuNanos != null) ? this.cpuNanos.equals(later.cpuNanos)
					: this.state != Thread.State.RUNNABLE && Objects.equals(this.lock, later.lock);
			return rested && this.fingerprint == later.fingerprint && this.state == later.state;
		}

		boolean spinsWith(Place later) {
			if (this.cpuNanos == null || later.cpuNanos == null || this.loop != later.loop) {
				return false;
			}
			long passed = Duration.between(this.time, later.time).toNanos();
			return passed > 0 && later.cpuNanos - this.cpuNanos >= STILL_SPINNING * passed;
		}

		boolean spinsInAll() {
			long passed = Duration.between(this.spunSince, this.time).toNanos();
			return this.cpuNanos != null && this.cpuNanos - this.spunFrom >= SPINNING_SHARE * passed;
		}

		void stays(@Nullable Place before) {
			if (before != null) {
				this.stoodSince = before.stoodSince;
				this.stood = before.stood + 1;
			}
		}

		void loops(@Nullable Place before) {
			if (before != null) {
				this.spunSince = before.spunSince;
				this.spunFrom = before.spunFrom;
				this.spun = before.spun + 1;
			}
		}

	}

}
