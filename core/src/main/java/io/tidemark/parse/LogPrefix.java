package io.tidemark.parse;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds the line of a dump behind what a logger or a container put before it, such as
 * {@code 2026-11-21 12:00:01 INFO | }. Remembers the shape of the prefix that it saw
 * last, in which all digits are alike.
 */
final class LogPrefix {

	/** A prefix is no longer than this; characters searched for the beginning. */
	private static final int LONGEST = 512;

	/** No line of a dump with a prefix is longer. */
	private static final int LONGEST_LINE = 8_192;

	/** Places of one line at which a thread or a frame may begin. */
	private static final int TRIES = 4;

	/** What only a line of a dump says. */
	private static final List<String> ANCHORS = List.of("java.lang.Thread.State: ", "- locked <", "- Locked <",
			"- waiting to lock", "- waiting on", "- waiting to re-lock", "- parking to wait for", "- eliminated <",
			"Locked ownable synchronizers:", "Full thread dump ", "Threads class SMR info:", "JNI global ref",
			"Found one Java-level deadlock", "Carrying virtual thread #", "Mounted virtual thread #");

	private static final String CONTAINER_LOG = "{\"log\":\"";

	private String shape = "";

	/**
	 * The line behind its prefix without blanks around it, or {@code null} if there is no
	 * prefix.
	 * @param text the line without blanks around it
	 * @param plainFrames whether frames stand without {@code at}
	 */
	@Nullable String strip(String text, boolean plainFrames) {
		if (text.startsWith(CONTAINER_LOG)) {
			return logged(text);
		}
		if (isKnown(text)) {
			return text.substring(Math.min(this.shape.length(), text.length())).strip();
		}
		int start = (text.length() <= LONGEST_LINE) ? start(text, plainFrames) : -1;
		if (start <= 0) {
			return null;
		}
		this.shape = text.substring(0, start);
		return text.substring(start).strip();
	}

	/** A prefix loses its last blank where nothing follows. */
	private boolean isKnown(String text) {
		int length = this.shape.stripTrailing().length();
		if (length == 0 || text.length() < length) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			char expected = this.shape.charAt(i);
			char found = text.charAt(i);
			if (expected != found && !(Character.isDigit(expected) && Character.isDigit(found))) {
				return false;
			}
		}
		return true;
	}

	private static int start(String text, boolean plainFrames) {
		int head = Math.min(text.length(), LONGEST);
		for (String anchor : ANCHORS) {
			int start = text.indexOf(anchor);
			if (start > 0 && start <= head) {
				return start;
			}
		}
		int tries = 0;
		for (int i = 1; i < head && tries < TRIES; i++) {
			if (mayBegin(text, i)) {
				tries++;
				if (beginsThread(text, i) || beginsFrame(text, i)) {
					return i;
				}
			}
		}
		int blank = text.lastIndexOf(' ');
		return (plainFrames && blank < head && FrameLine.parseStrictly(text.substring(blank + 1)) != null) ? blank + 1
				: -1;
	}

	private static boolean mayBegin(String text, int start) {
		char character = text.charAt(start);
		return character == '"' || character == '#' || (character == 'a' && text.startsWith("at ", start)
				&& Character.isWhitespace(text.charAt(start - 1)));
	}

	private static boolean beginsThread(String text, int start) {
		char character = text.charAt(start);
		if (character != '"' && character != '#') {
			return false;
		}
		boolean likely = (character == '"') ? text.contains(" tid=0x") || text.contains("\" - Thread t@")
				: text.startsWith(" \"", Digits.end(text, start + 1));
		HeaderText header = likely ? HeaderText.parse(text.substring(start)) : null;
		return header != null && header.whole();
	}

	private static boolean beginsFrame(String text, int start) {
		return text.charAt(start) == 'a' && FrameLine.parseStrictly(text.substring(start + 3)) != null;
	}

	/** {@code {"log":"\"main\" #1 …\n","stream":"stdout",…}}, as containers write it. */
	private static String logged(String text) {
		StringBuilder line = new StringBuilder();
		for (int i = CONTAINER_LOG.length(); i < text.length() && text.charAt(i) != '"'; i++) {
			char character = text.charAt(i);
			if (character == '\\' && i + 1 < text.length()) {
				i++;
				character = switch (text.charAt(i)) {
					case 'n', 'r' -> ' ';
					case 't' -> '\t';
					case 'u' -> unicode(text, i + 1);
					default -> text.charAt(i);
				};
				i += (text.charAt(i) == 'u') ? Math.min(4, text.length() - i - 1) : 0;
			}
			line.append(character);
		}
		return line.toString().strip();
	}

	private static char unicode(String text, int start) {
		int value = 0;
		for (int i = start; i < start + 4; i++) {
			int digit = (i < text.length()) ? Character.digit(text.charAt(i), 16) : -1;
			value = value * 16 + Math.max(0, digit);
		}
		return (char) value;
	}

}
