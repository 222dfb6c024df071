package io.tidemark.benchmarks;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Load on the sample service that is never the same for long: waves of an hour and of
 * five minutes, bursts that make pools grow, and pauses in which nobody comes. The same
 * seed gives the same requests.
 */
final class ChangingLoad implements Runnable {

	/** Requests a second, on average of the waves. */
	private static final double MEAN = 4;

	private static final double BURST = 40;

	/** Seconds. */
	private static final int BURST_EVERY = 1_020;

	private static final int BURST_LASTS = 25;

	private static final int PAUSE_EVERY = 1_380;

	private static final int PAUSE_LASTS = 120;

	/** Requests on their way at most; of more none is sent. */
	private static final int MOST = 100;

	private static final double REPAIRED_SHARE = 0.03;

	private static final List<String> REPAIRED = List.of("blocked-handoff", "cached-pool", "deadlock",
			"executor-per-request", "forgotten-timer", "future-without-timeout", "http-client-per-call",
			"latch-never-counted", "lock-convoy", "lost-connection", "response-not-closed", "sse-never-completed",
			"static-cache", "stuck-request", "swallowed-interrupt", "websocket-map-never-cleaned");

	private final Semaphore free = new Semaphore(MOST);

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Random random;

	private final Service service;

	ChangingLoad(Service service, long seed) {
		this.service = service;
		this.random = new Random(seed);
	}

	@Override
	public void run() {
		long start = System.nanoTime();
		double next = 0;
		try {
			while (!this.ended.get()) {
				double now = (System.nanoTime() - start) / 1e9;
				double rate = rate(now);
				if (now < next || rate == 0) {
					TimeUnit.MILLISECONDS
						.sleep((rate == 0) ? 100 : Math.min(100, Math.round(1_000 * (next - now)) + 1));
					continue;
				}
				send(rate >= BURST);
				next = Math.max(next, now - 1) - Math.log(1 - this.random.nextDouble()) / rate;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Requests a second that are due.
	 * @param seconds since the beginning
	 */
	static double rate(double seconds) {
		if (seconds % PAUSE_EVERY >= PAUSE_EVERY - PAUSE_LASTS) {
			return 0;
		}
		if (seconds % BURST_EVERY >= BURST_EVERY - BURST_LASTS) {
			return BURST;
		}
		double hour = 1 + 0.8 * Math.sin(2 * Math.PI * seconds / 3_600);
		double minutes = 1 + 0.5 * Math.sin(2 * Math.PI * seconds / 300);
		return MEAN * hour * minutes;
	}

	private void send(boolean burst) {
		if (!this.free.tryAcquire()) {
			return;
		}
		double kind = this.random.nextDouble();
		int number = this.random.nextInt(1, 200);
		String repaired = REPAIRED.get(this.random.nextInt(REPAIRED.size()));
		if (burst) {
			this.service.getAsync("/work?millis=" + (400 + number), this.free::release);
		}
		else if (kind < REPAIRED_SHARE) {
			this.service.postAsync("/repaired/" + repaired, null, this.free::release);
		}
		else if (kind < 0.1) {
			this.service.postAsync("/orders", "{\"product\":\"blend-%d\",\"quantity\":1}".formatted(number),
					this.free::release);
		}
		else {
			this.service.getAsync(reading(kind, number), this.free::release);
		}
	}

	private static String reading(double kind, int number) {
		if (kind < 0.3) {
			return "/catalogue/blend-" + number;
		}
		return (kind < 0.5) ? "/orders/totals" : "/work?millis=" + number;
	}

	void end() {
		this.ended.set(true);
	}

}
