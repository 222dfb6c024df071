package io.tidemark.report;

import java.util.List;
import java.util.StringJoiner;

import io.tidemark.watch.SizeHistory;

/**
 * A small line of how a size moved, from 0 at its foot to the largest size at its head,
 * so that a slope is never steeper than the growth. Its title says it in words. The same
 * sizes give the same line.
 */
final class Sparkline {

	/** Points at most; of more sizes, some at equal distances are drawn. */
	static final int POINTS = 72;

	private static final int WIDTH = 72;

	private static final int HEIGHT = 16;

	/** Room for the width of the line and the dot at its end. */
	private static final int MARGIN = 2;

	private Sparkline() {
	}

	/** Such as a line with the title {@code 12 → 62 in 3 h}. */
	static Markup of(SizeHistory history) {
		List<Integer> sizes = history.sizes();
		if (sizes.isEmpty()) {
			return new Markup();
		}
		return svg(sizes, sizes.get(0) + " → " + sizes.get(sizes.size() - 1) + " in " + Amounts.span(history.span()));
	}

	/**
	 * The line, or nothing if there are too few sizes for one.
	 * @param sizes at equal distances, oldest first, at least 0
	 * @param title what the line shows, in words
	 */
	static Markup svg(List<Integer> sizes, String title) {
		if (sizes.size() < 2) {
			return new Markup();
		}
		int largest = Math.max(1, sizes.stream().mapToInt(Integer::intValue).max().orElse(1));
		int points = Math.min(POINTS, sizes.size());
		StringJoiner line = new StringJoiner(" ");
		String end = "";
		for (int i = 0; i < points; i++) {
			int size = sizes.get((int) Math.round((double) i * (sizes.size() - 1) / (points - 1)));
			String y = decimal(HEIGHT - MARGIN - (double) size * (HEIGHT - 2 * MARGIN) / largest);
			line.add(decimal(MARGIN + (double) i * (WIDTH - 2 * MARGIN) / (points - 1)) + "," + y);
			end = y;
		}
		return Markup.of("""
				<svg class="trend" viewBox="0 0 {} {}" width="{}" height="{}" role="img"><title>{}</title>\
				<polyline points="{}"/><circle cx="{}" cy="{}" r="1.5"/></svg>""", WIDTH, HEIGHT, WIDTH, HEIGHT, title,
				line, WIDTH - MARGIN, end);
	}

	/** With at most one decimal, the same on every machine. */
	private static String decimal(double value) {
		long tenths = Math.round(value * 10);
		return (tenths % 10 == 0) ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
	}

}
