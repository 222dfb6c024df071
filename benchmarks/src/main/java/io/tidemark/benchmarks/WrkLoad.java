package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Load by {@code wrk} on loopback, at a rate that changes every half minute: 1 to 16
 * connections with about two requests a second each.
 */
final class WrkLoad implements Runnable {

	private static final int SECONDS = 30;

	private static final int CONNECTIONS = 16;

	/** wrk sends as fast as it can, unless it is told to wait. */
	private static final String SCRIPT = """
			paths = { "/work?millis=20", "/work?millis=150", "/orders/totals", "/catalogue/tea", "/catalogue/blend-7" }
			function request() return wrk.format("GET", paths[math.random(#paths)]) end
			function delay() return math.random(200, 700) end
			""";

	private final AtomicBoolean ended = new AtomicBoolean();

	private final String address;

	private final Random random;

	WrkLoad(String address, long seed) {
		this.address = address;
		this.random = new Random(seed);
	}

	/** Whether it is installed. */
	static boolean isThere() {
		try {
			new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start().waitFor();
			return true;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Override
	public void run() {
		try {
			Path script = Files.createTempFile("load", ".lua");
			Files.writeString(script, SCRIPT);
			while (!this.ended.get()) {
				sendFor(SECONDS, 1 + this.random.nextInt(CONNECTIONS), script);
			}
			Files.delete(script);
		}
		catch (IOException ex) {
			throw new IllegalStateException("wrk does not run", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void sendFor(int seconds, int connections, Path script) throws IOException, InterruptedException {
		Process wrk = new ProcessBuilder("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "-s",
				script.toString(), this.address)
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		while (!wrk.waitFor(200, TimeUnit.MILLISECONDS)) {
			if (this.ended.get()) {
				wrk.destroy();
			}
		}
	}

	void end() {
		this.ended.set(true);
	}

}
