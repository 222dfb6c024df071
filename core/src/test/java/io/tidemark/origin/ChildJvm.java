package io.tidemark.origin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of the tests in a JVM of its own, and what it says. */
public final class ChildJvm implements AutoCloseable {

	private static final int PATIENCE_SECONDS = 20;

	private final Process process;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private final List<String> said = new ArrayList<>();

	private ChildJvm(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "output of the child");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Starts one.
	 * @param options of the JVM
	 * @param arguments of {@link OriginChild#main}
	 */
	static ChildJvm start(List<String> options, String... arguments) throws IOException {
		return start(OriginChild.class, options, arguments);
	}

	/**
	 * Starts another program.
	 * @param program class with the main method
	 * @param options of the JVM
	 * @param arguments of the main method
	 */
	public static ChildJvm start(Class<?> program, List<String> options, String... arguments) throws IOException {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		List<String> command = Stream
			.of(List.of(java.toString(), "-cp", System.getProperty("java.class.path")), options,
					List.of(program.getName()), List.of(arguments))
			.flatMap(List::stream)
			.toList();
		return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
	}

	public void order(String order) throws IOException {
		OutputStream out = this.process.getOutputStream();
		out.write((order + "\n").getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	/** The next line that it says and that begins like this. */
	public String awaitLine(String beginning) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (System.nanoTime() < deadline) {
			String line = this.lines.poll(100, TimeUnit.MILLISECONDS);
			if (line != null) {
				this.said.add(line);
			}
			if (line != null && line.startsWith(beginning)) {
				return line;
			}
		}
		throw new AssertionError("The child did not say '" + beginning + "' but " + this.said);
	}

	/** Whether it still lives when the time is over. */
	public boolean livesFor(int seconds) throws InterruptedException {
		return !this.process.waitFor(seconds, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Lets it end by itself. */
	public int end() throws IOException, InterruptedException {
		this.process.getOutputStream().close();
		if (!this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
			throw new AssertionError("The child did not end");
		}
		return this.process.exitValue();
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().forEach(this.lines::add);
		}
		catch (IOException | java.io.UncheckedIOException ex) {
			this.lines.add("cannot be read: " + ex);
		}
	}

}
