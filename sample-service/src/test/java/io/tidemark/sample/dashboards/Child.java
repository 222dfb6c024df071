package io.tidemark.sample.dashboards;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the test that serves HTTP on loopback, ended with the test. */
final class Child implements AutoCloseable {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final Process process;

	private final int port;

	private Child(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Starts a process.
	 * @param command what to run
	 * @param port on which it will serve
	 * @param log where its output goes
	 */
	static Child start(List<String> command, int port, Path log) {
		try {
			File output = log.toFile();
			return new Child(new ProcessBuilder(command).directory(output.getParentFile())
				.redirectErrorStream(true)
				.redirectOutput(output)
				.start(), port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String address() {
		return "127.0.0.1:" + this.port;
	}

	long pid() {
		return this.process.pid();
	}

	/** What it answers; an {@link UncheckedIOException} while it does not. */
	String get(String path) {
		return send(HttpRequest.newBuilder(uri(path)).GET());
	}

	String post(String path) {
		return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()));
	}

	private URI uri(String path) {
		return URI.create("http://" + address() + path);
	}

	private static String send(HttpRequest.Builder request) {
		try {
			return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString()).body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
