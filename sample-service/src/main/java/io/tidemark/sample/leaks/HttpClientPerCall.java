package io.tidemark.sample.leaks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.tidemark.sample.OwnService;

import org.springframework.stereotype.Component;

/**
 * A client for one call. Each JDK {@link HttpClient} has a selector thread; a client that
 * is collected ends it, but here a registry (think of "statistics of all our clients")
 * keeps them all.
 */
@Component
final class HttpClientPerCall implements LeakScenario {

	/** A client with its connection holds about five open files. */
	private static final int CLIENTS = 200;

	/** A selector thread looks every three seconds at most whether it is still needed. */
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

	private final Queue<HttpClient> registry = new ConcurrentLinkedQueue<>();

	private final OwnService own;

	HttpClientPerCall(OwnService own) {
		this.own = own;
	}

	@Override
	public String id() {
		return "http-client-per-call";
	}

	@Override
	public String wrong() {
		return "Each call makes an HTTP client of its own and a registry keeps them all, so the selector thread of each lives for ever.";
	}

	@Override
	public String threadNames() {
		return "HttpClient-*-SelectorManager";
	}

	@Override
	public int cap(LeakProperties configured) {
		return Math.min(CLIENTS, configured.cap());
	}

	@Override
	public int held() {
		return this.registry.size();
	}

	@Override
	public void commit() throws Exception {
		HttpClient client = HttpClient.newBuilder().executor(this.own.executor()).build();
		this.registry.add(client); // FAULT: kept and never closed
		call(client);
	}

	@Override
	public void repaired() throws Exception {
		call(this.own.httpClient()); // REPAIR: one client for all calls
	}

	@Override
	public void release() throws Exception {
		long others = selectorThreads() - this.registry.size();
		for (HttpClient client = this.registry.poll(); client != null; client = this.registry.poll()) {
			if (client instanceof AutoCloseable closeable) { // since JDK 21
				closeable.close();
			}
		}
		if (selectorThreads() > others) {
			awaitCollection(others);
		}
	}

	/**
	 * On JDK 17 a client cannot be closed: its thread ends when it has been collected.
	 */
	private static void awaitCollection(long others) throws InterruptedException {
		System.gc();
		long start = System.nanoTime();
		while (selectorThreads() > others && System.nanoTime() - start < LONGEST_WAIT.toNanos()) {
			Thread.sleep(20);
		}
	}

	private static long selectorThreads() {
		return Thread.getAllStackTraces().keySet().stream().filter(HttpClientPerCall::isSelector).count();
	}

	private static boolean isSelector(Thread thread) {
		return thread.getName().startsWith("HttpClient-") && thread.getName().endsWith("-SelectorManager");
	}

	private void call(HttpClient client) throws IOException, InterruptedException {
		client.send(HttpRequest.newBuilder(this.own.uri("http", "/catalogue/tea")).build(), BodyHandlers.discarding());
	}

}
