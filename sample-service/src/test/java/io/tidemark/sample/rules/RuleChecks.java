package io.tidemark.sample.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each check gives what is wrong, nothing if all is well. */
final class RuleChecks {

	private static final String RUNBOOKS = "https://github.com/tidemark-io/tidemark/blob/main/docs/runbooks/";

	private static final List<String> SECTIONS = List.of("Meaning", "Impact", "Diagnosis", "Mitigation", "Repair");

	private RuleChecks() {
	}

	/** What somebody who is paged by the alert would miss. */
	static List<String> alert(Rule alert) {
		List<String> wrong = new ArrayList<>();
		require(wrong, alert.name().matches("Tidemark[A-Z]\\w+"), "a name of its own that begins with Tidemark");
		require(wrong, Set.of("warning", "critical").contains(alert.severity()), "a severity, warning or critical");
		require(wrong, !alert.json().path("for").asString("").isBlank(), "for");
		require(wrong, alert.annotation("summary").contains("{{"), "a summary that names something");
		require(wrong, alert.annotation("description").contains("$value"), "a description with the value");
		require(wrong, alert.annotation("runbook_url").equals(RUNBOOKS + alert.name() + ".md"), "its runbook_url");
		return wrong.stream().map((missing) -> alert.name() + " has not " + missing).toList();
	}

	/** What a runbook lacks of what all of them have. */
	static List<String> runbook(String name, String text) {
		List<String> wrong = new ArrayList<>();
		require(wrong, text.startsWith("# " + name + "\n"), "its name as title");
		List<String> sections = text.lines()
			.filter((line) -> line.startsWith("## "))
			.map((line) -> line.substring(3))
			.toList();
		require(wrong, sections.equals(SECTIONS), "the sections " + SECTIONS + " but " + sections);
		require(wrong, text.contains("curl "), "a command with curl");
		require(wrong, text.contains("kubectl "), "a command for Kubernetes");
		return wrong.stream().map((missing) -> name + ".md has not " + missing).toList();
	}

	/** Metrics that nobody publishes and no rule records. */
	static Set<String> unknownMetrics(List<Rule> rules, Collection<String> published) {
		Set<String> unknown = rules.stream()
			.flatMap((rule) -> rule.metrics().stream())
			.collect(Collectors.toCollection(TreeSet::new));
		unknown.removeAll(published);
		rules.stream().filter((rule) -> !rule.isAlert()).map(Rule::name).forEach(unknown::remove);
		return unknown;
	}

	/** Alerts whose tests do not show both that they fire and that they are silent. */
	static List<String> tests(Map<String, RuleTestFile> tests, Collection<String> alerts) {
		return alerts.stream().flatMap((alert) -> {
			RuleTestFile test = tests.get(alert);
			if (test == null) {
				return Stream.of(alert + " has no test");
			}
			return (test.mustFire() > 0 && test.mustNotFire() >= 2 * test.mustFire()) ? Stream.empty()
					: Stream.of("%s must fire %d times and must not %d times: fewer than two for one".formatted(alert,
							test.mustFire(), test.mustNotFire()));
		}).toList();
	}

	/**
	 * Inhibitions of alerts that do not exist, and pages that a ticket would hold back.
	 */
	static List<String> inhibitions(List<Inhibition> inhibitions, Map<String, String> severities) {
		List<String> wrong = new ArrayList<>();
		for (Inhibition inhibition : inhibitions) {
			Stream.concat(inhibition.sources().stream(), inhibition.targets().stream())
				.filter((alert) -> !severities.containsKey(alert))
				.forEach((alert) -> wrong.add(alert + " does not exist"));
			boolean ticket = inhibition.sources().stream().anyMatch((alert) -> "warning".equals(severities.get(alert)));
			inhibition.targets()
				.stream()
				.filter((alert) -> ticket && "critical".equals(severities.get(alert)))
				.forEach((alert) -> wrong.add(inhibition.sources() + " hold back the page " + alert));
		}
		return wrong;
	}

	private static void require(List<String> wrong, boolean met, String what) {
		if (!met) {
			wrong.add(what);
		}
	}

}
