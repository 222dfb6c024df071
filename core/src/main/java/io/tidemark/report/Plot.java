package io.tidemark.report;

import java.util.List;

/**
 * The plane of a drawing: turns numbers at equal distances into paths. The browser
 * stretches it to its size.
 *
 * @param foot number at the lower edge
 * @param head number at the upper edge, more than {@code foot}
 */
record Plot(double foot, double head) {

	static final int WIDTH = 1_000;

	static final int HEIGHT = 200;

	private static final double LEAST_HEIGHT = 0.2;

	/**
	 * A foot of 0, or higher where the lowest number would leave half the drawing empty;
	 * the height is never less than a fifth of what is drawn, so that noise looks like
	 * noise.
	 */
	static double foot(double lowest, double head) {
		return (lowest > head / 2) ? Math.min(lowest, head * (1 - LEAST_HEIGHT)) : 0;
	}

	/** A line that is interrupted where a value is missing. */
	String line(List<Float> values) {
		StringBuilder path = new StringBuilder();
		boolean down = false;
		for (int i = 0; i < values.size(); i++) {
			if (Float.isFinite(values.get(i))) {
				path.append(down ? 'L' : 'M').append(point(values, i)).append(down ? "" : "h0");
			}
			down = Float.isFinite(values.get(i));
		}
		return path.toString();
	}

	/** What lies between two lines; nothing where all agree. */
	String area(List<Float> lower, List<Float> upper) {
		if (lower.equals(upper)) {
			return "";
		}
		StringBuilder path = new StringBuilder();
		int from = 0;
		for (int i = 0; i <= lower.size(); i++) {
			if (i == lower.size() || !Float.isFinite(lower.get(i)) || !Float.isFinite(upper.get(i))) {
				area(path, lower, upper, from, i);
				from = i + 1;
			}
		}
		return path.toString();
	}

	/** Along the upper line and back along the lower one. */
	private void area(StringBuilder path, List<Float> lower, List<Float> upper, int from, int to) {
		char command = 'M';
		for (int i = from; i < to; i++) {
			path.append(command).append(point(upper, i));
			command = 'L';
		}
		for (int i = to - 1; i >= from; i--) {
			path.append('L').append(point(lower, i));
		}
		path.append((to > from) ? "Z" : "");
	}

	private String point(List<Float> line, int index) {
		return x(index, line.size()) + ' ' + y(line.get(index));
	}

	static String x(int index, int count) {
		return whole((count > 1) ? (double) index * WIDTH / (count - 1) : WIDTH);
	}

	/** Room is left above and below for the width of a line. */
	String y(double value) {
		double share = (value - this.foot) / (this.head - this.foot);
		return whole(HEIGHT - 2 - Math.max(-1, Math.min(2, share)) * (HEIGHT - 4));
	}

	static String whole(double value) {
		return Long.toString(Math.round(value));
	}

}
