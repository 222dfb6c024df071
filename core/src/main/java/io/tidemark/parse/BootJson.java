package io.tidemark.parse;

import java.io.IOException;
import java.time.Instant;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON of Boot's {@code /actuator/threaddump}: {@code ThreadInfo} as Jackson
 * writes it. Where the JSON breaks, the threads before are kept.
 */
final class BootJson {

	private static final String JSON_OF_BOOT = "the JSON of Boot's threaddump";

	private static final int MAX_STRING = 1_000_000;

	private static final int MAX_DEPTH = 64;

	private static final JsonFactory JSON = JsonFactory.builder()
		.streamReadConstraints(
				StreamReadConstraints.builder().maxStringLength(MAX_STRING).maxNestingDepth(MAX_DEPTH).build())
		.disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
		.build();

	private final KeptText kept;

	private final ParseSettings settings;

	private final DumpBuilder dump;

	private int jdk;

	BootJson(ParseSettings settings) {
		this.settings = settings;
		this.kept = new KeptText(settings.keptCharacters());
		this.dump = new DumpBuilder(this.kept);
	}

	ParsedDump read(DumpInput input, Instant takenIfUnknown) throws IOException {
		long line = 1;
		try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), input)) {
			readThreadsUpToTheFault(json);
			line = line(json);
		}
		catch (JacksonIOException ex) {
			throw ex.getCause();
		}
		catch (JacksonException ex) {
			this.dump.problems().add(line, JSON_OF_BOOT, ex.getOriginalMessage());
		}
		DumpProblem endedEarly = input.endedEarly(line);
		if (endedEarly != null) {
			this.dump.problems().add(endedEarly);
		}
		if (this.dump.isEmpty()) {
			throw new DumpFormatException(this.dump.problems().kept().isEmpty()
					? Problems.atTheEnd(line, "'threads' with at least one thread")
					: this.dump.problems().kept().get(0));
		}
		return this.dump.build(DumpFormat.BOOT_JSON, takenIfUnknown, this.jdk, line);
	}

	private void readThreadsUpToTheFault(JsonParser json) {
		try {
			readThreads(json);
		}
		catch (JacksonIOException ex) {
			throw ex;
		}
		catch (JacksonException ex) {
			problem(json, JSON_OF_BOOT, ex.getOriginalMessage());
		}
	}

	private static long line(JsonParser json) {
		return Math.max(1, json.currentLocation().getLineNr());
	}

	private void problem(JsonParser json, String expected, String found) {
		this.dump.problems().add(line(json), expected, found);
	}

	private void readThreads(JsonParser json) {
		JsonToken token = json.nextToken();
		if (token == JsonToken.START_OBJECT) {
			while (json.nextToken() == JsonToken.PROPERTY_NAME) {
				boolean threads = json.currentName().equals("threads");
				if (json.nextToken() == JsonToken.START_ARRAY && threads) {
					readArray(json);
				}
				else {
					json.skipChildren();
				}
			}
		}
		else if (token == JsonToken.START_ARRAY) {
			readArray(json);
		}
	}

	private void readArray(JsonParser json) {
		while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null && !isFull(json)) {
			if (json.currentToken() == JsonToken.START_OBJECT) {
				readThread(json);
			}
			else {
				problem(json, "an object with 'threadName'", String.valueOf(json.getString()));
				json.skipChildren();
			}
		}
	}

	private boolean isFull(JsonParser json) {
		if (this.kept.isFull()) {
			this.dump.problems()
				.add(new DumpProblem(line(json), "at most " + this.settings.keptCharacters()
						+ " characters of names, frames and locks that differ", "more, which are left out"));
		}
		return this.kept.isFull();
	}

	private void readThread(JsonParser json) {
		long line = line(json);
		ThreadFields fields = new ThreadFields();
		try {
			while (json.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = json.currentName();
				JsonToken value = json.nextToken();
				readField(json, name, value, fields);
			}
		}
		catch (JacksonException ex) {
			fields.stack.truncate();
			add(fields, line);
			throw ex;
		}
		if (fields.name == null) {
			problem(json, "'threadName' of a thread", String.valueOf(json.currentToken()));
		}
		add(fields, line);
	}

	private void add(ThreadFields fields, long line) {
		if (fields.name != null || fields.stack.hasFrames()) {
			this.dump.add(fields.thread(), line);
		}
	}

	private void readField(JsonParser json, String name, @Nullable JsonToken value, ThreadFields fields) {
		switch (name) {
			case "threadName" -> fields.name = text(json);
			case "threadId" -> fields.id = number(json);
			case "threadState" -> fields.state = state(json);
			case "daemon" -> fields.daemon = value == JsonToken.VALUE_TRUE;
			case "lockOwnerName" -> fields.lockOwner = text(json);
			case "lockInfo" -> readLock(json, fields);
			case "stackTrace" -> readStack(json, fields);
			default -> json.skipChildren();
		}
	}

	private Thread.@Nullable State state(JsonParser json) {
		String text = text(json);
		Thread.State state = (text != null) ? States.parse(text) : null;
		if (text != null && state == null) {
			problem(json, "a state such as WAITING", text);
		}
		return state;
	}

	private static @Nullable String text(JsonParser json) {
		if (json.currentToken() == JsonToken.VALUE_STRING) {
			String text = json.getString();
			return (text.length() <= DumpLines.MAX_LENGTH) ? text : text.substring(0, DumpLines.MAX_LENGTH);
		}
		json.skipChildren();
		return null;
	}

	private static @Nullable Long number(JsonParser json) {
		if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
			String text = json.getString();
			long number = Digits.parse(text, 0, text.length());
			return (number >= 0) ? number : null;
		}
		json.skipChildren();
		return null;
	}

	private static void readLock(JsonParser json, ThreadFields fields) {
		if (json.currentToken() != JsonToken.START_OBJECT) {
			json.skipChildren();
			return;
		}
		while (json.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = json.currentName();
			json.nextToken();
			if (name.equals("className")) {
				fields.lockClass = text(json);
			}
			else {
				json.skipChildren();
			}
		}
	}

	private void readStack(JsonParser json, ThreadFields fields) {
		if (json.currentToken() != JsonToken.START_ARRAY) {
			json.skipChildren();
			return;
		}
		OpenThread stack = fields.stack;
		while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
			if (json.currentToken() != JsonToken.START_OBJECT) {
				problem(json, "an element of a stack", String.valueOf(json.getString()));
				json.skipChildren();
				continue;
			}
			Frame frame = frame(json);
			if (frame != null) {
				stack.add(frame);
			}
			else {
				problem(json, "'className' and 'methodName' of a frame", String.valueOf(json.currentToken()));
				stack.truncate();
			}
		}
	}

	private @Nullable Frame frame(JsonParser json) {
		String className = null;
		String methodName = null;
		String fileName = null;
		long line = Frame.UNKNOWN_LINE;
		boolean nativeMethod = false;
		while (json.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = json.currentName();
			JsonToken value = json.nextToken();
			switch (name) {
				case "className" -> className = text(json);
				case "methodName" -> methodName = text(json);
				case "fileName" -> fileName = text(json);
				case "lineNumber" -> line = lineNumber(json);
				case "nativeMethod" -> nativeMethod = value == JsonToken.VALUE_TRUE;
				case "moduleVersion" -> jdk(text(json), className);
				default -> json.skipChildren();
			}
		}
		if (className == null || methodName == null) {
			return null;
		}
		int known = nativeMethod ? Frame.NATIVE_METHOD
				: (line > 0 && line <= Integer.MAX_VALUE) ? (int) line : Frame.UNKNOWN_LINE;
		return this.kept.frame(new Frame(className, methodName, fileName, known));
	}

	private static long lineNumber(JsonParser json) {
		Long line = number(json);
		return (line != null) ? line : Frame.UNKNOWN_LINE;
	}

	/** Only the JDK's own modules have a version like this one. */
	private void jdk(@Nullable String version, @Nullable String className) {
		if (this.jdk == 0 && version != null && (className == null || className.startsWith("java."))) {
			this.jdk = (int) Math.max(0, Digits.parse(version, 0, Digits.end(version, 0)));
		}
	}

	/** Fields of one thread, which come in any order. */
	private static final class ThreadFields {

		private final OpenThread stack = new OpenThread(HeaderText.named(DumpFormat.BOOT_JSON, ""));

		private @Nullable String name;

		private @Nullable Long id;

		private Thread.@Nullable State state;

		private boolean daemon;

		private @Nullable String lockClass;

		private @Nullable String lockOwner;

		OpenThread thread() {
			HeaderText header = new HeaderText(DumpFormat.BOOT_JSON, (this.name != null) ? this.name : "", this.id,
					true, false, this.daemon, this.state, null, null, true);
			OpenThread thread = new OpenThread(header);
			this.stack.frames().forEach(thread::add);
			if (this.stack.isTruncated()) {
				thread.truncate();
			}
			if (this.lockClass != null) {
				thread.add(new LockText(false, this.lockClass, this.lockClass, this.lockOwner));
			}
			return thread;
		}

	}

}
