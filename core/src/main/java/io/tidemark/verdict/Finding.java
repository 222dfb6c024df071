package io.tidemark.verdict;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

import io.tidemark.trend.Direction;
import io.tidemark.trend.Level;
import io.tidemark.trend.Rise;
import io.tidemark.trend.Trend;
import io.tidemark.watch.ResourceSeries;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for a leak at this moment in one window, without memory.
 *
 * @param grade what would be said if nothing had been said before
 * @param rise the rise that says it, or {@code null} if none does
 * @param still whether it is told by the members that do not move
 * @param signals what speaks for it
 */
record Finding(Grade grade, @Nullable Rise rise, boolean still, Set<Signal> signals) {

	static final Finding NOTHING = new Finding(Grade.CLEAR, null, false, Set.of());

	/** Growth must be at least this share of the floor: less is noise to anyone. */
	private static final double OF_FLOOR = 0.01;

	/** The same in less than a day for what has no members that could stand still. */
	private static final double OF_FLOOR_WITHOUT_MEMBERS = 0.1;

	/**
	 * Members that stood still before, as a share of those that were added: of clients
	 * that wait some always do, and in the morning more do.
	 */
	private static final double STILL_BEFORE = 0.15;

	/** The same in the hour of the last day with the fewest. */
	private static final double FEWEST_BEFORE = 0.1;

	/** What a leak since the start has left may be so much more or less by chance. */
	private static final double SINCE_START = 1.3;

	/** Later, clients that wait may be as many by chance. */
	private static final Duration YOUNG = Duration.ofMinutes(40);

	/** More than on any other day, as a share of what it was then. */
	private static final double MORE_THAN_EVER = 0.5;

	/** In 3 minutes so many must be added: fewer are one slow moment. */
	private static final double LEAST_IN_MINUTES = 20;

	/** What is lent out is few, such as connections; what fills a cache is not. */
	private static final double FEW = 1_000;

	/** Bytes have such limits; what is lent out, or kept by number, has not. */
	private static final double MANY = 1_000_000;

	/** What is full so soon cannot wait for a longer window. */
	private static final Duration SOON = Duration.ofMinutes(15);

	/** Growth that takes this share of the room that was left is not little. */
	private static final double OF_ROOM = 1 / 3.0;

	/** A limit that is so near is a signal of its own. */
	private static final Duration NEAR = Duration.ofHours(6);

	/** The trend that it rests on, or {@code null} if it is none. */
	@Nullable Trend trend() {
		if (this.rise == null) {
			return null;
		}
		Rise.Still members = this.still ? this.rise.still() : null;
		return (members != null) ? members.trend() : this.rise.trend();
	}

	/** A rise that did not hold yet. */
	static Finding unconfirmed(Rise rise) {
		return new Finding(Grade.WATCHING, rise, false, Set.of(Signal.GROWTH));
	}

	static Finding of(Rise rise, ResourceSeries series, Circumstances known, Past past) {
		boolean warm = known.processAge().compareTo(LeakLadder.WARM_UP) > 0;
		if (pilesUp(rise, series, known)) {
			boolean settled = isSettled(rise.level(), known);
			return new Finding(settled ? Grade.PROBABLE : Grade.SUSPECTED, rise, true,
					Set.of(Signal.GROWTH, Signal.STAGNATION));
		}
		boolean enough = rise.gained() >= LeakLadder.LEAST_GROWTH
				&& (rise.gained() >= share(rise.level(), known) * rise.from() || takesRoom(rise, known));
		if (enough && known.signature() != null && rise.isHinted()) {
			return new Finding(warm ? Grade.PROBABLE : Grade.SUSPECTED, rise, false,
					Set.of(Signal.GROWTH, Signal.SIGNATURE));
		}
		Set<Signal> agreed = Agreement.of(known.suspects(), rise);
		if (!enough || !rises(rise, agreed)) {
			return NOTHING;
		}
		Set<Signal> signals = EnumSet.of(Signal.GROWTH);
		if (rise.persistent()) {
			signals.add(Signal.PERSISTENCE);
		}
		if (isNearLimit(rise, series, known)) {
			signals.add(Signal.SATURATION);
		}
		if (signals.size() > 1) {
			signals.addAll(agreed);
			return new Finding(Grade.PROBABLE, rise, false, signals);
		}
		if (!past.isExceededBy(rise.gained())) {
			return NOTHING;
		}
		if (!agreed.isEmpty()) {
			signals.addAll(agreed);
			return new Finding(isAgreed(rise, agreed, warm) ? Grade.PROBABLE : Grade.SUSPECTED, rise, false, signals);
		}
		boolean firm = isWarmSince(rise, known) && (isSoonFull(rise, known)
				|| (!known.witnessed() && (known.members() || rise.level() != Level.MINUTES)));
		return new Finding(firm ? Grade.SUSPECTED : Grade.WATCHING, rise, false, signals);
	}

