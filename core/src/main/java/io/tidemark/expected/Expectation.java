package io.tidemark.expected;

/**
 * Why a family of threads is normal.
 *
 * @param id entry of the catalogue, such as {@code hikari-housekeeper}
 * @param because one sentence for a person: who starts these threads and how many
 * @param source class or address where the library makes them
 * @since 0.1.0
 */
public record Expectation(String id, String because, String source) {

}
