package io.tidemark.verdict;

import java.util.EnumSet;
import java.util.Set;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.trend.Rise;
import org.jspecify.annotations.Nullable;

/**
 * Which other looks at memory found what its growth says. Each of them is seen in another
 * way: by counting objects, by sampling those that stay, and by what holds them.
 */
final class Agreement {

	/**
	 * Histograms that must each have more of a class than the one before: with the one
	 * that it begins with these are three.
	 */
	static final int OBSERVATIONS = 2;

	/** Share of the growth that the class must explain: of a leak it is one of a few. */
	static final double EXPLAINED = 0.25;

	/** Share of the old objects that must come from one line. */
	static final double POINTED = 0.4;

	/** Old objects that must come from it at least: fewer come together by chance. */
	static final int SAMPLES = 5;

	private Agreement() {
	}

	/** What agrees with this rise. */
	static Set<Signal> of(@Nullable HeapSuspects suspects, Rise rise) {
		Set<Signal> signals = EnumSet.noneOf(Signal.class);
		if (suspects == null) {
			return signals;
		}
		double slope = rise.trend().slopePerHour();
		if (suspects.classes().stream().anyMatch((each) -> isCounted(each) && explains(each, slope))) {
			signals.add(Signal.HISTOGRAM);
		}
		if (suspects.lines().stream().anyMatch(Agreement::isPointedAt)) {
			signals.add(Signal.OLD_OBJECTS);
		}
		if (suspects.holder() != null) {
			signals.add(Signal.REACHABILITY);
		}
		return signals;
	}

	/** Whether it grew in so many histograms that chance does not explain it. */
	static boolean isCounted(GrowingClass grown) {
		return grown.observations() >= OBSERVATIONS && grown.bytesGained() > 0;
	}

	/**
	 * Rates are compared, because histograms and the window begin at other times. What is
	 * outside the heap has no rate in it.
	 */
	private static boolean explains(GrowingClass grown, double slopePerHour) {
		return !(grown.bytesPerHour() < EXPLAINED * slopePerHour);
	}

	/** Whether what stayed points at this line of somebody's code. */
	static boolean isPointedAt(AllocationLine line) {
		return line.source() == AllocationLine.Source.OLD_OBJECTS && line.frame() != null && line.share() >= POINTED
				&& line.samples() >= SAMPLES;
	}

}
