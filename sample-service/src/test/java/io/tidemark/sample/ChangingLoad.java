package io.tidemark.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;

/**
 * Load on the service under test that is never the same for long: bursts, in which all
 * clients ask at once, then few requests, then more. Always the same number of threads.
 */
final class ChangingLoad implements AutoCloseable {

	private static final int CLIENTS = 12;

	/** Of work that leaks nothing, what uses threads. */
	private static final List<String> REPAIRED = List.of("blocked-handoff", "cached-pool", "executor-per-request",
			"forgotten-timer", "future-without-timeout", "http-client-per-call", "latch-never-counted", "lock-convoy",
			"stuck-request");

	private final CountDownLatch ended = new CountDownLatch(1);

	private final List<Thread> clients = new ArrayList<>();

	private final long start = System.nanoTime();

	ChangingLoad(RestClient service) {
		for (int i = 0; i < CLIENTS; i++) {
			Random random = new Random(i);
			Thread client = new Thread(() -> askUntilEnded(service, random), "load-" + i);
			client.setDaemon(true);
			client.start();
			this.clients.add(client);
		}
	}

	private void askUntilEnded(RestClient service, Random random) {
		try {
			while (!this.ended.await(pauseMillis(random), TimeUnit.MILLISECONDS)) {
				ask(service, random);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** A wave of half a minute, and a burst of three seconds in each. */
	private long pauseMillis(Random random) {
		double seconds = (System.nanoTime() - this.start) / 1e9;
		boolean burst = seconds % 30 > 27;
		double mean = burst ? 50 : 1_500 + 1_000 * Math.sin(2 * Math.PI * seconds / 30);
		return Math.round(mean * (0.5 + random.nextDouble()));
	}

	private static void ask(RestClient service, Random random) {
		int number = random.nextInt(1, 100);
		boolean repaired = number < 15;
		service.method(repaired ? HttpMethod.POST : HttpMethod.GET)
			.uri(repaired ? "/repaired/" + REPAIRED.get(number % REPAIRED.size())
					: (number < 40) ? "/catalogue/blend-" + number : "/work?millis=" + number)
			.retrieve()
			.toBodilessEntity();
	}

	@Override
	public void close() throws InterruptedException {
		this.ended.countDown();
		for (Thread client : this.clients) {
			client.join();
		}
	}

}
