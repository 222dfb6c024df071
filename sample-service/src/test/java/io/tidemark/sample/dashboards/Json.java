package io.tidemark.sample.dashboards;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

/** Objects that keep the order in which they are written, so that files compare. */
final class Json {

	/** What fits is one line: the files are read, and a ConfigMap holds only so much. */
	private static final int WIDTH = 120;

	private static final JsonMapper MAPPER = new JsonMapper();

	private Json() {
	}

	/** Names and values by turns. */
	static Map<String, Object> object(Object... namesAndValues) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			object.put((String) namesAndValues[i], namesAndValues[i + 1]);
		}
		return object;
	}

	static String text(Map<String, Object> object) {
		return text(object, "") + "\n";
	}

	private static String text(Object value, String indent) {
		String line = MAPPER.writeValueAsString(value);
		if (indent.length() + line.length() <= WIDTH) {
			return line;
		}
		String deeper = indent + "  ";
		if (value instanceof Map<?, ?> object) {
			return lines("{", object.entrySet()
				.stream()
				.map((entry) -> MAPPER.writeValueAsString(entry.getKey()) + ": " + text(entry.getValue(), deeper)), "}",
					indent);
		}
		return (value instanceof Collection<?> array)
				? lines("[", array.stream().map((element) -> text(element, deeper)), "]", indent) : line;
	}

	private static String lines(String begin, Stream<String> elements, String end, String indent) {
		return elements.collect(Collectors.joining(",\n  " + indent, begin + "\n  " + indent, "\n" + indent + end));
	}

}
