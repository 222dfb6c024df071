package io.tidemark.watch;

/**
 * The request that a thread serves.
 *
 * @param method HTTP method, such as {@code GET}
 * @param path pattern of the path, such as {@code /orders/{id}}; {@code unknown} if none
 * matches
 * @since 0.1.0
 */
public record ServedRequest(String method, String path) {
}
