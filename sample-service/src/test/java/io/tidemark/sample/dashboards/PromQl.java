package io.tidemark.sample.dashboards;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be told of a query from its text. */
final class PromQl {

	private static final Pattern NOT_A_METRIC = Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]"
			+ "|\\b[a-z]+\\s+(?:by|without)\\s*\\([^)]*\\)|\\b(?:on|ignoring|group_left|group_right)\\s*\\([^)]*\\)"
			+ "|\\b(?:and|or|unless|bool|offset)\\b|[a-zA-Z_]+\\s*\\(");

	private static final Pattern METRIC = Pattern.compile("(?<![\\w:.])[a-zA-Z_:][\\w:]*");

	private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{[^}]*})?");

	private PromQl() {
	}

	static Set<String> metrics(String expression) {
		return METRIC.matcher(NOT_A_METRIC.matcher(expression).replaceAll(" "))
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** Each metric with what selects its series, as often as it is there. */
	static List<String> selectors(String expression) {
		Set<String> metrics = metrics(expression);
		return SELECTOR.matcher(expression)
			.results()
			.filter((match) -> metrics.contains(match.group(1)))
			.map(MatchResult::group)
			.toList();
	}

}
