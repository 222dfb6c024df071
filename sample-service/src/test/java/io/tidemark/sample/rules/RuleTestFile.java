package io.tidemark.sample.rules;

import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What promtool is to run for one alert. A test whose name begins with "fires" is one
 * that must fire. In one that begins with "silent" each job is a case that must not, and
 * one without series is a case, too.
 *
 * @param json the file
 */
record RuleTestFile(JsonNode json) {

	private static final Pattern JOB = Pattern.compile("\\bjob=\"([^\"]*)\"");

	static RuleTestFile of(String yaml) {
		return new RuleTestFile(Rule.read(yaml));
	}

	long mustFire() {
		return tests("fires").count();
	}

	long mustNotFire() {
		return tests("silent").mapToLong(RuleTestFile::jobs).sum();
	}

	private Stream<JsonNode> tests(String kind) {
		return this.json.path("tests")
			.valueStream()
			.filter((test) -> test.path("name").asString("").matches("(?s)" + kind + "\\b.*"));
	}

	private static long jobs(JsonNode test) {
		long jobs = test.path("input_series")
			.valueStream()
			.flatMap((series) -> JOB.matcher(series.path("series").asString()).results())
			.map((job) -> job.group(1))
			.distinct()
			.count();
		return Math.max(1, jobs);
	}

}
