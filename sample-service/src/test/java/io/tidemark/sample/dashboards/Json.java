package io.tidemark.sample.dashboards;

import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/** Objects that keep the order in which they are written, so that files compare. */
final class Json {

	private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

	private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter().withObjectIndenter(LINES)
		.withArrayIndenter(LINES);

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
		return MAPPER.writer().with(PRINTER).writeValueAsString(object) + "\n";
	}

}