	/**
	 * Collections make few steps of a floor, so less of it is enough where something else
	 * agrees.
	 */
	private static boolean rises(Rise rise, Set<Signal> agreed) {
		return rise.isRising()
				|| (!agreed.isEmpty() && rise.isHinted() && rise.trend().direction() != Direction.LEVELLED_OFF);
	}

	/**
	 * Whether growth and what agrees with it are more than what fills at the start: it
	 * does not slow down, or two others agree; and it was seen for longer than three
	 * minutes.
	 */
	private static boolean isAgreed(Rise rise, Set<Signal> agreed, boolean warm) {
		boolean lasts = rise.level() != Level.MINUTES || agreed.contains(Signal.HISTOGRAM);
		boolean goesOn = rise.sustained() || (agreed.size() > 1 && !rise.isRising());
		return warm && lasts && goesOn;
	}

	/**
	 * Bytes and classes creep up for long after a start, by a few per cent. What lives in
	 * a heap is known to a tenth only, so less than that is no growth of days either.
	 */
	private static double share(Level level, Circumstances known) {
		boolean exact = level.isSlow() && !(known.limit() > MANY);
		return (known.members() || exact) ? OF_FLOOR : OF_FLOOR_WITHOUT_MEMBERS;
	}

	/**
	 * Whether bytes near their limit grew by little of what they are, but much of the
	 * rest.
	 */
	private static boolean takesRoom(Rise rise, Circumstances known) {
		return known.limit() > MANY && !rise.level().isSlow() && rise.gained() >= OF_FLOOR * rise.from()
				&& rise.gained() >= OF_ROOM * (known.limit() - rise.from());
	}

	/** Whether bytes will be at their limit before a longer window could tell. */
	private static boolean isSoonFull(Rise rise, Circumstances known) {
		double hours = (known.limit() - rise.to()) / rise.trend().slopePerHour();
		return known.limit() > MANY && rise.sustained() && hours * 60 <= SOON.toMinutes();
	}

	/** Whether the whole rise was seen after the process had warmed up. */
	private static boolean isWarmSince(Rise rise, Circumstances known) {
		return known.processAge().compareTo(LeakLadder.WARM_UP.plus(rise.trend().span())) >= 0;
	}

	/** Whether what waits for clients had the time to fill at the start. */
	private static boolean isSettled(Level level, Circumstances known) {
		Duration filling = switch (level) {
			case MINUTES -> Duration.ZERO;
			case QUARTER -> Duration.ofMinutes(15);
			case HOUR -> Duration.ofHours(1);
			default -> Duration.ofHours(6);
		};
		return known.processAge().compareTo(LeakLadder.WARM_UP.plus(filling)) > 0;
	}

	/** Whether members that do not move become more and more. */
	private static boolean pilesUp(Rise rise, ResourceSeries series, Circumstances known) {
		Rise.Still still = rise.still();
		return still != null && still.sustained() && still.gained() >= least(rise.level())
				&& (cameFromNothing(still, known) || isMoreThanEver(still, rise.level(), series));
	}

	private static boolean cameFromNothing(Rise.Still still, Circumstances known) {
		return still.from() <= STILL_BEFORE * still.gained() || isSinceStart(still, known);
	}

	/**
	 * Whether a young process has as many as it would if this went on since the start.
	 */
	private static boolean isSinceStart(Rise.Still still, Circumstances known) {
		Duration before = known.processAge().minus(still.trend().span());
		double expected = still.gained() * before.toMillis() / still.trend().span().toMillis();
		return known.processAge().compareTo(YOUNG) <= 0 && still.from() <= expected * SINCE_START
				&& still.from() >= expected / SINCE_START;
	}

	private static boolean isMoreThanEver(Rise.Still still, Level level, ResourceSeries series) {
		double fewest = Past.fewestStill(series);
		if (fewest <= FEWEST_BEFORE * (still.to() - fewest) && still.to() - fewest >= LEAST_IN_MINUTES) {
			return true;
		}
		double most = (level.compareTo(Level.HOUR) > 0) ? Past.mostStill(series, hours(level)) : Double.NaN;
		return still.to() >= most + Math.max(LeakLadder.LEAST_GROWTH, MORE_THAN_EVER * most);
	}

	private static double least(Level level) {
		return (level == Level.MINUTES) ? LEAST_IN_MINUTES : LeakLadder.LEAST_GROWTH;
	}

	private static int hours(Level level) {
		return level.isSlow() ? level.length() : 2 + level.length() / ResourceSeries.SLOTS;
	}

	/** Whether few things that are lent out stay out, and will soon be gone. */
	private static boolean isNearLimit(Rise rise, ResourceSeries series, Circumstances known) {
		if (known.members() || !(known.limit() > 0) || known.limit() > FEW || rise.level() != Level.HOUR) {
			return false;
		}
		double hours = (known.limit() - rise.to()) / rise.trend().slopePerHour();
		return hours <= NEAR.toHours() && Past.isNewTerritory(series, rise.to(), LeakLadder.LEAST_GROWTH);
	}

}
