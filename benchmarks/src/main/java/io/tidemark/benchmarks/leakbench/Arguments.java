package io.tidemark.benchmarks.leakbench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Arguments of the form {@code name=value}.
 */
final class Arguments {

	private final Map<String, String> values = new TreeMap<>();

	private Arguments() {
	}

	/**
	 * Reads them.
	 * @param defaults all that there are, each with its default
	 * @throws IllegalArgumentException if there is none of such a name
	 */
	static Arguments parse(List<String> defaults, String... args) {
		Arguments arguments = new Arguments();
		defaults.forEach(arguments::put);
		for (String arg : args) {
			if (!arg.contains("=") || !arguments.values.containsKey(arg.substring(0, arg.indexOf('=')))) {
				throw new IllegalArgumentException("expected some of " + defaults + ", found '" + arg + "'");
			}
			arguments.put(arg);
		}
		return arguments;
	}

	private void put(String arg) {
		int equals = arg.indexOf('=');
		this.values.put(arg.substring(0, equals), arg.substring(equals + 1));
	}

	String text(String name) {
		String value = this.values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("no argument has the name " + name);
		}
		return value;
	}

	long number(String name) {
		try {
			return Long.parseLong(text(name));
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("expected a whole number for " + name + ", found '" + text(name) + "'",
					ex);
		}
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		this.values.forEach((name, value) -> text.append(name).append('=').append(value).append(' '));
		return text.toString().strip();
	}

}
