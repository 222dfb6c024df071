package io.tidemark.trend;

/**
 * What was asked of a service over an interval. What is not known is NaN; what is below 0
 * or infinite counts as not known.
 *
 * @param requests requests a second
 * @param latency mean time of a request in milliseconds
 * @param activeRequests requests in progress
 * @param threads live threads
 * @param sessions sessions of the web server
 * @since 0.1.0
 */
public record DriftLoad(double requests, double latency, double activeRequests, double threads, double sessions) {

	/** Nothing is known of it. */
	public static final DriftLoad UNKNOWN = new DriftLoad(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

	public DriftLoad {
		requests = known(requests);
		latency = known(latency);
		activeRequests = known(activeRequests);
		threads = known(threads);
		sessions = known(sessions);
	}

	private static double known(double value) {
		return (value >= 0 && value < Double.POSITIVE_INFINITY) ? value : Double.NaN;
	}

}
