package io.tidemark.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A sentence with places, such as <code>{change}</code>, and parts in brackets that are
 * left out where a place in them has no value.
 *
 * @param text the text with its places
 */
record Sentence(String text) {

	private static final Pattern PLACE = Pattern.compile("\\{([^{}]*+)}");

	private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*+)]");

	/** Names of the places, for a sentence about one that does not exist. */
	static String places() {
		return Arrays.stream(Place.values()).map(Place::id).collect(Collectors.joining(", "));
	}

	/** Places of the text that do not exist. */
	List<String> unknownPlaces() {
		return PLACE.matcher(this.text)
			.results()
			.map((place) -> place.group(1))
			.filter((id) -> Place.of(id) == null)
			.toList();
	}

	/** Whether a place that may have no value stands outside brackets. */
	boolean mayLackAValue() {
		return PLACE.matcher(OPTIONAL.matcher(this.text).replaceAll(""))
			.results()
			.map((place) -> Place.of(place.group(1)))
			.anyMatch((place) -> place != null && !place.alwaysKnown);
	}

	String fill(Function<Place, @Nullable Object> values) {
		StringBuilder result = new StringBuilder();
		int position = 0;
		for (MatchResult optional : OPTIONAL.matcher(this.text).results().toList()) {
			result.append(filled(this.text.substring(position, optional.start()), values));
			String part = filled(optional.group(1), values);
			result.append((part != null) ? part : "");
			position = optional.end();
		}
		return result.append(filled(this.text.substring(position), values)).toString();
	}

	/** The part with its values, or {@code null} if one is missing. */
	private static @Nullable String filled(String part, Function<Place, @Nullable Object> values) {
		StringBuilder result = new StringBuilder();
		int position = 0;
		for (MatchResult match : PLACE.matcher(part).results().toList()) {
			Place place = Place.of(match.group(1));
			Object value = (place != null) ? values.apply(place) : null;
			if (value == null) {
				return null;
			}
			result.append(part, position, match.start()).append(value);
			position = match.end();
		}
		return result.append(part, position, part.length()).toString();
	}

	/** What a sentence can tell of a group. */
	enum Place {

		/** Name pattern of the group. */
		NAME(true),

		/** Threads gained. */
		CHANGE(true),

		/** Threads now. */
		AFTER(true),

		/** Threads that wait for what the signature asks for. */
		WAITING(true),

		/** Threads that do not move, of those reasons. */
		STUCK(true),

		/** Names of two of its threads. */
		POOLS(false),

		/** The request that has been stuck longest. */
		REQUEST(false),

		/** How long the longest has been stuck. */
		SINCE(false),

		/** Name of the thread that holds the lock for which most of them wait. */
		HOLDER(false),

		/** The line that started the threads. */
		AT(false),

		/** The line outside the JDK at which most of them stand. */
		WHERE(false);

		private final boolean alwaysKnown;

		Place(boolean alwaysKnown) {
			this.alwaysKnown = alwaysKnown;
		}

		String id() {
			return name().toLowerCase(Locale.ROOT);
		}

		static @Nullable Place of(String id) {
			return Arrays.stream(values()).filter((place) -> place.id().equals(id)).findFirst().orElse(null);
		}

	}

}
