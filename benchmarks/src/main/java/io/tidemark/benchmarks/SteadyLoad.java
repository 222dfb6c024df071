package io.tidemark.benchmarks;

import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Light load on the sample service that gives each collector work: about twelve requests
 * a second in waves of five minutes, by its rates about 9 MB of garbage a second, and
 * about 0.9 MB that live for half a minute, so that they die in the old generation. The
 * same seed gives the same requests.
 */
final class SteadyLoad implements Runnable, AutoCloseable {

	/** Requests a second, on average of the waves. */
	private static final double MEAN = 12;

	private static final double WAVE_SECONDS = 300;

	/** Requests on their way at most; of more none is sent. */
	private static final int MOST = 20;

	private final Semaphore free = new Semaphore(MOST);

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Random random;

	private final Service service;

	private SteadyLoad(Service service, long seed) {
		this.service = service;
		this.random = new Random(seed);
	}

	/** Load until it is closed. */
	static SteadyLoad start(Service service, long seed) {
		SteadyLoad load = new SteadyLoad(service, seed);
		Thread thread = new Thread(load, "load");
		thread.setDaemon(true);
		thread.start();
		return load;
	}

	@Override
	public void run() {
		long start = System.nanoTime();
		double next = 0;
		try {
			while (!this.ended.get()) {
				double now = (System.nanoTime() - start) / 1e9;
				if (now < next) {
					TimeUnit.MILLISECONDS.sleep(Math.min(100, Math.round(1_000 * (next - now)) + 1));
					continue;
				}
				send();
				next = Math.max(next, now - 1) - Math.log(1 - this.random.nextDouble()) / rate(now);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static double rate(double seconds) {
		return MEAN * (1 + 0.3 * Math.sin(2 * Math.PI * seconds / WAVE_SECONDS));
	}

	private void send() {
		double kind = this.random.nextDouble();
		int number = this.random.nextInt(1, 200);
		if (!this.free.tryAcquire()) {
			return;
		}
		if (kind < 0.03) {
			this.service.postAsync("/orders", "{\"product\":\"blend-%d\",\"quantity\":1}".formatted(number),
					this.free::release);
		}
		else {
			this.service.getAsync(reading(kind, number), this.free::release);
		}
	}

	private static String reading(double kind, int number) {
		if (kind < 0.2) {
			return (kind < 0.1) ? "/orders/totals" : "/catalogue/blend-" + number;
		}
		return "/work?kib=96&millis=" + number / 4;
	}

	@Override
	public void close() {
		this.ended.set(true);
	}

}
