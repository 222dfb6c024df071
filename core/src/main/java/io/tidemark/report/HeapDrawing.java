package io.tidemark.report;

import java.time.Instant;
import java.util.List;

import io.tidemark.heap.HeapHistory;

/**
 * A drawing of the last hour: the sawtooth of the heap in use, what lives below it, the
 * band in which that is expected, and the limit if it is near. Foot and stretching are
 * those of {@link SeriesDrawing}.
 */
final class HeapDrawing {

	private final HeapHistory hour;

	private final long limit;

	private final Plot plot;

	private HeapDrawing(HeapHistory hour, long limit) {
		this.hour = hour;
		this.limit = limit;
		double highest = Math.max(highest(hour.peaks()), Math.max(highest(hour.live()), highest(hour.high())));
		double head = (highest > 0) ? (limit > highest && limit <= 2 * highest) ? limit : highest : 1;
		this.plot = new Plot(0, head);
	}

	/**
	 * The drawing.
	 * @param limit bytes that the heap can have, -1 if not known
	 */
	static Markup of(HeapHistory hour, long limit) {
		long steps = hour.used().stream().filter(Float::isFinite).count();
		if (steps < 2) {
			return Markup.of("<figure class=\"series\"><figcaption><b>Last hour</b>{}</figcaption></figure>",
					(steps == 0) ? "no reading yet" : "one point yet, two make a line");
		}
		return new HeapDrawing(hour, limit).figure();
	}

	private Markup figure() {
		Instant end = this.hour.from().plus(this.hour.step().multipliedBy(this.hour.used().size() - 1L));
		Markup html = Markup.of("<figure class=\"series\"><figcaption><b>Last hour</b>{}</figcaption>", legend());
		html.add("<div class=\"plot tall\"><span>{}</span><span>0 B</span>{}</div>",
				Amounts.bytes(Math.round(this.plot.head())), svg());
		return html.add(
				"<p class=\"times\"><time datetime=\"{}\">{}</time><time datetime=\"{}\">{}</time></p></figure>",
				this.hour.from(), Amounts.time(this.hour.from()), end, Amounts.time(end));
	}

	/** What the lines are; each only where it is drawn. */
	private Markup legend() {
		Markup html = Markup.of("<span class=\"key readings\">heap in use</span>");
		if (highest(this.hour.live()) >= 0) {
			html.add("<span class=\"key floor\">what lives</span>");
		}
		if (highest(this.hour.high()) >= 0) {
			html.add("<span class=\"key expected\">expected for the load</span>");
		}
		if (showsLimit()) {
			html.add("<span class=\"key limit\">limit</span>");
		}
		else if (this.limit > 0) {
			html.add("<span>limit {}, above the drawing</span>", Amounts.bytes(this.limit));
		}
		return html;
	}

	private Markup svg() {
		Markup html = Markup.of(
				"<svg viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\" role=\"img\"><title>{}</title>", Plot.WIDTH,
				Plot.HEIGHT, title());
		html.add("<path class=\"expected\" d=\"{}\"/>", Markup.of(this.plot.area(this.hour.low(), this.hour.high())));
		html.add("<path class=\"band\" d=\"{}\"/>", Markup.of(this.plot.area(this.hour.used(), this.hour.peaks())));
		html.add("<path class=\"readings\" d=\"{}\"/>", Markup.of(this.plot.line(this.hour.used())));
		html.add("<path class=\"floor\" d=\"{}\"/>", Markup.of(this.plot.line(this.hour.live())));
		if (showsLimit()) {
			html.add("<path class=\"limit\" d=\"M0 {}H{}\"/>", this.plot.y(this.limit), Plot.WIDTH);
		}
		return html.add("</svg>");
	}

	private String title() {
		return "Heap in use from " + Amounts.bytes(Math.round(FloorLine.lowest(this.hour.used()))) + " to "
				+ Amounts.bytes(Math.round(highest(this.hour.peaks())));
	}

	private boolean showsLimit() {
		return this.limit > 0 && this.limit <= this.plot.head();
	}

	/** The highest of these, -1 if none is known. */
	private static double highest(List<Float> values) {
		return values.stream().filter(Float::isFinite).mapToDouble(Float::doubleValue).max().orElse(-1);
	}

}
