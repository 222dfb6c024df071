package io.tidemark.parse;

import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the dump that the JVM itself writes as JSON
 * ({@code HotSpotDiagnosticMXBean.dumpThreads}, {@code jcmd Thread.dump_to_file
 * -format=json}; JDK 21 and later) while it comes in, and folds virtual threads that look
 * alike, so that a million of them take no more memory than a hundred.
 * <p>
 * What is kept is bounded: 2,000 folded entries, 100,000 platform threads, 1,024 frames a
 * stack; what is beyond is counted. JDK 21 to 23 write neither states nor who is virtual:
 * both are told from the stacks then, and a thread that is blocked at a monitor looks as
 * if it ran. No dump says which threads are daemons; all read as none.
 *
 * @since 0.1.0
 */
public final class JsonThreadDump {

	private static final int PROBLEMS = 100;

	private static final JsonFactory JSON = JsonFactory.builder()
		// whoever opened the stream closes it
		.disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
		.streamReadConstraints(StreamReadConstraints.builder().maxStringLength(1_000_000).maxNestingDepth(64).build())
		.build();

	private final DumpBounds bounds;

	/** Reads all threads. */
	public JsonThreadDump() {
		this(DumpBounds.DEFAULT);
	}

	JsonThreadDump(DumpBounds bounds) {
		this.bounds = bounds;
	}

	/** Reads virtual threads only; the snapshot has no others. */
	public static JsonThreadDump ofVirtualThreads() {
		return new JsonThreadDump(DumpBounds.DEFAULT.withoutPlatformThreads());
	}

