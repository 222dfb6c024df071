package io.tidemark.report;

import java.time.Duration;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.ClassHistogram;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HistogramDiff;
import io.tidemark.heap.LiveSet;
import io.tidemark.heap.PauseForecast;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of memory, as text with its units.
 */
final class HeapNotes {

	private HeapNotes() {
	}

	/** Bytes with their sign, such as {@code +1.2 MB}. */
	static String gained(long bytes) {
		return Amounts.growth(bytes, "bytes");
	}

	/** A number of objects with its sign, such as {@code +12,000}. */
	static String gainedObjects(long objects) {
		return Amounts.growth(objects, "objects");
	}

	static String objects(long objects) {
		return Amounts.quantity(objects, "objects");
	}

	/** A sentence with its full stop. */
	static String sentence(String text) {
		return text.endsWith(".") ? text : text + ".";
	}

	static String percent(double share) {
		return Math.round(share * 100) + " %";
	}

	/** Growth an hour after the given words; nothing where it is not known. */
	static String anHour(GrowingClass growing, String before) {
		return Double.isFinite(growing.bytesPerHour())
				? before + Amounts.quantity(growing.bytesPerHour(), "bytes") + " an hour" : "";
	}

	/** What lives and the most there can be, such as {@code 123 MB of 512 MB}. */
	static String live(LiveSet live, long limit) {
		if (live.bytes() < 0) {
			return "not known yet";
		}
		return Amounts.bytes(live.bytes()) + ((limit > 0) ? " of " + Amounts.bytes(limit) : "");
	}

	/** Such as {@code 110 MB to 140 MB}; its state where nothing is expected yet. */
	static String expected(@Nullable ExpectedHeap expected) {
		if (expected == null) {
			return "";
		}
		return (Double.isFinite(expected.low()) && Double.isFinite(expected.high()))
				? Amounts.bytes(Math.round(expected.low())) + " to " + Amounts.bytes(Math.round(expected.high()))
				: expected.state();
	}

	/** What changed between two histograms as a whole. */
	static String between(HistogramDiff diff) {
		return gained(diff.to().bytes() - diff.from().bytes()) + " " + time(diff);
	}

	/** Time between two histograms, such as {@code in 20 min}. */
	static String time(HistogramDiff diff) {
		Duration between = Duration.between(diff.from().time(), diff.to().time());
		return (between.toSeconds() < 1) ? "within a second" : "in " + Amounts.span(between);
	}

	/** What a histogram cost and whether garbage is in it. */
	static String cost(ClassHistogram histogram) {
		return "stopped the service for " + Amounts.cost(histogram.pause())
				+ (histogram.collected() ? ", after a full collection" : "");
	}

	/** What something would cost, such as {@code stops the service for about 45 ms}. */
	static String price(PauseForecast forecast) {
		return forecast.pause().isZero() ? "stops nothing"
				: "stops the service for about " + Amounts.cost(forecast.pause());
	}

	/** How a line is known, and how old what it allocated is. */
	static String known(AllocationLine line) {
		StringBuilder text = new StringBuilder(percent(line.share()));
		text.append(" of ").append(switch (line.source()) {
			case OLD_OBJECTS -> "what stays";
			case ALLOCATION_SAMPLES -> "allocations";
			case ALLOCATION_BYTES -> "lines that allocate as many bytes as stay";
		});
		text.append(", ").append(Amounts.count(line.samples(), "sample"));
		if (line.oldest() != null) {
			text.append(", up to ").append(Amounts.span(line.oldest())).append(" old");
		}
		if (line.median() != null && line.samples() > 1) {
			text.append(", half of them ").append(Amounts.span(line.median())).append(" or more");
		}
		return text.toString();
	}

	/** Such as {@code 12 MB/s}; empty where it is not known. */
	static String rate(double bytesPerSecond) {
		return (bytesPerSecond >= 0) ? Amounts.bytes(Math.round(bytesPerSecond)) + "/s" : "";
	}

}
