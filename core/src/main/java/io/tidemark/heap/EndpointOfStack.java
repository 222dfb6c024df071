package io.tidemark.heap;

import java.util.List;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Tells the endpoint for which a stack works. A stack is asked and not the thread's
 * present request, because a sample arrives up to a second after it was taken, and most
 * requests are over by then.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface EndpointOfStack {

	/** Knows no endpoints. */
	EndpointOfStack NONE = (stack) -> null;

	/**
	 * The endpoint, such as {@code GET /orders/{id}}: a pattern and never a path, for
	 * that may hold secrets and there is no end of them. Must not block; asked some 20
	 * times a second.
	 * @param stack innermost frame first
	 * @return the endpoint, or {@code null} if it works for none
	 */
	@Nullable String endpoint(List<Frame> stack);

}
