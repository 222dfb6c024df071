package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the file that {@code -Xlog:safepoint=info:file=…} writes: one line per
 * safepoint, with its operation and how long the threads were stopped.
 */
final class SafepointLog {

	private static final Pattern LINE = Pattern.compile("Safepoint \"(\\w+)\".* Total: +(\\d+) ns");

	private final Path file;

	private long position;

	SafepointLog(Path file) {
		this.file = file;
	}

	/** The safepoints written since the last call. */
	List<Safepoint> next() throws IOException {
		byte[] bytes = Files.readAllBytes(this.file);
		int end = bytes.length;
		while (end > this.position && bytes[end - 1] != '\n') {
			end--;
		}
		String text = new String(bytes, (int) this.position, (int) (end - this.position), StandardCharsets.UTF_8);
		this.position = end;
		List<Safepoint> safepoints = new ArrayList<>();
		Matcher matcher = LINE.matcher(text);
		while (matcher.find()) {
			safepoints.add(new Safepoint(matcher.group(1), Long.parseLong(matcher.group(2)) / 1e6));
		}
		return safepoints;
	}

	/**
	 * One stop of all threads.
	 *
	 * @param operation what the JVM did, such as {@code ThreadDump}
	 * @param millis from the request to the last thread running again, in milliseconds
	 */
	record Safepoint(String operation, double millis) {

		/** Whether the garbage collector asked for it. */
		boolean isCollection() {
			return this.operation.matches("G1.*|Z.*|Shenandoah.*|Parallel.*|Serial.*|Gen.*|CollectFor.*|CGC_.*");
		}

	}

}
