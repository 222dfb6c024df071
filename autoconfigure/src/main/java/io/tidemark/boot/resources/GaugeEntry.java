package io.tidemark.boot.resources;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * A gauge that is to be watched, as people write it: {@code meter.name{tag=value,…} |
 * unit | limit}, where all but the name may be left out.
 *
 * @param text what was written
 * @param name name of the meter
 * @param tags tags that it has to have
 * @param unit what it counts, or {@code null} for what the meter says
 * @param limit the most there can be, NaN if there is none
 * @since 0.1.0
 */
public record GaugeEntry(String text, String name, Map<String, String> tags, @Nullable String unit, double limit) {

	/** Entries at most. */
	public static final int MOST = 50;

	private static final String FORM = "expected 'meter.name{tag=value,…} | unit | limit'";

	public GaugeEntry {
		tags = Map.copyOf(tags);
	}

	/**
	 * Reads the entries of a property.
	 * @param property name of the property, for the sentence of a failure
	 * @param entries what was written
	 * @throws MalformedGaugeException if one cannot be read or there are too many
	 */
	public static List<GaugeEntry> parse(String property, List<String> entries) {
		if (entries.size() > MOST) {
			throw new MalformedGaugeException("Property '%s'".formatted(property),
					"expected at most %d entries".formatted(MOST), Integer.toString(entries.size()));
		}
		return IntStream.range(0, entries.size())
			.mapToObj((i) -> parse("Property '%s[%d]'".formatted(property, i), entries.get(i)))
			.toList();
	}

	private static GaugeEntry parse(String where, String entry) {
		// a tag's value may hold the separator
		int close = Math.max(entry.indexOf('}'), 0);
		String[] rest = entry.substring(close).split("\\|", -1);
		if (rest.length > 3) {
			throw malformed(where, FORM, entry);
		}
		String meter = (entry.substring(0, close) + rest[0]).strip();
		String unit = (rest.length > 1) ? rest[1].strip() : "";
		return new GaugeEntry(entry, name(where, meter), tags(where, meter), unit.isEmpty() ? null : unit,
				(rest.length > 2) ? limit(where, rest[2].strip()) : Double.NaN);
	}

	private static String name(String where, String meter) {
		int open = meter.indexOf('{');
		String name = ((open >= 0) ? meter.substring(0, open) : meter).strip();
		if (name.isEmpty() || !name.chars().allMatch(GaugeEntry::isPartOfName)) {
			throw malformed(where, FORM + " with a name of letters, digits, '.', '_', '-' and ':'", meter);
		}
		return name;
	}

	private static boolean isPartOfName(int character) {
		return Character.isLetterOrDigit(character) || "._-:".indexOf(character) >= 0;
	}

	private static Map<String, String> tags(String where, String meter) {
		Map<String, String> tags = new TreeMap<>();
		int open = meter.indexOf('{');
		if (open >= 0) {
			if (!meter.endsWith("}")) {
				throw malformed(where, FORM + " with a closing '}' after the tags", meter);
			}
			String list = meter.substring(open + 1, meter.length() - 1);
			Arrays.stream(list.split(",")).filter((tag) -> !list.isBlank()).forEach((tag) -> add(where, tag, tags));
		}
		return tags;
	}

	private static void add(String where, String tag, Map<String, String> tags) {
		int equals = tag.indexOf('=');
		String key = tag.substring(0, Math.max(0, equals)).strip();
		if (key.isEmpty()) {
			throw malformed(where, "expected a tag as 'key=value'", tag);
		}
		tags.put(key, unquoted(tag.substring(equals + 1).strip()));
	}

	/** As Prometheus writes it. */
	private static String unquoted(String value) {
		boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
		return quoted ? value.substring(1, value.length() - 1) : value;
	}

	private static double limit(String where, String limit) {
		if (limit.isEmpty()) {
			return Double.NaN;
		}
		try {
			double number = Double.parseDouble(limit);
			if (number > 0 && Double.isFinite(number)) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// said below
		}
		throw malformed(where, "expected a limit above 0", limit);
	}

	private static MalformedGaugeException malformed(String where, String expected, String found) {
		return new MalformedGaugeException(where, expected, "'" + found + "'");
	}

}
