package io.tidemark.sample.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One dashboard; its panels lie from left to right, row by row, and cannot overlap.
 *
 * @param uid part of its address
 * @param title as it is listed
 * @param description what it answers
 * @param group whether groups of threads can be chosen
 * @param points of a line at most, so that hundreds of instances stay quick; 0 for as
 * many as there is room for
 * @param rows with a heading each
 */
record Dashboard(String uid, String title, String description, boolean group, int points, List<Row> rows) {

	private static final int COLUMNS = 24;

	/** All dashboards of {@code grafana/dashboards}. */
	static List<Dashboard> all() {
		return List.of(ServiceDashboard.make(), FleetDashboard.make(), ThreadGroupsDashboard.make());
	}

	String file() {
		return this.uid + ".json";
	}

	String text() {
		return Json.text(json());
	}

	private Map<String, Object> json() {
		Map<String, Object> json = Json.object("uid", this.uid, "title", this.title, "description", this.description,
				"tags", List.of("tidemark", "jvm"), "schemaVersion", 42, "version", 1, "editable", true, "graphTooltip",
				1, "timezone", "browser", "refresh", "30s", "time", Json.object("from", "now-3h", "to", "now"),
				"timepicker", Json.object(), "fiscalYearStartMonth", 0, "weekStart", "");
		json.put("annotations", Json.object("list", annotations()));
		json.put("links", links());
		json.put("templating", Json.object("list", variables()));
		json.put("panels", panels());
		return json;
	}

	private List<Map<String, Object>> variables() {
		List<Map<String, Object>> variables = new ArrayList<>();
		variables.add(Json.object("name", "datasource", "label", "Data source", "type", "datasource", "query",
				"prometheus", "regex", "", "multi", false, "includeAll", false, "current",
				Json.object("text", "default", "value", "default"), "options", List.of(), "refresh", 1, "hide", 0,
				"skipUrlSync", false));
		variables.add(variable("job", "Job", "label_values(tidemark_threads_live_threads, job)"));
		variables.add(variable("instance", "Instance",
				"label_values(tidemark_threads_live_threads{job=~\"$job\"}, instance)"));
		if (this.group) {
			variables.add(variable("group", "Thread group",
					"label_values(tidemark_thread_group_size_threads{" + Query.CHOSEN + "}, group)"));
		}
		return variables;
	}

	private static Map<String, Object> variable(String name, String label, String query) {
		return Json.object("name", name, "label", label, "type", "query", "datasource", Panel.DATA_SOURCE, "query",
				Json.object("query", query, "refId", "PrometheusVariableQueryEditor-VariableQuery", "qryType", 1),
				"refresh", 2, "regex", "", "sort", 1, "multi", true, "includeAll", true, "allValue", ".+", "current",
				Json.object("text", List.of("All"), "value", List.of("$__all")), "options", List.of(), "hide", 0,
				"skipUrlSync", false);
	}

	private static List<Map<String, Object>> annotations() {
		return List.of(annotation("Verdicts", "red",
				"sum by (job, instance, kind, grade) (changes(tidemark_leaks_resources{*}[2m]))", "{{kind}}: {{grade}}",
				"More or fewer resources of {{instance}} have this grade.", "kind,grade"),
				annotation("Starts", "blue", "process_uptime_seconds{*} < bool 120", "Started",
						"{{instance}} of {{job}} was started.", "job"));
	}

	private static Map<String, Object> annotation(String name, String color, String expression, String title,
			String text, String tags) {
		return Json.object("name", name, "datasource", Panel.DATA_SOURCE, "enable", true, "hide", false, "iconColor",
				color, "titleFormat", title, "textFormat", text, "tagKeys", tags, "target",
				Json.object("refId", "Anno", "datasource", Panel.DATA_SOURCE, "expr",
						new Query(expression, "").expression(), "interval", "1m", "range", true, "instant", false));
	}

	private static List<Map<String, Object>> links() {
		Map<String, Object> others = Json.object("title", "Tidemark", "type", "dashboards", "icon", "external link",
				"tags", List.of("tidemark"), "asDropdown", true, "includeVars", true, "keepTime", true, "targetBlank",
				false, "tooltip", "");
		return List.of(others, link("Runbooks", "https://github.com/tidemark-io/tidemark/tree/main/docs/runbooks"),
				link("About the dashboards", Panel.DOCS + "dashboards.md"));
	}

	static Map<String, Object> link(String title, String url) {
		return Json.object("title", title, "type", "link", "icon", "doc", "url", url, "targetBlank", true, "tags",
				List.of(), "asDropdown", false, "includeVars", false, "keepTime", false, "tooltip", "");
	}

	private List<Map<String, Object>> panels() {
		List<Map<String, Object>> panels = new ArrayList<>();
		int y = 0;
		for (Row row : this.rows) {
			panels.add(Json.object("id", panels.size() + 1, "type", "row", "title", row.title(), "collapsed", false,
					"gridPos", Json.object("h", 1, "w", COLUMNS, "x", 0, "y", y), "panels", List.of()));
			y = place(row.panels(), y + 1, panels, this.points);
		}
		return panels;
	}

	/** Adds the panels from this line on, and says which line is free after them. */
	private static int place(List<Panel> row, int from, List<Map<String, Object>> panels, int points) {
		int x = 0;
		int y = from;
		int height = 0;
		for (Panel panel : row) {
			if (x + panel.width() > COLUMNS) {
				y += height;
				x = 0;
				height = 0;
			}
			panels.add(panel.json(panels.size() + 1, x, y, points));
			x += panel.width();
			height = Math.max(height, panel.height());
		}
		return y + height;
	}

	/**
	 * Panels under one heading.
	 *
	 * @param title the heading
	 * @param panels from left to right
	 */
	record Row(String title, List<Panel> panels) {

		static Row of(String title, Panel... panels) {
			return new Row(title, List.of(panels));
		}

	}

}
