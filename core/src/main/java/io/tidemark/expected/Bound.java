package io.tidemark.expected;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How many threads an entry clears: a number, a multiple of the processors, or the sum of
 * both, such as {@code 4}, {@code 2*cpus} and {@code 10*cpus+8}.
 *
 * @param fixed threads whatever the machine, 0 to {@value #MOST}
 * @param perCpu threads for each processor, 0 to {@value #MOST_PER_CPU}
 */
record Bound(int fixed, int perCpu) {

	/** A bound beyond is none. */
	static final int MOST = 1_000;

	static final int MOST_PER_CPU = 100;

	private static final Pattern FORM = Pattern.compile("(?:(?:(\\d{1,4})\\*)?(cpus))?(?:(?:^|\\+)(\\d{1,4}))?");

	/** The bound, or {@code null} if the text is none or is out of range. */
	static @Nullable Bound parse(String text) {
		Matcher form = FORM.matcher(text.replace(" ", ""));
		if (!form.matches()) {
			return null;
		}
		int perCpu = (form.group(2) != null) ? number(form.group(1), 1) : 0;
		int fixed = number(form.group(3), 0);
		boolean inRange = fixed + perCpu > 0 && fixed <= MOST && perCpu <= MOST_PER_CPU;
		return inRange ? new Bound(fixed, perCpu) : null;
	}

	private static int number(@Nullable String digits, int otherwise) {
		return (digits != null) ? Integer.parseInt(digits) : otherwise;
	}

	int threads(int cpus) {
		return this.fixed + this.perCpu * cpus;
	}

	@Override
	public String toString() {
		if (this.perCpu == 0) {
			return Integer.toString(this.fixed);
		}
		String cpus = (this.perCpu > 1) ? this.perCpu + "*cpus" : "cpus";
		return (this.fixed > 0) ? cpus + "+" + this.fixed : cpus;
	}

}
