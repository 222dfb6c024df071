package io.tidemark.expected;

import io.tidemark.group.Glob;

/**
 * Pattern of a family's name, in which each counter is a {@code *} already. One star here
 * is such a counter, two stand for any characters: {@code boundedElastic-*} is not the
 * name of {@code boundedElastic-evictor-*}.
 *
 * @param pattern the text
 * @param glob the same for names without stars, see {@link #withoutStars}
 */
record NamePattern(String pattern, Glob glob) {

	private static final char COUNTER = '\u0001';

	private static final String ANYTHING = "\u0002";

	static NamePattern of(String pattern) {
		return new NamePattern(pattern, Glob.of(withoutStars(pattern.replace("**", ANYTHING)).replace(ANYTHING, "*")));
	}

	/** A family's name with a character for each counter that is nowhere else. */
	static String withoutStars(String familyName) {
		return familyName.replace('*', COUNTER);
	}

	/** Whether it is the pattern of a name that is {@link #withoutStars}. */
	boolean matches(String name) {
		return this.glob.matches(name);
	}

	@Override
	public String toString() {
		return this.pattern;
	}

}
