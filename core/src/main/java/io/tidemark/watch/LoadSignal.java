package io.tidemark.watch;

import java.util.function.DoubleSupplier;

/**
 * How much is asked of the service. A resource that follows it is explained, not accused.
 *
 * @param name its name
 * @param reading reads it, NaN or below 0 if not known; as cheap as that of a resource
 * @since 0.1.0
 */
public record LoadSignal(String name, DoubleSupplier reading) {

	/** Requests a second. */
	public static final String REQUESTS = "requests";

	/** Requests in progress. */
	public static final String ACTIVE_REQUESTS = "active-requests";

	/** Bytes of heap that are in memory: what the process takes follows them. */
	public static final String HEAP_PAGES = "heap-pages";

	/** Mean time of the requests since the last reading, in milliseconds. */
	public static final String LATENCY = "latency";

	/** Sessions of the web server. */
	public static final String SESSIONS = "sessions";

	/** Load signals at most; of more the later ones are not read. */
	public static final int MOST = 16;

}
