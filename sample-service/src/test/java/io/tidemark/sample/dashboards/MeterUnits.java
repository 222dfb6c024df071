package io.tidemark.sample.dashboards;

import java.util.List;
import java.util.Set;

/**
 * The unit in which a query tells, from how its metrics end and what is done with them.
 */
final class MeterUnits {

	private static final String COUNT = Unit.COUNT.id();

	private static final String BYTES = Unit.BYTES.id();

	private static final String BYTES_PER_SECOND = Unit.BYTES_PER_SECOND.id();

	private static final String SECONDS = Unit.SECONDS.id();

	private static final String SHARE = Unit.SHARE.id();

	private static final String PER_SECOND = Unit.PER_SECOND.id();

	/** Join the others, so they are not what is told unless they are alone. */
	private static final Set<String> JOINED = Set.of("tidemark_application_info", "process_uptime_seconds");

	private MeterUnits() {
	}

	/**
	 * Units in which a query may be told.
	 * @param expression with one division at most, but for slopes
	 */
	static Set<String> of(String expression) {
		int division = expression.indexOf(" / ");
		if (division < 0 || expression.contains("stdvar by")) {
			return one(expression);
		}
		return quotient(one(expression.substring(0, division)), one(expression.substring(division)));
	}

	private static Set<String> quotient(Set<String> above, Set<String> below) {
		if (above.equals(below)) {
			return Set.of(SHARE, Unit.NONE.id());
		}
		if (!below.contains(PER_SECOND)) {
			return Set.of();
		}
		return above.contains(SHARE) ? Set.of(SECONDS) : above.contains(BYTES_PER_SECOND) ? Set.of(BYTES) : Set.of();
	}

	private static Set<String> one(String expression) {
		if (expression.contains(" bool ") || expression.contains("count by")) {
			return Set.of(COUNT);
		}
		Set<String> told = told(
				PromQl.selectors(expression).stream().map((selector) -> selector.split("\\{")[0]).toList());
		if (expression.contains("rate(") && !expression.contains("histogram_quantile")) {
			return rate(told, expression.contains("60 * "));
		}
		return (expression.contains("increase(") && told.contains(SECONDS)) ? Set.of(COUNT) : told;
	}

	private static Set<String> rate(Set<String> of, boolean perMinute) {
		if (of.contains(COUNT)) {
			return Set.of(perMinute ? Unit.PER_MINUTE.id() : PER_SECOND);
		}
		return of.contains(SECONDS) ? Set.of(SHARE) : Set.of(BYTES_PER_SECOND);
	}

	private static Set<String> told(List<String> metrics) {
		return metrics.stream()
			.filter((metric) -> !JOINED.contains(metric))
			.findFirst()
			.or(() -> metrics.stream().findFirst())
			.map(MeterUnits::unit)
			.orElse(Set.of());
	}

	private static Set<String> unit(String metric) {
		String name = metric.replaceFirst("_(total|sum|max|bucket)$", "");
		if (metric.contains(":ratio_to_")) {
			return Set.of(SHARE, Unit.NONE.id());
		}
		if (name.contains(":")) {
			return name.endsWith(":seconds_to_limit") ? Set.of(SECONDS) : unit(name.split(":")[1]);
		}
		if (name.endsWith("_info") || name.equals("tidemark_observer_part")) {
			return Set.of(Unit.NONE.id(), COUNT);
		}
		return Set.of(bySuffix(name));
	}

	private static String bySuffix(String name) {
		return name.equals("tidemark_load_requests") ? PER_SECOND
				: name.endsWith("_bytes_per_second") ? BYTES_PER_SECOND : name.endsWith("_seconds") ? SECONDS
						: name.endsWith("_bytes") ? BYTES : name.endsWith("_ratio") ? SHARE : COUNT;
	}

}
