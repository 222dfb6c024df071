package io.tidemark.sample.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One panel: what it shows, and how wide it is. Where it lies is for its row to say.
 *
 * @param look how it draws
 * @param title short
 * @param unit of its values
 * @param description what is shown, what is normal and what to do
 * @param width of the 24 columns
 * @param height in lines
 * @param queries at least one
 * @param links to runbooks
 * @param levels from which value on it is orange and red; empty for never
 * @param columns of a table: what the values of a query are called, and their unit
 */
record Panel(Look look, String title, Unit unit, String description, int width, int height, List<Query> queries,
		List<String> links, List<Double> levels, List<Column> columns) {

	static final String DOCS = "https://github.com/tidemark-io/tidemark/blob/main/docs/";

	static final Map<String, Object> DATA_SOURCE = Json.object("type", "prometheus", "uid", "${datasource}");

	static Panel of(Look look, String title, Unit unit, String description) {
		return new Panel(look, title, unit, description.strip().replaceAll("\\s+", " "), 8, look.height(), List.of(),
				List.of(), List.of(), List.of());
	}

	Panel query(String expression, String legend) {
		return new Panel(this.look, this.title, this.unit, this.description, this.width, this.height,
				plus(this.queries, new Query(expression, legend)), this.links, this.levels, this.columns);
	}

	Panel wide(int width) {
		return new Panel(this.look, this.title, this.unit, this.description, width, this.height, this.queries,
				this.links, this.levels, this.columns);
	}

	/** With a link to the runbook of an alert. */
	Panel runbook(String alert) {
		return new Panel(this.look, this.title, this.unit, this.description, this.width, this.height, this.queries,
				plus(this.links, alert), this.levels, this.columns);
	}

	/** Orange from the first value on, red from the second. */
	Panel levels(double orange, double red) {
		return new Panel(this.look, this.title, this.unit, this.description, this.width, this.height, this.queries,
				this.links, List.of(orange, red), this.columns);
	}

	/** What the values of the last query are called in a table, and their unit. */
	Panel column(String name, Unit unit) {
		return new Panel(this.look, this.title, this.unit, this.description, this.width, this.height, this.queries,
				this.links, this.levels, plus(this.columns, new Column(this.queries.size() - 1, name, unit)));
	}

	private static <T> List<T> plus(List<T> list, T more) {
		List<T> longer = new ArrayList<>(list);
		longer.add(more);
		return List.copyOf(longer);
	}

	private static String refId(int query) {
		return String.valueOf((char) ('A' + query));
	}

	Map<String, Object> json(int id, int x, int y, int points) {
		Map<String, Object> json = Json.object("id", id, "type", this.look.type(), "title", this.title, "description",
				described(), "datasource", DATA_SOURCE, "gridPos",
				Json.object("h", this.height, "w", this.width, "x", x, "y", y));
		if (points > 0 && !this.look.instant()) {
			json.put("maxDataPoints", points);
		}
		if (!this.links.isEmpty()) {
			json.put("links", this.links.stream().map(Panel::runbookLink).toList());
		}
		json.put("fieldConfig", Json.object("defaults", defaults(), "overrides", overrides()));
		json.put("options", this.look.options(this.unit));
		if (this.look == Look.TABLE) {
			json.put("transformations",
					this.queries.size() > 1 ? List.of(Look.MERGE, Look.NO_TIME) : List.of(Look.NO_TIME));
		}
		json.put("targets", IntStream.range(0, this.queries.size()).mapToObj(this::target).toList());
		return json;
	}

	/** With the reasons for which it may be empty. */
	private String described() {
		return Stream
			.concat(Stream.of(this.description),
					this.queries.stream()
						.flatMap((query) -> Sometimes.of(query.expression()).stream())
						.distinct()
						.map(Sometimes::sentence))
			.collect(Collectors.joining(" "));
	}

	private Map<String, Object> target(int index) {
		Query query = this.queries.get(index);
		Map<String, Object> target = Json.object("refId", refId(index), "datasource", DATA_SOURCE, "expr",
				query.expression(), "legendFormat", query.legend(), "range", !this.look.instant(), "instant",
				this.look.instant());
		target.put("format", this.look.format());
		target.put("editorMode", "code");
		return target;
	}

	private Map<String, Object> defaults() {
		Map<String, Object> defaults = Json.object("unit", this.unit.id());
		Map<String, Object> fieldOptions = this.look.fieldOptions(!this.levels.isEmpty());
		if (fieldOptions != null) {
			defaults.put("custom", fieldOptions);
		}
		defaults.put("color", Json.object("mode", this.levels.isEmpty() ? "palette-classic" : this.look.color()));
		defaults.put("thresholds", Json.object("mode", "absolute", "steps", steps()));
		defaults.put("mappings", this.look.mappings());
		if (this.unit == Unit.SHARE && !this.levels.isEmpty()) {
			defaults.put("min", 0);
		}
		defaults.put("links", List.of(endpointLink()));
		return defaults;
	}

	private List<Map<String, Object>> steps() {
		List<Map<String, Object>> steps = new ArrayList<>();
		steps.add(Json.object("color", "green", "value", null));
		if (!this.levels.isEmpty()) {
			steps.add(Json.object("color", "orange", "value", this.levels.get(0)));
			steps.add(Json.object("color", "red", "value", this.levels.get(1)));
		}
		return steps;
	}

	private List<Map<String, Object>> overrides() {
		if (this.look == Look.BAND) {
			return List.of(Look.DASHED);
		}
		return this.columns.stream().map((column) -> column.json(this.queries.size() == 1)).toList();
	}

	private Map<String, Object> endpointLink() {
		String instance = (this.look == Look.TABLE) ? "${__data.fields.instance}" : "${__field.labels.instance}";
		return Json.object("title", "Verdicts of " + instance, "url", "http://" + instance + "/actuator/leaks",
				"targetBlank", true);
	}

	private static Map<String, Object> runbookLink(String alert) {
		return Dashboard.link("Runbook: " + alert, DOCS + "runbooks/" + alert + ".md");
	}

	/**
	 * A column of a table.
	 *
	 * @param query whose values it holds, from 0 on
	 * @param name as people read it
	 * @param unit of its values
	 */
	record Column(int query, String name, Unit unit) {

		/**
		 * As Grafana names the field: with the query's letter unless it is the only one.
		 */
		Map<String, Object> json(boolean only) {
			String field = only ? "Value" : "Value #" + refId(this.query);
			return Json.object("matcher", Json.object("id", "byName", "options", field), "properties",
					List.of(Json.object("id", "displayName", "value", this.name),
							Json.object("id", "unit", "value", this.unit.id())));
		}

	}

}
