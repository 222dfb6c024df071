package io.tidemark.boot.resources;

/**
 * Something that somebody may expect to be watched and that is not.
 *
 * @param name what it is, such as an entry of a property or the name of a bean
 * @param because why it is not watched, as a sentence
 * @since 0.1.0
 */
public record BlindSource(String name, String because) {
}
