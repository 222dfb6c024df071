package io.tidemark.parse;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Reads dumps line by line, of jstack, of {@code Thread.dump_to_file} and of Boot alike:
 * they differ in the first line of a thread and in how a frame begins. A line that says
 * nothing of a thread is a problem inside a dump and is passed over outside of one.
 */
final class TextDumps {

	private static final String NAME = "a quoted thread name";

	private static final String LINE = "a line of a thread";

	private static final String STATE = "java.lang.Thread.State: ";

	private static final String CARRYING = "Carrying virtual thread #";

	private static final String MOUNTED = "Mounted virtual thread #";

	private static final String FULL_DUMP = "Full thread dump ";

	private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

	private static final int LOCAL_TIME_LENGTH = 19;

	private static final int LONGEST_INSTANT = 30;

	/** Between its time and a dump there may be an empty line. */
	private static final int LINES_AFTER_TIME = 2;

	/** Lines over which a thread name goes at most. */
	private static final int LINES_OF_NAME = 16;

	private final DumpLines lines;

	private final ParseSettings settings;

	private final Instant takenIfUnknown;

	private final int maxDumps;

	private final KeptText kept;

	private final LogPrefix prefix = new LogPrefix();

	private final List<ParsedDump> dumps = new ArrayList<>();

	private DumpBuilder dump;

	private @Nullable DumpFormat format;

	private @Nullable Instant time;

	private @Nullable Instant timeOfNext;

	private long lineOfTime;

	private int jdk;

	private Part part = Part.OUTSIDE;

	private @Nullable OpenThread thread;

	private long threadLine;

	/** Whether frames are of an exception that somebody logged into the dump. */
	private boolean foreign;

	/** A thread name that goes on in the next line. */
	private @Nullable StringBuilder name;

	private int linesOfName;

	/** Lock of which the section on deadlocks says next who holds it. */
	private @Nullable String deadlocked;

	private @Nullable DumpProblem first;

	TextDumps(DumpLines lines, ParseSettings settings, Instant takenIfUnknown, int maxDumps) {
		this.lines = lines;
		this.settings = settings;
		this.takenIfUnknown = takenIfUnknown;
		this.maxDumps = maxDumps;
		this.kept = new KeptText(settings.keptCharacters());
		this.dump = new DumpBuilder(this.kept);
	}

	/**
	 * Reads to the end, or until there are enough dumps.
	 * @param input to ask why it ended
	 * @throws DumpFormatException if there is no thread
	 */
	List<ParsedDump> read(DumpInput input) throws IOException {
		String line = this.lines.next();
		while (line != null && this.dumps.size() < this.maxDumps && !this.kept.isFull()) {
			readLine(line.strip());
			line = this.lines.next();
		}
		if (this.dumps.size() < this.maxDumps) {
			end(line, input.endedEarly(Math.max(1, this.lines.number())));
		}
		if (this.dumps.isEmpty()) {
			throw new DumpFormatException((this.first != null) ? this.first
					: Problems.atTheEnd(this.lines.number(), "a thread dump as text or JSON"));
		}
		return this.dumps;
	}

	private void end(@Nullable String next, @Nullable DumpProblem endedEarly) {
		if (next != null) {
			problem(new DumpProblem(this.lines.number(),
					"at most " + this.settings.keptCharacters() + " characters of names, frames and locks that differ",
					"more, which are left out"));
		}
		else if (endedEarly != null) {
			problem(endedEarly);
		}
		else if (this.format == DumpFormat.JSTACK && this.part.isOfThreads() && this.part != Part.WITHOUT_BEGINNING) {
			boolean empty = this.dump.isEmpty() && this.thread == null;
			problem(Problems.atTheEnd(this.lines.number(), empty ? NAME : "'JNI global refs' after the last thread"));
		}
		endName();
		endDump();
	}

	private void readLine(String text) {
		if (this.lines.isCut()) {
			problem(new DumpProblem(this.lines.number(), "at most " + DumpLines.MAX_LENGTH + " characters",
					"more, which are left out"));
		}
		if (text.isEmpty()) {
			return;
		}
		if (isRead(text)) {
			leaveException(text);
			return;
		}
		String stripped = this.prefix.strip(text, this.format == DumpFormat.JDK_TEXT);
		boolean read = stripped != null && (stripped.isEmpty() || isRead(stripped));
		String line = (stripped != null) ? stripped : text;
		leaveException(line);
		if (!read) {
			notRead(line);
		}
	}

