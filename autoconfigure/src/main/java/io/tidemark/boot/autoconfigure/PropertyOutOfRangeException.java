package io.tidemark.boot.autoconfigure;

/**
 * Thrown when a property of Tidemark is out of its range.
 */
final class PropertyOutOfRangeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String range;

	private PropertyOutOfRangeException(String property, Object value, String range) {
		super("Property '%s' must be %s, found %s".formatted(property, range, value));
		this.property = property;
		this.range = range;
	}

	static <T extends Comparable<T>> void check(String property, T value, T least, T most) {
		if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
			throw new PropertyOutOfRangeException(property, value, least + " to " + most);
		}
	}

	String property() {
		return this.property;
	}

	String range() {
		return this.range;
	}

}
