package io.tidemark.parse;

import org.jspecify.annotations.Nullable;

/**
 * The first line of a thread.
 *
 * @param format who writes such lines
 * @param name name of the thread, as the dump has it
 * @param id identifier of the thread, or {@code null} if the line tells none
 * @param javaThread whether it may run Java code
 * @param virtual whether it is virtual
 * @param daemon whether it is a daemon
 * @param state its state, or {@code null} if the line tells none
 * @param cpuNanos CPU time, or {@code null} if the line tells none
 * @param allocatedBytes allocated bytes, or {@code null} if the line tells none
 * @param whole whether the line is there up to its end
 */
record HeaderText(DumpFormat format, String name, @Nullable Long id, boolean javaThread, boolean virtual,
		boolean daemon, Thread.@Nullable State state, @Nullable Long cpuNanos, @Nullable Long allocatedBytes,
		boolean whole) {

	/**
	 * A name may hold what looks like its end; so often the line is searched for the
	 * right one.
	 */
	private static final int QUOTES = 8;

	private static final String BOOT = "- Thread t@";

	/**
	 * The header, or {@code null} if this is none or the name goes on in the next line.
	 * @param text the line without blanks around it
	 */
	static @Nullable HeaderText parse(String text) {
		if (text.startsWith("#")) {
			return jdkText(text);
		}
		return text.startsWith("\"") ? quoted(text, 1) : null;
	}

	/** A line whose beginning was lost; the name is what is left of it. */
	static @Nullable HeaderText withoutBeginning(String text) {
		return text.contains(" tid=0x") ? quoted(text, 0) : null;
	}

	/** What is known of a thread of which only the name is there. */
	static HeaderText named(DumpFormat format, String name) {
		return new HeaderText(format, name, null, true, false, false, null, null, null, false);
	}

	/** {@code #65 "a name" virtual WAITING 2026-11-21T13:44:30.582Z}. */
	private static @Nullable HeaderText jdkText(String text) {
		int idEnd = Digits.end(text, 1);
		long id = Digits.parse(text, 1, idEnd);
		int close = text.lastIndexOf('"');
		if (id < 0 || !text.startsWith(" \"", idEnd) || close < idEnd + 2) {
			return null;
		}
		String rest = text.substring(close + 1);
		boolean virtual = rest.startsWith(" virtual");
		String stateAndTime = rest.substring(virtual ? " virtual".length() : 0).strip();
		int blank = stateAndTime.indexOf(' ');
		Thread.State state = States.parse((blank < 0) ? stateAndTime : stateAndTime.substring(0, blank));
		if (!stateAndTime.isEmpty() && state == null) {
			return null;
		}
		return new HeaderText(DumpFormat.JDK_TEXT, text.substring(idEnd + 2, close), id, true, virtual, virtual, state,
				null, null, true);
	}

	private static @Nullable HeaderText quoted(String text, int nameStart) {
		HeaderText cut = null;
		int close = text.lastIndexOf("\" ");
		for (int i = 0; i < QUOTES && close >= nameStart; i++) {
			HeaderText header = attributed(text, nameStart, close);
			if (header != null && header.whole()) {
				return header;
			}
			cut = (cut != null) ? cut : header;
			close = (close > 0) ? text.lastIndexOf("\" ", close - 1) : -1;
		}
		return cut;
	}

	private static @Nullable HeaderText attributed(String text, int nameStart, int close) {
		if (!isAttribute(text, close + 2)) {
			return null;
		}
		String name = text.substring(nameStart, close);
		String rest = text.substring(close + 2);
		if (rest.startsWith(BOOT)) {
			long id = Digits.parse(rest, BOOT.length(), rest.length());
			return (id >= 0)
					? new HeaderText(DumpFormat.BOOT_TEXT, name, id, true, false, false, null, null, null, true) : null;
		}
		boolean whole = rest.contains("tid=0x");
		boolean numbered = rest.startsWith("#") && Digits.end(rest, 1) > 1;
		if (!numbered && !whole) {
			return null;
		}
		Long id = numbered ? known(Digits.parse(rest, 1, Digits.end(rest, 1))) : null;
		return new HeaderText(DumpFormat.JSTACK, name, id, numbered, false, rest.contains(" daemon "), null,
				nanos(value(rest, "cpu=")), bytes(value(rest, "allocated=")), whole);
	}

	private static boolean isAttribute(String text, int start) {
		return text.startsWith("#", start) || text.startsWith("os_prio=", start) || text.startsWith("prio=", start)
				|| text.startsWith("cpu=", start) || text.startsWith("daemon ", start) || text.startsWith("tid=", start)
				|| text.startsWith(BOOT, start);
	}

	private static @Nullable String value(String attributes, String key) {
		int start = attributes.indexOf(key);
		if (start < 0) {
			return null;
		}
		int end = attributes.indexOf(' ', start);
		return attributes.substring(start + key.length(), (end < 0) ? attributes.length() : end);
	}

	/** {@code 60.60ms}. */
	private static @Nullable Long nanos(@Nullable String value) {
		if (value == null || !value.endsWith("ms")) {
			return null;
		}
		int end = value.length() - 2;
		int dot = value.indexOf('.');
		long millis = Digits.parse(value, 0, (dot < 0) ? end : dot);
		if (millis < 0 || millis > Long.MAX_VALUE / 2_000_000) {
			return null;
		}
		long hundredths = (dot == end - 3) ? Math.max(0, Digits.parse(value, dot + 1, end)) : 0;
		return millis * 1_000_000 + hundredths * 10_000;
	}

	/** {@code 592B}, {@code 1902K}, {@code 12M} or {@code 3G}. */
	private static @Nullable Long bytes(@Nullable String value) {
		if (value == null || value.isEmpty()) {
			return null;
		}
		int shift = switch (value.charAt(value.length() - 1)) {
			case 'B' -> 0;
			case 'K' -> 10;
			case 'M' -> 20;
			case 'G' -> 30;
			default -> -1;
		};
		long count = Digits.parse(value, 0, value.length() - 1);
		return (shift < 0 || count < 0 || count > Long.MAX_VALUE >> shift) ? null : count << shift;
	}

	private static @Nullable Long known(long value) {
		return (value >= 0) ? value : null;
	}

}
