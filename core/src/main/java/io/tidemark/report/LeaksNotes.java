package io.tidemark.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import io.tidemark.trend.Trend;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.verdict.Mute;
import io.tidemark.verdict.Signal;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a verdict beside its reason, as lines of text with labels, and
 * its numbers in words.
 */
final class LeaksNotes {

	private LeaksNotes() {
	}

	static void write(BiConsumer<String, String> line, LeakVerdict verdict) {
		line.accept("signals", signals(verdict.judgement()));
		NotesText.writeSignature(line, verdict.signature());
		MemoryNotes.write(line, verdict.suspects());
		if (verdict.advice() != null
				&& (verdict.signature() == null || !verdict.advice().equals(verdict.signature().repair()))) {
			line.accept("advice", verdict.advice());
		}
		line.accept("load", load(verdict));
		Mute mute = verdict.mute();
		if (mute != null) {
			line.accept("muted", muted(mute));
		}
	}

	static String muted(Mute mute) {
		return "until " + Amounts.time(mute.until()) + " (" + mute.resources() + "): " + mute.reason();
	}

	/** Tags in the order of their names. */
	static Map<String, String> tags(LeakVerdict verdict) {
		return new TreeMap<>(verdict.tags());
	}

	static String signals(Judgement judgement) {
		List<String> signals = judgement.signals().stream().sorted().map(Signal::id).toList();
		return String.join(", ", signals);
	}

	/** Such as {@code 184 threads, floor 180}; empty if there is no reading. */
	static String now(LeakVerdict verdict) {
		Judgement judgement = verdict.judgement();
		if (!Double.isFinite(judgement.value())) {
			return "";
		}
		return Amounts.measure(judgement.value(), verdict.unit()) + floor(verdict, ", ");
	}

	/** The floor, if it is known and not what was read last. */
	static String floor(LeakVerdict verdict, String before) {
		Judgement judgement = verdict.judgement();
		return (Double.isFinite(judgement.floor()) && judgement.floor() != judgement.value())
				? before + "floor " + Amounts.quantity(judgement.floor(), verdict.unit()) : "";
	}

	/** Growth an hour with its sign; empty if there are too few readings. */
	static String growth(LeakVerdict verdict) {
		double slope = verdict.judgement().trend().slopePerHour();
		return Double.isFinite(slope) ? Amounts.growth(slope, verdict.unit()) : "";
	}

	/** The interval of the growth and its length of time; empty if not known. */
	static String interval(LeakVerdict verdict) {
		Trend trend = verdict.judgement().trend();
		if (!Double.isFinite(trend.lowest()) || !Double.isFinite(trend.highest())) {
			return "";
		}
		return Amounts.growth(trend.lowest(), verdict.unit()) + " to " + Amounts.growth(trend.highest(), verdict.unit())
				+ ", over " + Amounts.span(trend.span());
	}

	/** Such as {@code 1,024}; empty if there is no limit. */
	static String limit(LeakVerdict verdict) {
		return Double.isFinite(verdict.limit()) ? Amounts.quantity(verdict.limit(), verdict.unit()) : "";
	}

	/** Time left, empty if not known. */
	static String left(Judgement judgement) {
		return (judgement.timeToLimit() != null) ? Amounts.span(judgement.timeToLimit()) : "";
	}

	/** The interval of the time left; empty if not known. */
	static String leftBetween(Judgement judgement) {
		if (judgement.soonest() == null) {
			return "";
		}
		String soonest = Amounts.span(judgement.soonest());
		return (judgement.latest() != null) ? soonest + " to " + Amounts.span(judgement.latest())
				: soonest + " at the soonest";
	}

	private static String load(LeakVerdict verdict) {
		String load = verdict.load();
		double share = verdict.judgement().trend().loadShare();
		if (load == null || !Double.isFinite(share)) {
			return "";
		}
		return load + " explain " + Math.round(share * 100) + " % of the growth";
	}

	/** Tags as text, such as {@code pool=orders, state=active}; empty without any. */
	static String tagged(LeakVerdict verdict) {
		return tags(verdict).entrySet()
			.stream()
			.map((tag) -> tag.getKey() + "=" + tag.getValue())
			.collect(Collectors.joining(", "));
	}

	static @Nullable String group(LeakVerdict verdict) {
		return (verdict.family() != null) ? verdict.family().id() : null;
	}

}
