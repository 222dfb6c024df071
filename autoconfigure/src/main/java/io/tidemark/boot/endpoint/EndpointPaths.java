package io.tidemark.boot.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * Where an endpoint and its neighbour are served, so that their pages can link to each
 * other with relative addresses.
 *
 * @param self last segment of the endpoint's own address
 * @param neighbour address of the other endpoint as seen from the page of this one, or
 * {@code null} if it is not exposed
 * @since 0.1.0
 */
public record EndpointPaths(String self, @Nullable String neighbour) {

	/**
	 * The paths of two endpoints below one base path.
	 * @param self path of the endpoint, such as {@code leaks}
	 * @param neighbour path of the other one, or {@code null} if it is not exposed
	 */
	public static EndpointPaths of(String self, @Nullable String neighbour) {
		String up = "../".repeat((int) self.chars().filter((character) -> character == '/').count());
		return new EndpointPaths(self.substring(self.lastIndexOf('/') + 1),
				(neighbour != null) ? up + neighbour : null);
	}

}
