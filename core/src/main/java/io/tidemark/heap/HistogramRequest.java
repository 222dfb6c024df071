package io.tidemark.heap;

/**
 * How somebody wants a class histogram.
 *
 * @param forced whether it is taken however short ago the last one was and however long
 * the forecast says that it stops the application; somebody has read the forecast
 * @param collect whether a full collection comes first, so that no garbage is counted;
 * stops the application for up to five times as long
 * @since 0.1.0
 */
public record HistogramRequest(boolean forced, boolean collect) {

	/** Within the budget, garbage included. */
	public static final HistogramRequest WITHIN_BUDGET = new HistogramRequest(false, false);

	/** At any price, garbage included. */
	public static final HistogramRequest FORCED = new HistogramRequest(true, false);

}
