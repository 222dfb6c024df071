package io.tidemark.sample.rules;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Alerts that hold back others.
 *
 * @param sources names of those that hold back
 * @param targets names of those that are held back
 */
record Inhibition(Set<String> sources, Set<String> targets) {

	static List<Inhibition> of(String alertmanagerYaml) {
		return Rule.read(alertmanagerYaml)
			.path("inhibit_rules")
			.valueStream()
			.map((rule) -> new Inhibition(alerts(rule.path("source_matchers")), alerts(rule.path("target_matchers"))))
			.toList();
	}

	private static Set<String> alerts(JsonNode matchers) {
		return matchers.valueStream()
			.map(JsonNode::asString)
			.filter((matcher) -> matcher.startsWith("alertname "))
			.map((matcher) -> matcher.replaceFirst("alertname =~? ", "").replace("\"", ""))
			.flatMap((names) -> Stream.of(names.split("\\|")))
			.collect(Collectors.toSet());
	}

}
