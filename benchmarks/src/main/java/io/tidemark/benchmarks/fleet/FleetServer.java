package io.tidemark.benchmarks.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Answers the scrapes of all instances of a fleet, on one port of the loopback interface,
 * each instance under a path of its own.
 */
final class FleetServer implements AutoCloseable {

	private static final String PATH = "/instances/";

	private final LongAdder scrapes = new LongAdder();

	private final LongAdder bytes = new LongAdder();

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	private final HttpServer server;

	private final Fleet fleet;

	private FleetServer(Fleet fleet) throws IOException {
		this.fleet = fleet;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext(PATH, this::answer);
	}

	static FleetServer start(Fleet fleet) throws IOException {
		FleetServer server = new FleetServer(fleet);
		server.server.start();
		return server;
	}

	/** Where instance {@code number} is scraped. */
	static String path(int number) {
		return PATH + number;
	}

	String address() {
		return "127.0.0.1:" + this.server.getAddress().getPort();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			int number = Integer.parseInt(exchange.getRequestURI().getPath().substring(PATH.length()));
			byte[] text = this.fleet.scrape(number, Instant.now()).getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
			exchange.sendResponseHeaders(200, text.length);
			exchange.getResponseBody().write(text);
			this.scrapes.increment();
			this.bytes.add(text.length);
		}
	}

	long scrapes() {
		return this.scrapes.sum();
	}

	long bytes() {
		return this.bytes.sum();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
