package io.tidemark.benchmarks.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/**
 * A rule that records what a query answers.
 *
 * @param name name of the series that it records
 * @param expression the query
 * @param labels labels that it adds
 */
record RecordingRule(String name, String expression, Map<String, String> labels) {

	RecordingRule {
		labels = Map.copyOf(labels);
	}

	/**
	 * The recording rules of files, in their order: later ones may read what earlier ones
	 * record.
	 */
	static List<RecordingRule> in(List<Path> files) throws IOException {
		List<RecordingRule> rules = new ArrayList<>();
		for (Path file : files) {
			Map<String, List<Map<String, Object>>> content = new Yaml().load(Files.readString(file));
			for (Map<String, Object> group : content.get("groups")) {
				addAll(rules, group.get("rules"));
			}
		}
		return rules;
	}

	@SuppressWarnings("unchecked")
	private static void addAll(List<RecordingRule> rules, Object found) {
		for (Map<String, Object> rule : (List<Map<String, Object>>) found) {
			if (rule.get("record") instanceof String name) {
				rules.add(new RecordingRule(name, (String) rule.get("expr"),
						(Map<String, String>) rule.getOrDefault("labels", Map.of())));
			}
		}
	}

	/** Labels of what it records of one series of the answer. */
	SortedMap<String, String> labelsFor(JsonNode metric) {
		SortedMap<String, String> all = new TreeMap<>();
		metric.properties().forEach((label) -> all.put(label.getKey(), label.getValue().asString()));
		all.putAll(this.labels);
		all.put("__name__", this.name);
		return all;
	}

}
