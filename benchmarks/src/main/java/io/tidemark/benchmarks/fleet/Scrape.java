package io.tidemark.benchmarks.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a service answered to a scrape, in Prometheus's text format.
 *
 * @param series its series in the order of the text
 * @param comments what stands before the first series of a name: help and type
 */
record Scrape(List<Series> series, Map<String, String> comments) {

	private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: \\d+)?");

	private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

	Scrape {
		series = List.copyOf(series);
		comments = Map.copyOf(comments);
	}

	/**
	 * Reads the text.
	 * @throws IllegalArgumentException if a line is no series; the message has the line
	 */
	static Scrape parse(String text) {
		List<Series> series = new ArrayList<>();
		Map<String, String> comments = new HashMap<>();
		StringBuilder comment = new StringBuilder();
		String type = "";
		for (String line : text.lines().filter((one) -> !one.isBlank()).toList()) {
			if (line.startsWith("#")) {
				comment.append(line).append('\n');
				type = line.startsWith("# TYPE ") ? line.substring(line.lastIndexOf(' ') + 1) : type;
				continue;
			}
			Series one = series(line, type);
			if (!comment.isEmpty()) {
				comments.put(one.name(), comment.toString());
				comment.setLength(0);
			}
			series.add(one);
		}
		return new Scrape(series, comments);
	}

	private static Series series(String line, String type) {
		Matcher matcher = LINE.matcher(line);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("Expected a series of Prometheus's text format, found '" + line + "'");
		}
		String labels = (matcher.group(2) != null) ? matcher.group(2) : "";
		return new Series(matcher.group(1), labels(labels), isCounter(type), number(matcher.group(3)));
	}

	private static SortedMap<String, String> labels(String text) {
		SortedMap<String, String> labels = new TreeMap<>();
		Matcher matcher = LABEL.matcher(text);
		while (matcher.find()) {
			labels.put(matcher.group(1),
					matcher.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\"));
		}
		return labels;
	}

	private static boolean isCounter(String type) {
		return type.equals("counter") || type.equals("histogram") || type.equals("summary");
	}

	/** A number as Prometheus writes it. */
	static double number(String text) {
		return switch (text) {
			case "+Inf" -> Double.POSITIVE_INFINITY;
			case "-Inf" -> Double.NEGATIVE_INFINITY;
			default -> Double.parseDouble(text);
		};
	}

	/** Value of the first series of that name, 0 where there is none. */
	double value(String name) {
		return this.series.stream()
			.filter((one) -> one.name().equals(name))
			.mapToDouble(Series::value)
			.findFirst()
			.orElse(0);
	}

	/** Label of the first series of that name, empty where there is none. */
	String label(String name, String label) {
		return this.series.stream()
			.filter((one) -> one.name().equals(name))
			.map((one) -> one.label(label))
			.findFirst()
			.orElse("");
	}

	/** Series that this one has and the other has not. */
	List<Series> without(Scrape other) {
		return this.series.stream().filter((one) -> other.series().stream().noneMatch(one::isTheSameAs)).toList();
	}

}
