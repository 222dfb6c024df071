package io.tidemark.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.tidemark.trend.Trend;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakChange;
import io.tidemark.verdict.LeakDetail;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.verdict.Mute;
import io.tidemark.verdict.Signal;
import io.tidemark.watch.ResourceHistory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes verdicts as JSON, under the same promise as {@link JsonReport}: fields may be
 * added, never renamed, and numbers that are not known are absent. In the arrays of a
 * history, where the place of a number is its time, a missing one is {@code null}. May be
 * used by any number of threads.
 *
 * @since 0.1.0
 */
public final class LeaksJson {

	/** As many digits as a number of bytes needs. */
	private static final MathContext EXACT = new MathContext(16);

	/** As many digits as a {@code float} holds. */
	private static final MathContext MEASURED = new MathContext(7);

	/**
	 * The verdicts that pass the filter as one JSON object, worst grade first.
	 * {@code watched} counts all of them, {@code omitted} those beyond the limit.
	 */
	public String verdicts(List<LeakVerdict> verdicts, LeaksContext context) {
		List<LeakVerdict> passing = context.filter().passing(verdicts);
		List<LeakVerdict> told = context.filter().told(passing);
		return JsonReport.write((json) -> {
			json.writeStringProperty("time", context.time().toString());
			json.writeNumberProperty("watched", verdicts.size());
			json.writeNumberProperty("dropped", context.dropped());
			json.writeBooleanProperty("shadow", context.shadow());
			json.writeNumberProperty("omitted", passing.size() - told.size());
			JsonReport.writeObjects(json, "resources", told, LeaksJson::writeVerdict);
			JsonReport.writeObjects(json, "observer", context.observer(), JsonReport::writePart);
			ContainerSection.write(json, context.container());
			PoolSection.write(json, context.pools());
		});
	}

	/** One verdict with its readings and changes as one JSON object. */
	public String verdict(LeakDetail detail, LeaksContext context) {
		return JsonReport.write((json) -> {
			json.writeStringProperty("time", context.time().toString());
			json.writeBooleanProperty("shadow", context.shadow());
			writeVerdict(json, detail.verdict());
			writeHistory(json, "hour", detail.hour());
			writeHistory(json, "days", detail.days());
			JsonReport.writeObjects(json, "changes", detail.changes(), LeaksJson::writeChange);
		});
	}

	private static void writeVerdict(JsonGenerator json, LeakVerdict verdict) {
		json.writeStringProperty("id", verdict.id());
		json.writeStringProperty("kind", verdict.kind().id());
		json.writeStringProperty("name", verdict.name());
		json.writeStringProperty("unit", verdict.unit());
		json.writeObjectPropertyStart("tags");
		LeaksNotes.tags(verdict).forEach(json::writeStringProperty);
		json.writeEndObject();
		writeJudgement(json, verdict.judgement(), verdict.limit());
		JsonReport.writeIfPresent(json, "load", verdict.load());
		JsonReport.writeIfPresent(json, "group", (verdict.family() != null) ? verdict.family().id() : null);
		NotesJson.writeSignature(json, verdict.signature());
		JsonReport.writeOrigin(json, verdict.origin());
		json.writeName("advice");
		if (verdict.advice() != null) {
			json.writeString(verdict.advice());
		}
		else {
			json.writeNull();
		}
		MemoryNotes.write(json, verdict.suspects());
		writeMute(json, verdict.mute());
	}

	private static void writeJudgement(JsonGenerator json, Judgement judgement, double limit) {
		json.writeStringProperty("grade", judgement.grade().id());
		json.writeStringProperty("reason", judgement.reason());
		json.writeStringProperty("since", judgement.since().toString());
		writeNumber(json, "value", judgement.value(), EXACT);
		writeNumber(json, "floor", judgement.floor(), EXACT);
		writeNumber(json, "growthPerHour", judgement.trend().slopePerHour(), MEASURED);
		writeNumber(json, "limit", limit, EXACT);
		writeSeconds(json, "secondsToLimit", judgement.timeToLimit());
		writeSeconds(json, "soonestSecondsToLimit", judgement.soonest());
		writeSeconds(json, "latestSecondsToLimit", judgement.latest());
		json.writeArrayPropertyStart("signals");
		judgement.signals().stream().sorted().map(Signal::id).forEach(json::writeString);
		json.writeEndArray();
		writeTrend(json, judgement.trend());
	}

	private static void writeTrend(JsonGenerator json, Trend trend) {
		json.writeObjectPropertyStart("trend");
		json.writeStringProperty("direction", trend.direction().name().toLowerCase(Locale.ROOT).replace('_', '-'));
		json.writeNumberProperty("spanSeconds", trend.span().toSeconds());
		json.writeNumberProperty("floors", trend.floors());
		writeNumber(json, "slopePerHour", trend.slopePerHour(), MEASURED);
		writeNumber(json, "lowest", trend.lowest(), MEASURED);
		writeNumber(json, "highest", trend.highest(), MEASURED);
		writeNumber(json, "significance", trend.significance(), MEASURED);
		writeNumber(json, "loadShare", trend.loadShare(), MEASURED);
		json.writeEndObject();
	}

	private static void writeMute(JsonGenerator json, @Nullable Mute mute) {
		if (mute != null) {
			json.writeObjectPropertyStart("muted");
			json.writeStringProperty("resources", mute.resources());
			json.writeStringProperty("reason", mute.reason());
			json.writeStringProperty("until", mute.until().toString());
			json.writeEndObject();
		}
	}

	private static void writeHistory(JsonGenerator json, String name, ResourceHistory history) {
		FloorLine floors = FloorLine.of(history);
		json.writeObjectPropertyStart(name);
		json.writeStringProperty("from", history.from().toString());
		json.writeNumberProperty("stepSeconds", history.step().toSeconds());
		writeReadings(json, "values", history.values());
		writeReadings(json, "peaks", history.peaks());
		writeReadings(json, "load", history.load());
		json.writeNumberProperty("floorSteps", floors.steps());
		writeReadings(json, "floors", floors.values());
		json.writeEndObject();
	}

	private static void writeReadings(JsonGenerator json, String name, List<Float> readings) {
		json.writeArrayPropertyStart(name);
		for (float reading : readings) {
			if (Float.isFinite(reading)) {
				json.writeNumber(plain(reading, MEASURED));
			}
			else {
				json.writeNull();
			}
		}
		json.writeEndArray();
	}

	private static void writeChange(JsonGenerator json, LeakChange change) {
		json.writeStringProperty("time", change.time().toString());
		json.writeStringProperty("from", change.from().id());
		json.writeStringProperty("to", change.verdict().grade().id());
		json.writeStringProperty("reason", change.verdict().judgement().reason());
	}

	static void writeSeconds(JsonGenerator json, String name, @Nullable Duration duration) {
		if (duration != null) {
			json.writeNumberProperty(name, duration.toSeconds());
		}
	}

	/** A number that was measured or made of such; nothing where it is not known. */
	static void writeMeasured(JsonGenerator json, String name, double value) {
		writeNumber(json, name, value, MEASURED);
	}

	private static void writeNumber(JsonGenerator json, String name, double value, MathContext digits) {
		if (Double.isFinite(value)) {
			json.writeName(name);
			json.writeNumber(plain(value, digits));
		}
	}

	/** Without an exponent and without the digits that a double has by accident. */
	private static String plain(double value, MathContext digits) {
		return new BigDecimal(value, digits).stripTrailingZeros().toPlainString();
	}

}
