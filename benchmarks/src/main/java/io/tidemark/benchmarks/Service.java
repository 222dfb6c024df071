package io.tidemark.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A Spring Boot application in a JVM of its own, the same JDK as this one, on a free port
 * of the loopback interface. Ends with this process at the latest.
 */
final class Service implements AutoCloseable {

	private static final Duration START_UP = Duration.ofMinutes(5);

	private static final Duration ANSWER = Duration.ofMinutes(2);

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private static final Pattern STARTED = Pattern.compile("Started .* \\(process running for ([\\d.]+)\\)");

	private final HttpClient client = HttpClient.newHttpClient();

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	private final CompletableFuture<Double> started = new CompletableFuture<>();

	private final List<String> output = new ArrayList<>();

	private final Process process;

	private Service(List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(java("java"));
		command.addAll(arguments);
		command.addAll(List.of("--server.port=0", "--server.address=127.0.0.1",
				"--management.endpoint.health.probes.enabled=true"));
		this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
		Thread reader = new Thread(this::read, "service-output");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Starts an application and returns as soon as its readiness probe says so.
	 * @param arguments options of the JVM, main class or jar, and arguments
	 */
	static Service start(List<String> arguments) throws IOException, InterruptedException {
		Service service = new Service(arguments);
		try {
			service.awaitReadiness();
			return service;
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			service.close();
			throw ex;
		}
	}

	/** A tool of the JDK that runs this process. */
	static String java(String tool) {
		return Path.of(System.getProperty("java.home"), "bin", tool).toString();
	}

	private void awaitReadiness() throws IOException, InterruptedException {
		await(this.port);
		while (statusOfReadiness() != 200) {
			Thread.sleep(2);
		}
		await(this.started);
	}

	private int statusOfReadiness() throws IOException, InterruptedException {
		return this.client.send(request("/actuator/health/readiness").build(), BodyHandlers.discarding()).statusCode();
	}

	/** Seconds from the start of the process to ready, as the application itself says. */
	double runningForSeconds() {
		return this.started.join();
	}

	long pid() {
		return this.process.pid();
	}

	/** The answer as text. */
	String get(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = this.client.send(request(path).build(), BodyHandlers.ofString());
		return checked(path, response).body();
	}

	/** Reads the whole answer as JSON and throws it away; returns its length in bytes. */
	long getLength(String path) throws IOException, InterruptedException {
		return getLength(path, "application/json");
	}

	/** The same with any type of answer. */
	long getLength(String path, String accepted) throws IOException, InterruptedException {
		HttpRequest request = request(path).header("Accept", accepted).build();
		try (InputStream body = checked(path, this.client.send(request, BodyHandlers.ofInputStream())).body()) {
			return body.transferTo(OutputStream.nullOutputStream());
		}
	}

	void post(String path) throws IOException, InterruptedException {
		HttpRequest request = request(path).POST(BodyPublishers.noBody()).build();
		checked(path, this.client.send(request, BodyHandlers.ofString()));
	}

	String address() {
		return "http://127.0.0.1:" + this.port.join();
	}

	void delete(String path) throws IOException, InterruptedException {
		checked(path, this.client.send(request(path).DELETE().build(), BodyHandlers.ofString()));
	}

	/** Sends and reads nothing of the answer, whatever it is. */
	void getAsync(String path, Runnable afterwards) {
		send(request(path).build(), afterwards);
	}

	/**
	 * The same with POST.
	 * @param json what is sent, {@code null} for nothing
	 */
	void postAsync(String path, @Nullable String json, Runnable afterwards) {
		send(request(path).header("Content-Type", "application/json")
			.POST((json != null) ? BodyPublishers.ofString(json) : BodyPublishers.noBody())
			.build(), afterwards);
	}

	private void send(HttpRequest request, Runnable afterwards) {
		this.client.sendAsync(request, BodyHandlers.discarding()).whenComplete((answer, failure) -> afterwards.run());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(address() + path)).timeout(ANSWER);
	}

	private <T> HttpResponse<T> checked(String path, HttpResponse<T> response) {
		if (response.statusCode() / 100 != 2) {
			throw new IllegalStateException("Expected %s to answer with 2xx, found %d: %s".formatted(path,
					response.statusCode(), response.body()));
		}
		return response;
	}

	private <T> void await(CompletableFuture<T> line) throws InterruptedException {
		try {
			line.get(START_UP.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("The service did not start; it said:%n%s".formatted(output()), ex);
		}
	}

	private String output() {
		synchronized (this.output) {
			return String.join(System.lineSeparator(), this.output);
		}
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader()) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				keep(line);
				complete(line);
			}
			this.port.completeExceptionally(new IOException("it ended"));
			this.started.completeExceptionally(new IOException("it ended"));
		}
		catch (IOException ex) {
			this.port.completeExceptionally(ex);
			this.started.completeExceptionally(ex);
		}
	}

	private void keep(String line) {
		synchronized (this.output) {
			if (this.output.size() < 1_000) {
				this.output.add(line);
			}
		}
	}

	private void complete(String line) {
		Matcher port = PORT.matcher(line);
		if (port.find()) {
			this.port.complete(Integer.valueOf(port.group(1)));
		}
		Matcher started = STARTED.matcher(line);
		if (started.find()) {
			this.started.complete(Double.valueOf(started.group(1)));
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
	}

}
