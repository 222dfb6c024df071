package io.tidemark.expected;

/**
 * Pattern of a family's name, in which each counter is a {@code *} already. One star here
 * is such a counter, two stand for any characters: {@code boundedElastic-*} is not the
 * name of {@code boundedElastic-evictor-*}.
 *
 * @param pattern the text
 */
record NamePattern(String pattern) {

	private static final char COUNTER = '\u0001';

	private static final String ANYTHING = "\u0002";

	boolean matches(String familyName) {
		return new Glob(glob()).matches(familyName.replace('*', COUNTER));
	}

	private String glob() {
		return this.pattern.replace("**", ANYTHING).replace('*', COUNTER).replace(ANYTHING, "*");
	}

	@Override
	public String toString() {
		return this.pattern;
	}

}
