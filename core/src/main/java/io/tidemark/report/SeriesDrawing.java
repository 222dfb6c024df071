package io.tidemark.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.tidemark.trend.Trend;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceHistory;

/**
 * A drawing of the readings of a resource with their floor, the line of their growth, the
 * limit if it is near, and the load. Its foot is 0, or a number that is written there;
 * its height is never less than a fifth of what is drawn, so that noise looks like noise.
 * The browser stretches it, so its numbers stand beside it as text. The same readings
 * give the same drawing.
 */
final class SeriesDrawing {

	/** Points of a drawing beside others. */
	static final int FEW = 120;

	/** Points of a drawing that is looked at alone. */
	static final int MANY = 360;

	private final ResourceHistory history;

	private final LeakVerdict verdict;

	private final FloorLine floors;

	private final List<Float> values;

	private final List<Float> peaks;

	private final Plot plot;

	private SeriesDrawing(ResourceHistory history, LeakVerdict verdict, int points) {
		this.history = history;
		this.verdict = verdict;
		this.floors = FloorLine.of(history);
		int steps = (history.values().size() + points - 1) / points;
		this.values = windows(history.values(), steps).map(FloorLine::lowest).toList();
		this.peaks = windows(history.peaks(), steps).map(SeriesDrawing::highest).toList();
		double highest = Math.max(highest(this.peaks), highest(this.values));
		double head = withLimit(highest);
		this.plot = new Plot(Plot.foot(FloorLine.lowest(this.values), head), head);
	}

	/**
	 * The drawing.
	 * @param name what it shows, such as {@code Last hour}
	 * @param points points of a line at most
	 */
	static Markup of(String name, ResourceHistory history, LeakVerdict verdict, int points) {
		long readings = history.values().stream().filter(Float::isFinite).count();
		if (readings < 2) {
			return Markup.of("<figure class=\"series\"><figcaption>{}: {}</figcaption></figure>", name,
					(readings == 0) ? "no reading yet" : "one point yet, two make a line");
		}
		return new SeriesDrawing(history, verdict, points).figure(name, points);
	}

	private Markup figure(String name, int points) {
		Instant end = this.history.from().plus(this.history.step().multipliedBy(this.history.values().size() - 1L));
		Markup html = Markup.of("<figure class=\"series\"><figcaption><b>{}</b>{}</figcaption>", name, legend());
		html.add("<div class=\"plot\"><span>{}</span><span>{}</span>{}</div>",
				Amounts.measure(this.plot.head(), this.verdict.unit()),
				Amounts.quantity(this.plot.foot(), this.verdict.unit()), svg(points));
		return html.add(
				"<p class=\"times\"><time datetime=\"{}\">{}</time><time datetime=\"{}\">{}</time></p></figure>",
				this.history.from(), Amounts.time(this.history.from()), end, Amounts.time(end));
	}

	/** What the lines are; each only where it is drawn. */
	private Markup legend() {
		Markup html = Markup.of("<span class=\"key readings\">readings</span><span class=\"key floor\">floor</span>");
		if (hasFit()) {
			html.add("<span class=\"key fit\">growth</span>");
		}
		if (showsLimit()) {
			html.add("<span class=\"key limit\">limit</span>");
		}
		if (!this.history.load().isEmpty()) {
			html.add("<span class=\"key load\">{}</span>",
					(this.verdict.load() != null) ? this.verdict.load() : "load");
		}
		return html;
	}

	private Markup svg(int points) {
		Markup html = Markup.of(
				"<svg viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\" role=\"img\"><title>{}</title>", Plot.WIDTH,
				Plot.HEIGHT, title());
		html.add("{}", load(points));
		html.add("<path class=\"band\" d=\"{}\"/>", Markup.of(this.plot.area(this.values, this.peaks)));
		html.add("<path class=\"readings\" d=\"{}\"/>", Markup.of(this.plot.line(this.values)));
		html.add("<path class=\"floor\" d=\"{}\"/>", Markup.of(stairs()));
		if (showsLimit()) {
			String y = this.plot.y(this.verdict.limit());
			html.add("<path class=\"limit\" d=\"M0 {}H{}\"/>", y, Plot.WIDTH);
		}
		return html.add("{}</svg>", fit());
	}

	private String title() {
		return "Readings from " + Amounts.quantity(FloorLine.lowest(this.values), this.verdict.unit()) + " to "
				+ Amounts.measure(Math.max(highest(this.peaks), highest(this.values)), this.verdict.unit());
	}

	private Markup load(int points) {
		List<Float> load = this.history.load();
		int steps = (load.size() + points - 1) / points;
		List<Float> drawn = windows(load, steps).map(SeriesDrawing::mean).toList();
		double highest = highest(drawn);
		return (highest > 0) ? Markup.of("<path class=\"load\" d=\"{}\"/>", Markup.of(new Plot(0, highest).line(drawn)))
				: new Markup();
	}

	/** Each floor over its whole window. */
	private String stairs() {
		StringBuilder path = new StringBuilder();
		int readings = this.history.values().size();
		int floors = this.floors.values().size();
		for (int i = 0; i < floors; i++) {
			float floor = this.floors.values().get(i);
			if (Float.isFinite(floor)) {
				int from = Math.max(0, readings - (floors - i) * this.floors.steps());
				int to = readings - (floors - i - 1) * this.floors.steps();
				path.append('M').append(Plot.x(from, readings)).append(' ').append(this.plot.y(floor));
				path.append('H').append(Plot.x(Math.min(to, readings - 1), readings));
			}
		}
		return path.toString();
	}

	private boolean hasFit() {
		Trend trend = this.verdict.judgement().trend();
		return Double.isFinite(trend.slopePerHour()) && trend.floors() > 1;
	}

	/** The growth over the window that decided, as far as it is in the drawing. */
	private Markup fit() {
		if (!hasFit()) {
			return new Markup();
		}
		Trend trend = this.verdict.judgement().trend();
		double slope = trend.slopePerHour();
		double end = this.floors.end(slope, this.history.step(), trend.span());
		int readings = this.history.values().size();
		double hours = this.history.step().toMillis() * (readings - 1d) / 3_600_000;
		double back = Math.min(hours, trend.span().toMillis() / 3_600_000d);
		String from = Plot.whole((hours > 0) ? Plot.WIDTH * (1 - back / hours) : Plot.WIDTH);
		return Markup.of("<path class=\"fit\" d=\"M{} {}L{} {}\"/>", from, this.plot.y(end - slope * back), Plot.WIDTH,
				this.plot.y(end));
	}

	private boolean showsLimit() {
		return this.verdict.limit() <= this.plot.head();
	}

	/** As high as the limit, unless that would make the readings small. */
	private double withLimit(double highest) {
		double limit = this.verdict.limit();
		return (highest > 0) ? (limit > highest && limit <= 2 * highest) ? limit : highest : 1;
	}

	private static Stream<List<Float>> windows(List<Float> values, int steps) {
		return (steps == 0) ? Stream.empty() : FloorLine.windows(values, steps);
	}

	private static float highest(List<Float> window) {
		return window.stream().filter(Float::isFinite).max(Float::compare).orElse(Float.NaN);
	}

	private static float mean(List<Float> window) {
		List<Float> known = new ArrayList<>(window);
		known.removeIf((value) -> !Float.isFinite(value));
		return (float) known.stream().mapToDouble(Float::doubleValue).average().orElse(Double.NaN);
	}

}
