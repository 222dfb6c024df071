package io.tidemark.jvm;

import java.util.List;

/**
 * How long tasks waited for memory, which the kernel calls pressure stall information.
 * Shares are of the last 10 seconds, 0 to 1; what is not told is NaN or -1.
 *
 * @param some share in which at least one task waited
 * @param full share in which all tasks waited at once, so that nothing was done
 * @param someMicros microseconds in which at least one task waited, since the start of
 * the group
 * @param fullMicros the same for all tasks at once
 * @param own whether these are the tasks of the container, and not of the whole machine
 * @see <a href="https://docs.kernel.org/accounting/psi.html">PSI</a>
 * @since 0.1.0
 */
public record MemoryStalls(double some, double full, long someMicros, long fullMicros, boolean own) {

	/** Where the kernel tells nothing. */
	public static final MemoryStalls UNKNOWN = new MemoryStalls(Double.NaN, Double.NaN, -1, -1, false);

	static MemoryStalls parse(List<String> lines, boolean own) {
		return new MemoryStalls(share(lines, "some"), share(lines, "full"), micros(lines, "some"),
				micros(lines, "full"), own);
	}

	/** Whether anything is known. */
	public boolean isKnown() {
		return this.someMicros >= 0;
	}

	private static double share(List<String> lines, String line) {
		try {
			double percent = Double.parseDouble(field(lines, line, "avg10="));
			return (percent >= 0 && percent <= 100) ? percent / 100 : Double.NaN;
		}
		catch (NumberFormatException ex) {
			return Double.NaN;
		}
	}

	private static long micros(List<String> lines, String line) {
		return Numbers.count(field(lines, line, "total="));
	}

	/** {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=0}. */
	private static String field(List<String> lines, String name, String field) {
		for (String line : lines) {
			int start = line.startsWith(name + " ") ? line.indexOf(" " + field) : -1;
			if (start >= 0) {
				int end = line.indexOf(' ', start + 1);
				return line.substring(start + 1 + field.length(), (end > 0) ? end : line.length());
			}
		}
		return "";
	}

}