	/** Whether the line was understood. */
	private boolean isRead(String text) {
		leaveList(text);
		return switch (text.charAt(0)) {
			case '"', '#' -> isHeader(text) || isNameEnd(text);
			case 'a' -> isFrame(text) || isNameEnd(text) || isOther(text);
			case '-' -> isLock(text) || isNameEnd(text);
			default -> isNameEnd(text) || isOther(text);
		};
	}

	/** The list of addresses ends where a thread begins. */
	private void leaveList(String text) {
		if (this.part == Part.LIST && (text.startsWith("\"") || text.startsWith("at ") || text.startsWith("- ")
				|| text.startsWith(STATE))) {
			this.part = Part.THREADS;
		}
	}

	/** So do the frames of a logged exception. */
	private void leaveException(String text) {
		this.foreign &= text.startsWith("at ") || text.startsWith("... ") || text.startsWith("Suppressed: ");
	}

	private boolean isHeader(String text) {
		HeaderText header = HeaderText.parse(text);
		if (this.part == Part.DEADLOCKS && (header == null || !header.whole())) {
			return true;
		}
		if (header != null) {
			endName();
			begin(header);
			if (!header.whole()) {
				problem("'tid=' and more after the thread name", text);
			}
			return true;
		}
		if (this.name != null || !mayBeginName(text)) {
			return false;
		}
		this.name = new StringBuilder(text);
		this.linesOfName = 1;
		return true;
	}

	/**
	 * Names with a line feed are rare, log lines that begin with a quotation mark too.
	 */
	private boolean mayBeginName(String text) {
		return this.part.isOfThreads() && (text.startsWith("\"") || text.startsWith(" \"", Digits.end(text, 1)));
	}

	/** Whether a thread name that began above goes on or ends here. */
	private boolean isNameEnd(String text) {
		StringBuilder begun = this.name;
		if (begun == null) {
			return false;
		}
		if (text.startsWith(STATE) || this.linesOfName >= LINES_OF_NAME
				|| begun.length() + text.length() > DumpLines.MAX_LENGTH) {
			endName();
			return false;
		}
		begun.append('\n').append(text);
		this.linesOfName++;
		HeaderText header = (text.indexOf('"') >= 0) ? HeaderText.parse(begun.toString()) : null;
		if (header != null) {
			begin(header);
		}
		return true;
	}

	/** A name that does not end: what is there of it is kept. */
	private void endName() {
		StringBuilder begun = this.name;
		if (begun == null) {
			return;
		}
		this.name = null;
		String text = begun.toString();
		int start = text.indexOf('"') + 1;
		int end = text.indexOf('\n');
		String known = text.substring(start, (end < 0) ? text.length() : end);
		problem("the end of the thread name", text);
		DumpFormat named = (this.format != null) ? this.format : DumpFormat.JSTACK;
		begin(HeaderText.named(named, known.endsWith("\"") ? known.substring(0, known.length() - 1) : known));
	}

	private void begin(HeaderText header) {
		this.name = null;
		endThread();
		if (this.part == Part.OUTSIDE) {
			this.part = Part.WITHOUT_BEGINNING;
		}
		else if (this.part != Part.WITHOUT_BEGINNING) {
			this.part = Part.THREADS;
		}
		if (this.format == null) {
			this.format = header.format();
		}
		else if (this.format == DumpFormat.JSTACK && header.format() == DumpFormat.BOOT_TEXT) {
			// both begin alike
			this.format = this.dump.isEmpty() ? DumpFormat.BOOT_TEXT : this.format;
		}
		this.thread = new OpenThread(header);
		this.threadLine = this.lines.number();
	}

	private boolean isFrame(String text) {
		if (!text.startsWith("at ")) {
			return false;
		}
		if (this.foreign) {
			return true;
		}
		if (!this.part.isOfThreads()) {
			return this.part == Part.DEADLOCKS;
		}
		Frame frame = this.kept.frame(text.substring(3).stripLeading());
		if (frame == null) {
			cutStack("a frame such as 'at com.example.Orders.place(Orders.java:12)'", text);
			return true;
		}
		endName();
		open(text).add(frame);
		return true;
	}

	private void cutStack(String expected, String text) {
		problem(expected, text);
		if (this.thread != null) {
			this.thread.truncate();
		}
	}

	/** The thread that is being read, without a name where its first line was lost. */
	private OpenThread open(String text) {
		OpenThread open = this.thread;
		if (open == null) {
			problem(NAME, text);
			DumpFormat named = (this.format != null) ? this.format : DumpFormat.JSTACK;
			begin(HeaderText.named(named, ""));
			open = this.thread;
		}
		if (open == null) {
			throw new IllegalStateException("no thread was begun");
		}
		return open;
	}

