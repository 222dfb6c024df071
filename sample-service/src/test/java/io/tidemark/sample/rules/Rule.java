package io.tidemark.sample.rules;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A recording or an alerting rule, as its file says it.
 *
 * @param json the rule
 */
record Rule(JsonNode json) {

	/** What in an expression is no name of a metric. */
	private static final Pattern NOT_A_METRIC = Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]"
			+ "|\\b[a-z]+\\s+(?:by|without)\\s*\\([^)]*\\)|\\b(?:on|ignoring|group_left|group_right)\\s*\\([^)]*\\)"
			+ "|\\b(?:and|or|unless|bool|offset)\\b|[a-zA-Z_]\\w*\\s*\\(");

	private static final Pattern METRIC = Pattern.compile("(?<![\\w:.])[a-zA-Z_:][\\w:]*");

	/** Queries of a template stand between backticks. */
	private static final Pattern QUERY = Pattern.compile("`([^`]*)`");

	/** All rules of a file. */
	static List<Rule> of(String yaml) {
		return read(yaml).path("groups")
			.valueStream()
			.flatMap((group) -> group.path("rules").valueStream())
			.map(Rule::new)
			.toList();
	}

	static JsonNode read(String yaml) {
		return new JsonMapper().valueToTree(new Yaml().load(yaml));
	}

	boolean isAlert() {
		return this.json.has("alert");
	}

	/** Name of the alert or of the recorded series. */
	String name() {
		return this.json.path(isAlert() ? "alert" : "record").asString();
	}

	String severity() {
		return this.json.at("/labels/severity").asString("");
	}

	String annotation(String name) {
		return this.json.path("annotations").path(name).asString("");
	}

	/** What the expression reads, and what the queries of the annotations do. */
	Set<String> metrics() {
		Stream<String> queries = Stream.of("summary", "description")
			.flatMap((name) -> QUERY.matcher(annotation(name)).results())
			.map((query) -> query.group(1));
		Set<String> metrics = new TreeSet<>();
		Stream.concat(Stream.of(this.json.path("expr").asString()), queries)
			.map((expression) -> NOT_A_METRIC.matcher(expression).replaceAll(" ").replace("%f", " "))
			.forEach((names) -> METRIC.matcher(names).results().map(MatchResult::group).forEach(metrics::add));
		return metrics;
	}

}
