package io.tidemark.boot.resources;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Tells bursts of requests to one endpoint, from Boot's timers of requests: ten times as
 * many as in a look before, on average, and one a second at least. Remembers
 * {@value #MOST} endpoints at most. For one thread; a look costs some microseconds for
 * each endpoint.
 *
 * @since 0.1.0
 */
public final class RequestBursts {

	/** Endpoints that are looked at. */
	static final int MOST = 128;

	private static final String SERVED = "http.server.requests";

	private static final double TIMES = 10;

	/** Looks whose mean is compared, about; a look at which it burst does not count. */
	private static final double MEMORY = 30;

	/** Looks before anything is called a burst. */
	private static final int LEAST = 6;

	private final Supplier<@Nullable MeterRegistry> registry;

	private final double leastRequests;

	private final Map<String, Endpoint> endpoints = new HashMap<>();

	/**
	 * @param registry where the timers are, {@code null} if there is none
	 * @param secondsOfLook time between two looks
	 */
	public RequestBursts(Supplier<@Nullable MeterRegistry> registry, double secondsOfLook) {
		this.registry = registry;
		this.leastRequests = secondsOfLook;
	}

	/**
	 * Tells the bursts since the last look.
	 * @param bursts takes the time of the look and the name of the burst
	 */
	public void look(Instant now, BiConsumer<Instant, String> bursts) {
		MeterRegistry registry = this.registry.get();
		if (registry == null) {
			return;
		}
		Map<String, Long> counts = new HashMap<>();
		for (Timer timer : registry.find(SERVED).timers()) {
			String name = timer.getId().getTag("method") + " " + timer.getId().getTag("uri");
			if (counts.size() < MOST || counts.containsKey(name)) {
				counts.merge(name, timer.count(), Long::sum);
			}
		}
		this.endpoints.keySet().retainAll(counts.keySet());
		counts.forEach((name, count) -> {
			if (this.endpoints.computeIfAbsent(name, (absent) -> new Endpoint()).bursts(count)) {
				bursts.accept(now, "a burst of requests to " + name);
			}
		});
	}

	int size() {
		return this.endpoints.size();
	}

	private final class Endpoint {

		private long count = -1;

		private double mean;

		private int looks;

		boolean bursts(long count) {
			double came = (this.count >= 0) ? Math.max(0, count - this.count) : 0;
			this.count = count;
			boolean bursts = this.looks >= LEAST && came >= RequestBursts.this.leastRequests
					&& came >= TIMES * this.mean;
			if (!bursts) {
				this.looks++;
				this.mean += (came - this.mean) / Math.min(this.looks, MEMORY);
			}
			return bursts;
		}

	}

}