	private boolean isLock(String text) {
		if (!this.part.isOfThreads()) {
			return this.part == Part.DEADLOCKS;
		}
		LockText lock = LockText.parse(text);
		if (lock != null) {
			endName();
			open(text).add(lock);
			return true;
		}
		return text.equals("- None") || text.startsWith("- waiting on <no object")
				|| text.startsWith("- parking to wait for <no object") || text.startsWith("- eliminated <")
				|| text.startsWith("- waiting on the Class init") || text.startsWith("- locked <owner is scalar");
	}

	private boolean isOther(String text) {
		if (text.startsWith(STATE)) {
			return isState(text);
		}
		if (text.startsWith(FULL_DUMP)) {
			beginDump(text);
			return true;
		}
		if (isTime(text) || isSection(text) || isVirtual(text)) {
			return true;
		}
		if (this.part == Part.LIST || this.part == Part.DEADLOCKS) {
			return isInSection(text);
		}
		return this.part.isOfThreads() && (isWithoutAt(text) || isSaidOfThread(text));
	}

	private boolean isState(String text) {
		if (!this.part.isOfThreads()) {
			return false;
		}
		int end = text.indexOf(' ', STATE.length());
		Thread.State state = States.parse(text.substring(STATE.length(), (end < 0) ? text.length() : end));
		if (state == null) {
			problem("a state such as WAITING", text);
			return true;
		}
		if (this.thread != null && (this.thread.hasState() || this.thread.hasFrames())) {
			endThread();
		}
		open(text).state(state);
		return true;
	}

	private void beginDump(String text) {
		endName();
		endDumpBeforeNext();
		this.part = Part.THREADS;
		this.format = DumpFormat.JSTACK;
		this.time = (this.lines.number() - this.lineOfTime <= LINES_AFTER_TIME) ? this.timeOfNext : null;
		int version = text.indexOf('(') + 1;
		// the version of Boot's text stands in parentheses too
		this.jdk = (int) Math.max(0, Digits.parse(text, version, Digits.end(text, version)));
	}

	/** The lines before a dump. */
	private boolean isTime(String text) {
		if (text.length() < LOCAL_TIME_LENGTH || text.length() > LONGEST_INSTANT
				|| Digits.end(text, 0) != "2026".length()) {
			return false;
		}
		try {
			if (text.length() == LOCAL_TIME_LENGTH) {
				this.timeOfNext = LocalDateTime.parse(text, LOCAL_TIME).atZone(this.settings.zone()).toInstant();
				this.lineOfTime = this.lines.number();
				return true;
			}
			Instant instant = Instant.parse(text);
			endDumpBeforeNext();
			this.part = Part.PREAMBLE;
			this.time = instant;
			return true;
		}
		catch (DateTimeParseException ex) {
			return false;
		}
	}

	private boolean isSection(String text) {
		if (text.startsWith("Threads class SMR info:")) {
			this.part = Part.LIST;
			return true;
		}
		if (text.startsWith("JNI global ref")) {
			endThread();
			this.part = Part.AFTER;
			return true;
		}
		if (text.startsWith("Found ") && text.contains("deadlock")) {
			endThread();
			this.part = text.endsWith(":") ? Part.DEADLOCKS : Part.AFTER;
			return true;
		}
		return text.equals("Locked ownable synchronizers:");
	}

	private boolean isVirtual(String text) {
		if (text.startsWith(CARRYING)) {
			return this.part.isOfThreads();
		}
		if (!text.startsWith(MOUNTED) || !this.part.isOfThreads()) {
			return false;
		}
		long id = Digits.parse(text, MOUNTED.length(), text.length());
		begin(new HeaderText(DumpFormat.JSTACK, "", (id < 0) ? null : id, true, true, true, Thread.State.RUNNABLE, null,
				null, true));
		return true;
	}

	/** Addresses of all threads, and what the JVM found of deadlocks. */
	private boolean isInSection(String text) {
		if (this.part == Part.LIST) {
			this.part = text.startsWith("}") ? Part.THREADS : Part.LIST;
			return text.startsWith("}") || text.startsWith("0x") || text.startsWith("_java_thread_list");
		}
		if (text.startsWith("waiting to lock monitor ")) {
			this.deadlocked = between(text, "(object ", ",");
			return true;
		}
		if (text.startsWith("waiting for ownable synchronizer ")) {
			this.deadlocked = between(text, "synchronizer ", ",");
			return true;
		}
		return isHeldBy(text);
	}

