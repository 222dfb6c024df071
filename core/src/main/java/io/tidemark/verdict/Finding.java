package io.tidemark.verdict;

import java.util.EnumSet;
import java.util.Set;

import io.tidemark.trend.Level;
import io.tidemark.trend.Rise;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for a leak at this moment, without memory.
 *
 * @param grade what would be said if nothing had been said before
 * @param rise the rise that says it, or {@code null} if none does
 * @param signals what speaks for it
 */
record Finding(Grade grade, @Nullable Rise rise, Set<Signal> signals) {

	private static final Finding NOTHING = new Finding(Grade.CLEAR, null, Set.of());

	/** Of what was gained, the share that must stand still to speak for a leak. */
	private static final double STAGNANT = 0.5;

	/** Growth must be at least this share of the floor: less is noise to anyone. */
	private static final double OF_FLOOR = 0.01;

	/** The strongest of the findings at each level; of two alike that with more time. */
	static Finding of(@Nullable Rise[] rises, Circumstances known, Usual usual) {
		Finding strongest = NOTHING;
		for (int i = rises.length - 1; i >= 0; i--) {
			Rise rise = rises[i];
			if (rise != null && rise.isRising()) {
				Finding finding = of(rise, known, usual);
				strongest = (finding.grade.compareTo(strongest.grade) > 0) ? finding : strongest;
			}
		}
		return strongest;
	}

	private static Finding of(Rise rise, Circumstances known, Usual usual) {
		if (rise.gained() < LeakLadder.LEAST_GROWTH || rise.gained() < OF_FLOOR * rise.from()) {
			return NOTHING;
		}
		Set<Signal> signals = EnumSet.of(Signal.GROWTH);
		if (stagnates(rise)) {
			signals.add(Signal.STAGNATION);
		}
		if (known.signature() != null) {
			signals.add(Signal.SIGNATURE);
		}
		if (rise.steady()) {
			signals.add(Signal.PERSISTENCE);
		}
		return new Finding(grade(rise, signals, known, usual), rise, signals);
	}

	private static Grade grade(Rise rise, Set<Signal> signals, Circumstances known, Usual usual) {
		if (signals.size() > 1) {
			return Grade.PROBABLE;
		}
		boolean warm = known.processAge().compareTo(LeakLadder.WARM_UP) >= 0;
		return (warm && usual.isExceededBy(rise.gained())) ? Grade.SUSPECTED : Grade.WATCHING;
	}

	/** Whether most of what was gained does not move. */
	static boolean stagnates(Rise rise) {
		return rise.stagnant() >= LeakLadder.LEAST_GROWTH && rise.stagnant() >= STAGNANT * rise.gained();
	}

	/** Hours of a slow window. */
	static int hours(Level level) {
		return (level == Level.DAYS) ? 72 : 192;
	}

}
