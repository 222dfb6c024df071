package io.tidemark.boot.endpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Parses the parameters of endpoints, which are strings so that each refusal can say what
 * was expected.
 */
final class Parameters {

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 1_000;

	private Parameters() {
	}

	/** How many are told at most. */
	static int limit(@Nullable String value) {
		if (value == null) {
			return DEFAULT_LIMIT;
		}
		try {
			int parsed = Integer.parseInt(value);
			if (parsed >= 1 && parsed <= MAX_LIMIT) {
				return parsed;
			}
		}
		catch (NumberFormatException ex) {
			// said below, as for a number out of range
		}
		throw new IllegalArgumentException(
				"'limit' must be a number from 1 to %d, found '%s'".formatted(MAX_LIMIT, value));
	}

	/** Whether something is wanted. */
	static boolean flag(String parameter, @Nullable String value) {
		if (value == null || value.equals("false")) {
			return false;
		}
		if (value.equals("true")) {
			return true;
		}
		throw new IllegalArgumentException("'%s' must be true or false, found '%s'".formatted(parameter, value));
	}

	/** The format that the parameter names, or the accepted one if there is none. */
	static <E extends Enum<E>> E format(@Nullable String value, E accepted) {
		return (value == null) ? accepted : choice("format", value, accepted.getDeclaringClass(),
				(format) -> format.name().toLowerCase(Locale.ROOT));
	}

	/** The constant that has this id, upper or lower case. */
	static <E extends Enum<E>> E choice(String parameter, String value, Class<E> type, Function<E, String> id) {
		return Arrays.stream(type.getEnumConstants())
			.filter((constant) -> id.apply(constant).equals(value.toLowerCase(Locale.ROOT)))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("'%s' must be one of %s, found '%s'".formatted(parameter,
					Arrays.stream(type.getEnumConstants()).map(id).collect(Collectors.joining(", ")), value)));
	}

}
