package io.tidemark.benchmarks.fleet;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A series of a scrape with its value.
 *
 * @param name name as Prometheus spells it
 * @param labels labels by name
 * @param counter whether it only grows while the process lives
 * @param value value as scraped
 */
record Series(String name, SortedMap<String, String> labels, boolean counter, double value) {

	Series {
		labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
	}

	boolean isTheSameAs(Series other) {
		return this.name.equals(other.name) && this.labels.equals(other.labels);
	}

	Series withLabel(String label, String content) {
		SortedMap<String, String> changed = new TreeMap<>(this.labels);
		changed.put(label, content);
		return new Series(this.name, changed, this.counter, this.value);
	}

	String label(String label) {
		return this.labels.getOrDefault(label, "");
	}

	/** Name and labels as they stand in a scrape. */
	String text() {
		return this.name + (this.labels.isEmpty() ? ""
				: this.labels.entrySet().stream().map(Series::quoted).collect(Collectors.joining(",", "{", "}")));
	}

	private static String quoted(Map.Entry<String, String> label) {
		String content = label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
		return label.getKey() + "=\"" + content + "\"";
	}

}
