package io.tidemark.report;

import org.jspecify.annotations.Nullable;

/**
 * How much heap the load of now should need.
 *
 * @param bytes the likeliest, NaN while that is learned
 * @param low least that is likely, likewise
 * @param high most that is likely, likewise
 * @param state where the heap is: {@code learning}, {@code within}, {@code above} or
 * {@code below}
 * @param because why it is learned still, or why there is more, as a sentence, or
 * {@code null}
 * @since 0.1.0
 */
public record ExpectedHeap(double bytes, double low, double high, String state, @Nullable String because) {

}
