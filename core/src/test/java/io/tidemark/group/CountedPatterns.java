package io.tidemark.group;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every pattern that a thread name meets, over a name that counts. */
final class CountedPatterns {

	private static final List<Pattern> PATTERNS = patterns();

	private CountedPatterns() {
	}

	/** Finds all matches of all patterns, as {@link ThreadName#redact} does. */
	static void readAll(CharSequence name) {
		for (Pattern pattern : PATTERNS) {
			Matcher matcher = pattern.matcher(name);
			while (matcher.find()) {
				matcher.end();
			}
		}
	}

	/** By reflection, so that no pattern is added without being counted. */
	private static List<Pattern> patterns() {
		List<Pattern> patterns = new ArrayList<>();
		for (Field field : ThreadName.class.getDeclaredFields()) {
			if (field.getType() == Pattern.class) {
				field.setAccessible(true);
				try {
					patterns.add((Pattern) field.get(null));
				}
				catch (IllegalAccessException ex) {
					throw new AssertionError(ex);
				}
			}
		}
		return patterns;
	}

}
