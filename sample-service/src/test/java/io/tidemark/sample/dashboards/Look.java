package io.tidemark.sample.dashboards;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** How a panel draws, with the options that Grafana wants of each. */
enum Look {

	LINES("timeseries", 8), STACKED("timeseries", 8), BAND("timeseries", 9), STAT("stat", 4), BARS("bargauge", 8),
	TABLE("table", 9), ROWS("heatmap", 9), BUCKETS("heatmap", 9), STATES("state-timeline", 9);

	/** Joins the tables of several queries by the labels that they share. */
	static final Map<String, Object> MERGE = Json.object("id", "merge", "options", Json.object());

	static final Map<String, Object> NO_TIME = Json.object("id", "organize", "options",
			Json.object("excludeByName", Json.object("Time", true)));

	/** Lines of a band are dashed; they are those whose legend begins so. */
	static final Map<String, Object> DASHED = Json
		.object("matcher", Json.object("id", "byRegexp", "options", "/^(expected|low|high) /"), "properties", List
			.of(Json.object("id", "custom.lineStyle", "value", Json.object("fill", "dash", "dash", List.of(6, 6)))));

	private final String type;

	private final int height;

	Look(String type, int height) {
		this.type = type;
		this.height = height;
	}

	String type() {
		return this.type;
	}

	int height() {
		return this.height;
	}

	/** Whether only now counts. */
	boolean instant() {
		return this == STAT || this == BARS || this == TABLE;
	}

	String format() {
		return switch (this) {
			case TABLE -> "table";
			case BUCKETS -> "heatmap";
			default -> "time_series";
		};
	}

	/** How levels colour: lines keep their own colours. */
	String color() {
		return (this == STAT || this == BARS || this == TABLE) ? "thresholds" : "palette-classic";
	}

	List<Object> mappings() {
		return (this != STATES) ? List.of()
				: List.of(Json.object("type", "value", "options",
						Json.object("0", Json.object("text", "off", "color", "orange", "index", 0), "1",
								Json.object("text", "works", "color", "green", "index", 1))));
	}

	/**
	 * Options of a field, or {@code null} where the panel has none.
	 * @param levels whether some values are too high
	 */
	@Nullable Map<String, Object> fieldOptions(boolean levels) {
		return switch (this) {
			case LINES, BAND -> lines("none", 0, levels);
			case STACKED -> lines("normal", 20, levels);
			case TABLE -> Json.object("align", "auto", "cellOptions",
					Json.object("type", levels ? "color-text" : "auto"), "inspect", false, "filterable", true);
			case ROWS, BUCKETS -> Json.object("scaleDistribution", Json.object("type", "linear"));
			case STATES -> Json.object("fillOpacity", 70, "lineWidth", 0);
			case STAT, BARS -> null;
		};
	}

	private static Map<String, Object> lines(String stacking, int fill, boolean levels) {
		return Json.object("drawStyle", "line", "lineInterpolation", "linear", "lineWidth", 1, "fillOpacity", fill,
				"showPoints", "never", "spanNulls", false, "axisSoftMin", 0, "stacking",
				Json.object("group", "A", "mode", stacking), "thresholdsStyle",
				Json.object("mode", levels ? "dashed" : "off"));
	}

	Map<String, Object> options(Unit unit) {
		return switch (this) {
			case LINES, BAND, STACKED -> Json.object("legend", legend(), "tooltip", tooltip());
			case STAT -> Json.object("colorMode", "value", "graphMode", "none", "justifyMode", "auto",
					"percentChangeColorMode", "standard", "showPercentChange", false, "textMode", "value_and_name",
					"wideLayout", true, "orientation", "auto", "reduceOptions", reduce());
			case BARS -> Json.object("displayMode", "basic", "maxVizHeight", 300, "minVizHeight", 16, "minVizWidth", 8,
					"namePlacement", "left", "showUnfilled", true, "sizing", "auto", "valueMode", "color",
					"orientation", "horizontal", "reduceOptions", reduce(), "legend",
					Json.object("calcs", List.of(), "displayMode", "list", "placement", "bottom", "showLegend", false));
			case TABLE -> Json.object("frameIndex", 0, "showHeader", true, "cellHeight", "sm");
			case ROWS, BUCKETS -> heatMap(unit);
			case STATES ->
				Json.object("legend",
						Json.object("calcs", List.of(), "displayMode", "list", "placement", "bottom", "showLegend",
								false),
						"tooltip", Json.object("mode", "single", "sort", "none"), "rowHeight", 0.9, "showValue",
						"never", "mergeValues", true, "alignValue", "left");
		};
	}

	private static Map<String, Object> legend() {
		return Json.object("displayMode", "table", "placement", "bottom", "showLegend", true, "calcs",
				List.of("lastNotNull", "max"));
	}

	private static Map<String, Object> tooltip() {
		return Json.object("mode", "multi", "sort", "desc");
	}

	private static Map<String, Object> reduce() {
		return Json.object("calcs", List.of("lastNotNull"), "fields", "", "values", false);
	}

	private Map<String, Object> heatMap(Unit unit) {
		return Json.object("calculate", false, "cellGap", 1, "cellValues", Json.object("unit", unit.id()), "color",
				Json.object("mode", "scheme", "scheme", "Oranges", "steps", 64, "exponent", 0.5, "fill", "dark-orange",
						"scale", "exponential", "reverse", false),
				"exemplars", Json.object("color", "rgba(255,0,255,0.7)"), "legend", Json.object("show", true),
				"rowsFrame", Json.object("layout", "auto"), "showValue", "never", "tooltip",
				Json.object("mode", "single", "showColorScale", true, "yHistogram", false), "yAxis",
				Json.object("axisPlacement", "left", "unit", (this == BUCKETS) ? Unit.SECONDS.id() : Unit.NONE.id()));
	}

}
