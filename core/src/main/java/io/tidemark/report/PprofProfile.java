package io.tidemark.report;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.tidemark.snapshot.Frame;
import one.proto.Proto;
import org.jspecify.annotations.Nullable;

/**
 * One profile in the making: its samples and the tables that they refer to. Strings,
 * functions and locations are numbered in the order in which they appear. Field numbers
 * are those of <a href=
 * "https://github.com/google/pprof/blob/main/proto/profile.proto">profile.proto</a>.
 */
final class PprofProfile {

	/** Bytes by which the length of a sample's locations is written: up to 2 MB. */
	private static final int LENGTH_BYTES = 3;

	private static final int MAPPING = 1;

	private final Proto profile = new Proto(64 * 1_024);

	private final Map<String, Integer> strings = new LinkedHashMap<>();

	private final Map<Function, Integer> functions = new LinkedHashMap<>();

	private final Map<Frame, Integer> locations = new LinkedHashMap<>();

	private final Proto sample = new Proto(1_024);

	/** A profile of the threads at this time. */
	PprofProfile(Instant time) {
		string("");
		this.profile.field(1, new Proto(8).field(1, string("threads")).field(2, string("count")));
		this.profile.field(3, mapping());
		this.profile.field(9, time.getEpochSecond() * 1_000_000_000L + time.getNano());
		this.profile.field(14, string("threads"));
	}

	/** A sentence about the whole, for {@code go tool pprof -comments}. */
	void comment(String text) {
		this.profile.field(13, string(text));
	}

	/** Adds threads at one place; nothing if they are none. */
	void sample(CountedStack stack, int threads) {
		if (threads == 0) {
			return;
		}
		this.sample.reset();
		locations(stack);
		this.sample.field(2, (long) threads);
		labels(stack);
		this.profile.field(2, this.sample);
	}

	/** Where they stand, innermost first. */
	private void locations(CountedStack stack) {
		long locations = this.sample.startField(1, LENGTH_BYTES);
		stack.stack().frames().forEach((frame) -> this.sample.writeInt(location(frame)));
		if (stack.missing() != null) {
			this.sample.writeInt(marker(stack.missing()));
		}
		else if (stack.stack().isEmpty()) {
			this.sample.writeInt(marker(stack.root().get(0)));
		}
		this.sample.commitField(locations);
	}

	private void labels(CountedStack stack) {
		label("pool", (stack.family() != null) ? stack.family().name() : null);
		label("state", (stack.state() != null) ? stack.state().name() : null);
		label("wait_reason", (stack.waitReason() != null) ? stack.waitReason().id() : null);
		label("virtual", (stack.family() != null) ? String.valueOf(stack.family().virtual()) : null);
		label("creator", (stack.origin() != null) ? stack.origin().frame().toString() : null);
	}

	private void label(String key, @Nullable String value) {
		if (value != null) {
			this.sample.field(3, new Proto(16).field(1, string(key)).field(2, string(value)));
		}
	}

	/**
	 * Says that functions, files and lines are known, so that no tool looks for symbols.
	 */
	private Proto mapping() {
		return new Proto(32).field(1, MAPPING).field(5, string("JVM")).field(7, 1).field(8, 1).field(9, 1);
	}

	private int location(Frame frame) {
		return number(this.locations, frame);
	}

	/** The location of threads of which no frame is there. */
	private int marker(String name) {
		return location(new Frame("", name, null, Frame.UNKNOWN_LINE));
	}

	private int function(Frame frame) {
		String name = frame.className().isEmpty() ? frame.methodName() : CountedStack.method(frame);
		return number(this.functions, new Function(name, frame.fileName()));
	}

	/** Its index in the table; the empty string is the first. */
	private int string(String text) {
		return number(this.strings, Printable.of(text)) - 1;
	}

	private static <T> int number(Map<T, Integer> table, T entry) {
		return table.computeIfAbsent(entry, (added) -> table.size() + 1);
	}

	/** Writes the samples and their tables; to be called once. */
	void write(OutputStream output) throws IOException {
		this.locations.forEach((frame, id) -> this.profile.field(4, location(id, frame)));
		this.functions.forEach((function, id) -> this.profile.field(5, function(id, function)));
		this.strings.keySet().forEach((text) -> this.profile.field(6, text));
		output.write(this.profile.buffer(), 0, this.profile.size());
	}

	private Proto location(int id, Frame frame) {
		Proto line = new Proto(16).field(1, function(frame));
		if (frame.lineNumber() > 0) {
			line.field(2, frame.lineNumber());
		}
		return new Proto(32).field(1, id).field(2, MAPPING).field(4, line);
	}

	/**
	 * Without a system name, by which pprof knows that the name is not mangled and leaves
	 * it as it is.
	 */
	private Proto function(int id, Function function) {
		Proto message = new Proto(16).field(1, id).field(2, string(function.name()));
		if (function.fileName() != null) {
			message.field(4, string(function.fileName()));
		}
		return message;
	}

	/**
	 * What a location is in.
	 *
	 * @param name class and method
	 * @param fileName source file, or {@code null} if not known
	 */
	private record Function(String name, @Nullable String fileName) {

	}

}