	private boolean isHeldBy(String text) {
		String heldBy = "which is held by \"";
		int end = text.lastIndexOf('"');
		if (this.deadlocked == null || !text.startsWith(heldBy) || end < heldBy.length()) {
			return false;
		}
		this.dump.own(this.deadlocked, text.substring(heldBy.length(), end));
		this.deadlocked = null;
		return true;
	}

	private static @Nullable String between(String text, String before, String after) {
		int start = text.indexOf(before);
		int end = text.indexOf(after, Math.max(0, start));
		return (start >= 0 && end > start + before.length()) ? text.substring(start + before.length(), end) : null;
	}

	/** JDK 21 writes the frames of {@code dump_to_file} so. */
	private boolean isWithoutAt(String text) {
		if (this.format != DumpFormat.JDK_TEXT || FrameLine.parseStrictly(text) == null) {
			return false;
		}
		Frame frame = this.kept.frame(text);
		if (frame != null) {
			open(text).add(frame);
		}
		return frame != null;
	}

	private boolean isSaidOfThread(String text) {
		if (text.equals("...")) {
			open(text).truncate();
			return true;
		}
		return text.equals("No compile task") || text.startsWith("Compiling:") || text.startsWith("OpaqueFrame");
	}

	/** The name is what is left of it. */
	private boolean isCutHeader(String text) {
		HeaderText header = HeaderText.withoutBeginning(text);
		if (header == null) {
			return false;
		}
		problem(NAME, text);
		begin(header);
		return true;
	}

	private void notRead(String text) {
		if (this.first == null) {
			this.first = Problems.at(this.lines.number(), "a thread dump as text or JSON", text);
		}
		if (this.part == Part.OUTSIDE || this.part == Part.AFTER) {
			// perhaps the time of the next dump, behind a prefix that nobody has seen yet
			isTime(text.substring(Math.max(0, text.length() - LOCAL_TIME_LENGTH)));
		}
		else if (!this.foreign && this.part.isOfThreads() && this.part != Part.PREAMBLE && !isCutHeader(text)) {
			addProblem(text);
		}
	}

	private void addProblem(String text) {
		problem((this.thread != null) ? LINE : NAME, text);
		if (isThrowable(text)) {
			// its frames are not of the thread above, and which are again nobody knows
			this.foreign = true;
			if (this.thread != null) {
				this.thread.truncate();
			}
		}
	}

	private static boolean isThrowable(String text) {
		if (text.startsWith("Caused by: ") || text.startsWith("Exception in thread ")) {
			return true;
		}
		int end = text.indexOf(':');
		String type = text.substring(0, (end < 0) ? text.length() : end);
		return type.indexOf(' ') < 0 && type.indexOf('.') > 0
				&& (type.endsWith("Exception") || type.endsWith("Error") || type.endsWith("Throwable"));
	}

	private void endThread() {
		if (this.thread != null) {
			this.dump.add(this.thread, this.threadLine);
			this.thread = null;
		}
	}

	private void endDumpBeforeNext() {
		endThread();
		if (!this.dump.isEmpty() && this.dumps.size() + 1 == this.maxDumps) {
			problem(new DumpProblem(this.lines.number(), "the end of the last dump that is read",
					"another dump, which is left out"));
		}
		endDump();
	}

	private void endDump() {
		endThread();
		if (!this.dump.isEmpty()) {
			DumpFormat by = (this.format != null) ? this.format : DumpFormat.JSTACK;
			this.dumps.add(this.dump.build(by, (this.time != null) ? this.time : this.takenIfUnknown, this.jdk,
					this.lines.number()));
		}
		this.dump = new DumpBuilder(this.kept);
		this.format = null;
		this.time = null;
		this.jdk = 0;
		this.part = Part.OUTSIDE;
	}

	private void problem(String expected, String text) {
		problem(Problems.at(this.lines.number(), expected, text));
	}

	private void problem(DumpProblem problem) {
		if (this.first == null) {
			this.first = problem;
		}
		this.dump.problems().add(problem);
	}

	/** Where in a file a line stands. */
	private enum Part {

		/** Before, between and behind dumps. */
		OUTSIDE,

		/** Between the time of {@code dump_to_file} and its first thread. */
		PREAMBLE,

		/** Among the threads of a dump that began as it should. */
		THREADS,

		/** Among threads, but nothing told that a dump begins. */
		WITHOUT_BEGINNING,

		/** In the list of addresses. */
		LIST,

		/** In the section on deadlocks, which repeats stacks. */
		DEADLOCKS,

		/** Behind the threads. */
		AFTER;

		boolean isOfThreads() {
			return this == THREADS || this == WITHOUT_BEGINNING || this == PREAMBLE;
		}

	}

}
