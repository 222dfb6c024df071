package io.tidemark.watch;

import java.util.List;

/**
 * How many members of a family do not move.
 *
 * @param still how many, at least, those that wait for work left out; NaN if nobody looks
 * @param stacks the stacks at which some stand that do not wait for work, those with most
 * still threads first, at most {@value StillThreads#STACKS}
 * @since 0.1.0
 */
public record Stillness(double still, List<StillStack> stacks) {

	/** Nobody looks. */
	public static final Stillness NOT_KNOWN = new Stillness(Double.NaN, List.of());

	public Stillness {
		stacks = List.copyOf(stacks);
	}

}
