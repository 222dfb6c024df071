package io.tidemark.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.tidemark.snapshot.VirtualThreads;

/**
 * How numbers are said to people: short, with a unit, the same on every machine.
 */
final class Amounts {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static final MathContext SHORT = new MathContext(3);

	private static final String[] BYTE_UNITS = { "kB", "MB", "GB", "TB", "PB", "EB" };

	private Amounts() {
	}

	/** Such as {@code 1 thread} or {@code 20 threads}. */
	static String count(long number, String noun) {
		return number + " " + ((number != 1) ? noun + "s" : noun);
	}

	/**
	 * Such as {@code 5000 virtual threads}, with the reason where they were not seen with
	 * their stacks; empty if there are none.
	 */
	static String virtualThreads(VirtualThreads threads) {
		String because = (threads.because() != null) ? " (" + threads.because() + ")" : "";
		if (threads.count() == null) {
			return "virtual threads not seen" + because;
		}
		if (threads.count() == 0) {
			return "";
		}
		return count(threads.count(), "virtual thread")
				+ ((threads.answer() == VirtualThreads.Answer.COUNTED) ? ", counted only" + because : "");
	}

	/** Such as {@code +20}, {@code 0} or {@code -3}. */
	static String signed(int change) {
		return (change > 0) ? "+" + change : Integer.toString(change);
	}

	/** The two largest units, such as {@code 3 h 5 min}; whole seconds. */
	static String span(Duration duration) {
		long seconds = Math.max(0, duration.toSeconds());
		if (seconds < 60) {
			return seconds + " s";
		}
		if (seconds < 3_600) {
			return pair(seconds / 60, "min", seconds % 60, "s");
		}
		if (seconds < 86_400) {
			return pair(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
		}
		return pair(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
	}

	private static String pair(long large, String largeUnit, long small, String smallUnit) {
		return large + " " + largeUnit + ((small > 0) ? " " + small + " " + smallUnit : "");
	}

	/** A cost, such as {@code 0.4 ms} or {@code 1.3 s}. */
	static String cost(Duration duration) {
		double millis = duration.toNanos() / 1_000_000d;
		if (millis >= 60_000) {
			return span(duration);
		}
		if (millis >= 1_000) {
			return decimal(millis / 1_000) + " s";
		}
		return decimal(millis) + " ms";
	}

	/** Such as {@code 512 B} or {@code 1.2 MB}, in powers of 1,000. */
	static String bytes(long bytes) {
		if (bytes < 1_000) {
			return bytes + " B";
		}
		double value = bytes / 1_000d;
		int unit = 0;
		while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
			value /= 1_000;
			unit++;
		}
		return decimal(value) + " " + BYTE_UNITS[unit];
	}

	/**
	 * Such as {@code 0.42}, {@code 1,024} or, if the unit is bytes, {@code 1.2 MB}.
	 * @param value a finite number
	 */
	static String quantity(double value, String unit) {
		if (value < 0) {
			return "-" + quantity(-value, unit);
		}
		if (unit.equals("bytes")) {
			return bytes(Math.round(value));
		}
		return (value >= 100) ? String.format(Locale.ROOT, "%,.0f", value)
				: new BigDecimal(value, SHORT).stripTrailingZeros().toPlainString();
	}

	/** The same with its unit, such as {@code 184 threads}. */
	static String measure(double value, String unit) {
		String quantity = quantity(value, unit);
		if (unit.equals("bytes")) {
			return quantity;
		}
		return quantity + " "
				+ (quantity.equals("1") && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit);
	}

	/** A growth, such as {@code +60}, {@code 0} or {@code -1.2 MB}. */
	static String growth(double value, String unit) {
		String quantity = quantity(value, unit);
		return (value > 0) ? "+" + quantity : quantity;
	}

	/** Such as {@code 2026-11-20 22:56:03 UTC}. */
	static String time(Instant time) {
		return TIME.format(time);
	}

	/** The same, without the day where it is the day of the reference. */
	static String time(Instant time, Instant reference) {
		String text = time(time);
		int day = text.indexOf(' ');
		return time(reference).startsWith(text.substring(0, day)) ? text.substring(day + 1) : text;
	}

	private static String decimal(double value) {
		String text = String.format(Locale.ROOT, (value >= 10) ? "%.0f" : "%.1f", value);
		return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
	}

}