	/**
	 * Reads a dump to its end. Takes about 5 s a gigabyte. A dump that ends early, or a
	 * stream that fails, gives what was read until then.
	 * @param json the dump; it is not closed
	 * @param now the time of a dump that does not say its own
	 * @throws DumpFormatException if it is no such dump at all
	 */
	public ParsedDump read(InputStream json, Instant now) {
		Reading reading = new Reading(this.bounds, now);
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
			return reading.read(parser);
		}
		catch (JacksonException ex) {
			throw new DumpFormatException(new DumpProblem(1, "the JSON of a thread dump", Reading.found(ex)));
		}
	}

	/** One dump being read. */
	private static final class Reading {

		private final DumpBounds bounds;

		private final DumpFold fold;

		private final DumpedThread thread = new DumpedThread();

		private final List<DumpProblem> problems = new ArrayList<>();

		private Instant time;

		/** Threads of the container that is read. */
		private long listed;

		private boolean started;

		private @Nullable String missing;

		Reading(DumpBounds bounds, Instant now) {
			this.bounds = bounds;
			this.fold = new DumpFold(bounds);
			this.time = now;
		}

		ParsedDump read(JsonParser parser) {
			try {
				document(parser);
			}
			catch (JacksonException ex) {
				brokenOff(parser, ex);
			}
			if (this.fold.platformBeyond() > 0) {
				problem(parser, "at most %,d platform threads".formatted(this.bounds.platformThreads()),
						"%,d more".formatted(this.fold.platformBeyond()));
			}
			return new ParsedDump(this.fold.snapshot(this.time, this.missing), this.problems);
		}

		private void brokenOff(JsonParser parser, JacksonException ex) {
			DumpProblem problem = new DumpProblem(line(ex.getLocation(), parser),
					"the JSON of a thread dump up to its end", found(ex));
			if (!this.started) {
				throw new DumpFormatException(problem);
			}
			this.problems.add(problem);
			this.missing = "the dump breaks off in line %,d, behind %,d threads".formatted(problem.line(),
					this.fold.threads());
		}

		private static String found(JacksonException ex) {
			if (ex instanceof JacksonIOException) {
				return "'" + ex.getOriginalMessage() + "'";
			}
			if (ex instanceof UnexpectedEndOfInputException) {
				return "the end of the input";
			}
			return (ex instanceof StreamConstraintsException) ? "more than is read: " + ex.getOriginalMessage()
					: "'" + ex.getOriginalMessage() + "'";
		}

		private void document(JsonParser parser) {
			if (parser.nextToken() == JsonToken.START_OBJECT) {
				while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
					String name = parser.currentName();
					JsonToken value = parser.nextToken();
					if (name.equals("threadDump") && value == JsonToken.START_OBJECT) {
						this.started = true;
						dump(parser);
					}
					else {
						parser.skipChildren();
					}
				}
			}
			if (!this.started) {
				throw new DumpFormatException(new DumpProblem(line(parser.currentTokenLocation(), parser),
						"a JSON object with an object 'threadDump'", "none"));
			}
		}

		private void dump(JsonParser parser) {
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				JsonToken value = parser.nextToken();
				if (name.equals("time")) {
					time(parser, value);
				}
				else if (name.equals("threadContainers") && value == JsonToken.START_ARRAY) {
					containers(parser);
				}
				else {
					parser.skipChildren();
				}
			}
		}

		private void time(JsonParser parser, JsonToken value) {
			String text = text(parser, value, "the time of the dump");
			try {
				this.time = (text != null) ? Instant.parse(text) : this.time;
			}
			catch (DateTimeParseException ex) {
				problem(parser, "a time such as 2026-11-21T13:44:48Z", "'" + text + "'");
			}
		}

		private void containers(JsonParser parser) {
			for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
				if (isObject(parser, token, "a container")) {
					container(parser);
				}
			}
		}

		private void container(JsonParser parser) {
			this.fold.container("<root>");
			this.listed = 0;
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				JsonToken value = parser.nextToken();
				if (name.equals("container")) {
					String text = text(parser, value, "the name of a container");
					this.fold.container((text != null) ? text : "<root>");
				}
				else if (name.equals("threads") && value == JsonToken.START_ARRAY) {
					threads(parser);
				}
				else if (name.equals("threadCount")) {
					long count = number(parser, value, "the number of threads in a container");
					this.fold.untracked(count - this.listed);
				}
				else {
					parser.skipChildren();
				}
			}
		}

		private void threads(JsonParser parser) {
			for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
				if (isObject(parser, token, "a thread")) {
					this.thread.clear();
					thread(parser);
					this.fold.add(this.thread);
					this.listed++;
				}
			}
		}

		private void thread(JsonParser parser) {
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				JsonToken value = parser.nextToken();
				switch (name) {
					case "tid" -> this.thread.id(number(parser, value, "the number of a thread"));
					case "name" -> chars(parser, value, this.thread.name(), "the name of a thread");
					case "state" -> state(parser, value);
					case "virtual" -> this.thread.virtual(value == JsonToken.VALUE_TRUE);
					case "stack" -> stack(parser, value);
					case "parkBlocker" -> parkBlocker(parser, value);
					case "blockedOn" -> chars(parser, value, this.thread.lock(), "a lock");
					case "waitingOn" -> {
						this.thread.waitsInMonitor(true);
						chars(parser, value, this.thread.lock(), "a lock");
					}
					case "monitorsOwned" -> monitorsOwned(parser, value);
					default -> parser.skipChildren();
				}
			}
		}

		private void stack(JsonParser parser, JsonToken value) {
			if (value != JsonToken.START_ARRAY) {
				wrong(parser, value, "a stack");
				return;
			}
			for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
				if (token == JsonToken.VALUE_STRING) {
					this.fold.frame(this.thread, parser.getStringCharacters(), parser.getStringOffset(),
							parser.getStringLength());
				}
				else {
					wrong(parser, token, "a frame");
				}
			}
		}

		private void state(JsonParser parser, JsonToken value) {
			String text = text(parser, value, "the state of a thread");
			Thread.State state = (text != null) ? state(text) : null;
			if (state != null) {
				this.thread.state(state);
			}
			else if (text != null) {
				problem(parser, "a state such as RUNNABLE", "'" + text + "'");
			}
		}

		private static Thread.@Nullable State state(String text) {
			return switch (text) {
				case "NEW" -> Thread.State.NEW;
				case "RUNNABLE" -> Thread.State.RUNNABLE;
				case "BLOCKED" -> Thread.State.BLOCKED;
				case "WAITING" -> Thread.State.WAITING;
				case "TIMED_WAITING" -> Thread.State.TIMED_WAITING;
				case "TERMINATED" -> Thread.State.TERMINATED;
				default -> null;
			};
		}

		private void parkBlocker(JsonParser parser, JsonToken value) {
			if (value != JsonToken.START_OBJECT) {
				wrong(parser, value, "what a thread is parked at");
				return;
			}
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				JsonToken inner = parser.nextToken();
				switch (name) {
					case "object" -> chars(parser, inner, this.thread.lock(), "a lock");
					case "owner" -> this.thread.lockOwner(number(parser, inner, "the number of a lock's owner"));
					default -> parser.skipChildren();
				}
			}
		}

		private void monitorsOwned(JsonParser parser, JsonToken value) {
			if (value != JsonToken.START_ARRAY) {
				wrong(parser, value, "the monitors of a thread");
				return;
			}
			for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
				if (isObject(parser, token, "a monitor")) {
					monitor(parser);
				}
			}
		}

		private void monitor(JsonParser parser) {
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				boolean locks = parser.currentName().equals("locks");
				JsonToken value = parser.nextToken();
				if (!locks || value != JsonToken.START_ARRAY) {
					parser.skipChildren();
					continue;
				}
				for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
					if (token == JsonToken.VALUE_STRING) {
						this.thread.own(parser.getString());
					}
					else {
						// a lock that was optimised away is null
						parser.skipChildren();
					}
				}
			}
		}

		private boolean isObject(JsonParser parser, JsonToken token, String what) {
			if (token == JsonToken.START_OBJECT) {
				return true;
			}
			wrong(parser, token, what);
			return false;
		}

		private void chars(JsonParser parser, JsonToken value, Chars target, String what) {
			if (value == JsonToken.VALUE_STRING) {
				target.set(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
			}
			else {
				wrong(parser, value, what);
			}
		}

		private @Nullable String text(JsonParser parser, JsonToken value, String what) {
			if (value == JsonToken.VALUE_STRING) {
				return parser.getString();
			}
			wrong(parser, value, what);
			return null;
		}

		/** Up to JDK 25 numbers are written as strings. */
		private long number(JsonParser parser, JsonToken value, String what) {
			if (value != JsonToken.VALUE_NUMBER_INT && value != JsonToken.VALUE_STRING) {
				wrong(parser, value, what);
				return 0;
			}
			char[] chars = parser.getStringCharacters();
			int end = parser.getStringOffset() + parser.getStringLength();
			long number = 0;
			for (int i = parser.getStringOffset(); i < end; i++) {
				if (chars[i] < '0' || chars[i] > '9' || number > Long.MAX_VALUE / 10 - 1) {
					problem(parser, what, "'" + parser.getString() + "'");
					return 0;
				}
				number = 10 * number + chars[i] - '0';
			}
			return number;
		}

		/** Notes a value of the wrong kind and passes over it; null is no value. */
		private void wrong(JsonParser parser, @Nullable JsonToken token, String what) {
			if (token == null) {
				throw new UnexpectedEndOfInputException(parser, null, "the end of the input");
			}
			if (token != JsonToken.VALUE_NULL) {
				problem(parser, what, "'" + parser.getString() + "'");
			}
			parser.skipChildren();
		}

		private void problem(JsonParser parser, String expected, String found) {
			if (this.problems.size() < PROBLEMS) {
				this.problems.add(new DumpProblem(line(parser.currentTokenLocation(), parser), expected, found));
			}
		}

		private static long line(@Nullable TokenStreamLocation location, JsonParser parser) {
			TokenStreamLocation known = (location != null) ? location : parser.currentLocation();
			return Math.max(1, known.getLineNr());
		}

	}

}
