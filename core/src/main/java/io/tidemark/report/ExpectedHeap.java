package io.tidemark.report;

/**
 * How much heap the load of now should need.
 *
 * @param bytes the likeliest
 * @param low least that is likely
 * @param high most that is likely
 * @param state how far that was learned, such as {@code learning}
 * @since 0.1.0
 */
public record ExpectedHeap(double bytes, double low, double high, String state) {

}
