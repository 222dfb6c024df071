package io.tidemark.boot.leaks;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.verdict.Signal;
import org.jspecify.annotations.Nullable;

/**
 * The one line that the log has of a change.
 *
 * @param change the change
 * @param address where to look next, or {@code null} where nothing is exposed
 */
record LeakLine(LeakVerdictChanged change, @Nullable String address) {

	private static final String[] BYTES = { "kB", "MB", "GB", "TB" };

	@Override
	public String toString() {
		LeakVerdict verdict = this.change.verdict();
		String what = "%s '%s'%s".formatted(verdict.kind().id(), verdict.name(), verdict.distinction());
		String line = this.change.worse() ? "Leak %s: %s%s".formatted(verdict.grade().id(), what, numbers(verdict))
				: "Leak %s: %s was %s and is %s now: %s".formatted(
						verdict.grade().accuses() ? "less sure" : "withdrawn", what, this.change.from().id(),
						verdict.grade().id(), verdict.judgement().reason());
		return oneLine(line) + "; " + next();
	}

	private static String numbers(LeakVerdict verdict) {
		Judgement judgement = verdict.judgement();
		StringBuilder numbers = new StringBuilder();
		if (judgement.value() >= 0) {
			numbers.append(" has ").append(amount(judgement.value(), verdict.unit()));
		}
		double growth = judgement.trend().slopePerHour();
		if (growth > 0) {
			numbers.append(" and gains ").append(amount(growth, verdict.unit())).append(" an hour");
		}
		numbers.append(", since ").append(judgement.since().truncatedTo(ChronoUnit.SECONDS));
		Duration left = judgement.timeToLimit();
		if (left != null) {
			numbers.append("; ").append(limit(verdict, left));
		}
		return numbers.append(startedBy(verdict)).append(kept(verdict.suspects())).append(reason(judgement)).toString();
	}

	/** Where the numbers do not say why. */
	private static String reason(Judgement judgement) {
		return (judgement.signals().contains(Signal.PROOF) || judgement.signals().contains(Signal.SATURATION))
				? "; " + judgement.reason() : "";
	}

	private static String limit(LeakVerdict verdict, Duration left) {
		String limit = (verdict.limit() >= 0) ? " of " + amount(verdict.limit(), verdict.unit()) : "";
		return "its limit%s is reached in %s".formatted(limit, time(left));
	}

	private static String startedBy(LeakVerdict verdict) {
		return (verdict.origin() != null) ? "; started by " + verdict.origin().frame() : "";
	}

	/** What grew, where it was allocated and who holds it, as far as that is known. */
	private static String kept(@Nullable HeapSuspects suspects) {
		if (suspects == null) {
			return "";
		}
		StringBuilder kept = new StringBuilder();
		suspects.classes().stream().findFirst().ifPresent((grown) -> kept.append("; grows: ").append(grown.name()));
		suspects.lines()
			.stream()
			.map(AllocationLine::frame)
			.filter(Objects::nonNull)
			.findFirst()
			.ifPresent((frame) -> kept.append("; allocated at ").append(frame));
		return (suspects.holder() != null) ? kept.append("; held by ").append(suspects.holder()).toString()
				: kept.toString();
	}

	private String next() {
		return (this.address != null) ? "see " + this.address + "/" + this.change.verdict().id()
				: "expose the endpoint 'leaks' to see why";
	}

	/** Bytes in steps of a thousand with one decimal, all else as it is counted. */
	static String amount(double value, String unit) {
		if (!unit.equals("bytes") || value < 1000) {
			return String.format(Locale.ROOT, (value < 10 && value != Math.rint(value)) ? "%.1f %s" : "%.0f %s", value,
					unit);
		}
		int power = Math.min((int) (Math.log10(value) / 3), BYTES.length);
		return String.format(Locale.ROOT, "%.1f %s", value / Math.pow(1000, power), BYTES[power - 1]);
	}

	/** In the unit that says most. */
	static String time(Duration time) {
		if (time.toMinutes() < 2) {
			return time.toSeconds() + " s";
		}
		if (time.toHours() < 2) {
			return time.toMinutes() + " min";
		}
		return (time.toDays() < 2) ? time.toHours() + " h" : time.toDays() + " days";
	}

	/** Names come from outside: none of them begins a line of its own. */
	private static String oneLine(String line) {
		return line.replaceAll("[\\p{Cntrl}\\x85\u2028\u2029]", "?");
	}

}
