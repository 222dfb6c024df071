package io.tidemark.boot.autoconfigure;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Refuses a property that is out of range in a way that Boot's failure analysis shows:
 * the property, the value, and what is allowed.
 */
final class PropertyRange {

	private PropertyRange() {
	}

	static <T extends Comparable<T>> void check(String property, T value, T least, T most) {
		if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
			throw new InvalidConfigurationPropertyValueException(property, value,
					"It must be %s to %s.".formatted(least, most));
		}
	}

}
