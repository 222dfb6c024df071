package io.tidemark.parse;

import org.jspecify.annotations.Nullable;

/**
 * A line that tells a lock of the thread whose stack it stands in, such as
 * {@code - waiting to lock <0x00000000ffd1c860> (a java.lang.Object)}.
 *
 * @param held whether the thread holds it; it waits for it otherwise
 * @param key which lock this is, within one dump
 * @param className its class
 * @param owner who holds it if the line says so
 */
record LockText(boolean held, String key, String className, @Nullable String owner) {

	private static final String CLASS_LOCK = "java.lang.Class for ";

	private static final String OWNED_BY = " owned by \"";

	/**
	 * The lock, or {@code null} if the line tells of no object: {@code - None}, and what
	 * the compiler has optimised away.
	 * @param text the line without blanks around it; begins with a dash
	 */
	static @Nullable LockText parse(String text) {
		int open = text.indexOf('<');
		int close = text.indexOf('>', open + 1);
		if (open < 0 || close < open + 2) {
			return null;
		}
		boolean held = text.startsWith("- locked") || text.startsWith("- Locked") || text.startsWith("- <");
		if (!held && !text.startsWith("- waiting") && !text.startsWith("- parking")) {
			return null;
		}
		String object = text.substring(open + 1, close);
		if (object.indexOf(' ') >= 0) {
			// such as <no object reference available>
			return null;
		}
		return of(held, object, text, close + 1);
	}

	private static @Nullable LockText of(boolean held, String object, String text, int rest) {
		int classStart = text.indexOf("(a ", rest);
		if (classStart < 0) {
			int at = object.lastIndexOf('@');
			return (at > 0) ? new LockText(held, object, object.substring(0, at), owner(text, rest)) : null;
		}
		int classEnd = text.indexOf(')', classStart);
		String className = text.substring(classStart + 3, (classEnd < 0) ? text.length() : classEnd);
		if (className.startsWith(CLASS_LOCK)) {
			className = Class.class.getName();
		}
		return new LockText(held, object, className, owner(text, rest));
	}

	private static @Nullable String owner(String text, int rest) {
		int start = text.indexOf(OWNED_BY, rest);
		int end = text.lastIndexOf("\" t@");
		return (start >= 0 && end >= start + OWNED_BY.length()) ? text.substring(start + OWNED_BY.length(), end) : null;
	}

}
