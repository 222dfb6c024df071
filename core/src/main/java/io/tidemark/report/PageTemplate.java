package io.tidemark.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page, or a part of one, from a resource next to this class, with places of the form
 * <code>{{name}}</code>.
 *
 * @param text the text with its places
 */
record PageTemplate(String text) {

	private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

	/** The template in a resource of this package. */
	static PageTemplate of(String resource) {
		try (InputStream input = PageTemplate.class.getResourceAsStream(resource)) {
			if (input == null) {
				throw new IllegalStateException("Expected the resource " + resource + " next to " + PageTemplate.class);
			}
			return new PageTemplate(new String(input.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The text with a value in each place. Values are not looked at again, so what looks
	 * like a place in one of them stays as it is.
	 * @param values HTML by place, already escaped
	 * @throws IllegalArgumentException if there is no value for a place
	 */
	String fill(Map<String, ?> values) {
		return PLACE.matcher(this.text).replaceAll((place) -> Matcher.quoteReplacement(value(values, place.group(1))));
	}

	private static String value(Map<String, ?> values, String name) {
		Object value = values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("Expected a value for {{" + name + "}}, found " + values.keySet());
		}
		return value.toString();
	}

}
