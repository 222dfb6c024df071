package io.tidemark.expected;

/**
 * Why the threads of a family are normal.
 *
 * @param id the entry of the catalogue, such as {@code hikari-housekeeper}
 * @param because the reason, as a sentence
 * @param source where the threads are started: a class, or an address of its source
 * @since 0.1.0
 */
public record Expectation(String id, String because, String source) {
}
