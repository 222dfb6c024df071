package io.tidemark.report;

import java.time.Duration;
import java.util.List;

import io.tidemark.group.ThreadName;
import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationShare;
import io.tidemark.heap.ClassChange;
import io.tidemark.heap.ClassCount;
import io.tidemark.heap.ClassHistogram;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.heap.HistogramDiff;
import io.tidemark.heap.LiveSet;
import io.tidemark.heap.OldObject;
import io.tidemark.heap.OldObjects;
import io.tidemark.heap.PackageChange;
import io.tidemark.heap.PauseForecast;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes what is known of memory as JSON, under the same promise as {@link JsonReport}:
 * fields may be added, never renamed, and numbers that are not known are absent. May be
 * used by any number of threads.
 *
 * @since 0.1.0
 */
public final class HeapJson {

	/**
	 * The picture as one JSON object. Of classes, packages, lines and survivors at most
	 * {@link HeapContext#limit()} each are told, and the number of the others.
	 */
	public String picture(HeapPicture picture, HeapContext context) {
		return JsonReport.write((json) -> {
			json.writeStringProperty("time", picture.time().toString());
			writeDiff(json, picture, context);
			JsonReport.writeObjects(json, "growing", context.limited(picture.growing()), HeapJson::writeGrowing);
			writeLive(json, picture.live(), picture.limit());
			writeExpected(json, picture.expected());
			JsonReport.writeObjects(json, "lines", context.limited(picture.lines()), HeapJson::writeLine);
			writeAllocation(json, picture, context);
			writeSurvivors(json, picture.survivors(), context);
			writeSuspects(json, picture.suspects());
			JsonReport.writeObjects(json, "kept", picture.kept(), HeapJson::writeIdentity);
			writeCost(json, picture.prices(), picture.newest());
			JsonReport.writeObjects(json, "observer", context.observer(), JsonReport::writePart);
		});
	}

	/** One histogram as one JSON object, classes with most bytes first. */
	public String histogram(ClassHistogram histogram, HeapContext context) {
		return JsonReport.write((json) -> {
			writeIdentity(json, histogram);
			json.writeNumberProperty("omitted", context.omitted(histogram.classes()) + histogram.omitted());
			JsonReport.writeObjects(json, "classes", context.limited(histogram.classes()), HeapJson::writeCount);
		});
	}

	/**
	 * A request that the budget refused.
	 * @param message what was refused, and why
	 * @param wait after which time it would not be; zero where waiting does not help
	 */
	public String refusal(String message, Duration wait) {
		return JsonReport.write((json) -> {
			json.writeNumberProperty("status", 429);
			json.writeStringProperty("error", "Too Many Requests");
			json.writeStringProperty("message", message);
			writeWait(json, wait);
		});
	}

	private static void writeDiff(JsonGenerator json, HeapPicture picture, HeapContext context) {
		HistogramDiff diff = picture.diff();
		writeHistogram(json, "from", (diff != null) ? diff.from() : null);
		writeHistogram(json, "to", (diff != null) ? diff.to() : null);
		JsonReport.writeIfPresent(json, "missing", picture.missing());
		List<ClassChange> changes = (diff != null) ? diff.changes() : List.of();
		List<PackageChange> packages = (diff != null) ? diff.packages() : List.of();
		json.writeNumberProperty("omitted", context.omitted(changes));
		JsonReport.writeObjects(json, "classes", context.limited(changes), HeapJson::writeChange);
		JsonReport.writeObjects(json, "packages", context.limited(packages), HeapJson::writePackage);
	}

	private static void writeHistogram(JsonGenerator json, String name, @Nullable ClassHistogram histogram) {
		if (histogram == null) {
			json.writeNullProperty(name);
			return;
		}
		json.writeObjectPropertyStart(name);
		writeIdentity(json, histogram);
		json.writeEndObject();
	}

	private static void writeIdentity(JsonGenerator json, ClassHistogram histogram) {
		json.writeStringProperty("id", histogram.id());
		json.writeStringProperty("time", histogram.time().toString());
		json.writeNumberProperty("instances", histogram.instances());
		json.writeNumberProperty("bytes", histogram.bytes());
		json.writeBooleanProperty("collected", histogram.collected());
		JsonReport.writeMillis(json, "pauseMillis", histogram.pause());
		JsonReport.writeMillis(json, "wallMillis", histogram.wall());
	}

	private static void writeCount(JsonGenerator json, ClassCount count) {
		json.writeStringProperty("name", count.name());
		JsonReport.writeIfPresent(json, "module", count.module());
		json.writeNumberProperty("loaders", count.loaders());
		json.writeNumberProperty("instances", count.instances());
		json.writeNumberProperty("bytes", count.bytes());
	}

	private static void writeChange(JsonGenerator json, ClassChange change) {
		json.writeStringProperty("name", change.name());
		JsonReport.writeIfPresent(json, "module", change.module());
		json.writeNumberProperty("instancesBefore", change.instancesBefore());
		json.writeNumberProperty("instances", change.instances());
		json.writeNumberProperty("bytesBefore", change.bytesBefore());
		json.writeNumberProperty("bytes", change.bytes());
		json.writeNumberProperty("change", change.bytesGained());
		JsonReport.writeIfPresent(json, "creditedTo", change.creditedTo());
	}

	private static void writePackage(JsonGenerator json, PackageChange change) {
		json.writeStringProperty("name", change.name());
		json.writeNumberProperty("classes", change.classes());
		json.writeNumberProperty("instancesGained", change.instancesGained());
		json.writeNumberProperty("change", change.bytesGained());
	}

	static void writeGrowing(JsonGenerator json, GrowingClass growing) {
		json.writeStringProperty("name", growing.name());
		json.writeNumberProperty("observations", growing.observations());
		json.writeNumberProperty("instances", growing.instances());
		json.writeNumberProperty("instancesGained", growing.instancesGained());
		json.writeNumberProperty("bytesGained", growing.bytesGained());
		LeaksJson.writeMeasured(json, "bytesPerHour", growing.bytesPerHour());
		writeStrings(json, "explains", growing.explains());
		json.writeNumberProperty("loaders", growing.loaders());
	}

	private static void writeLive(JsonGenerator json, LiveSet live, long limit) {
		json.writeObjectPropertyStart("live");
		writeBytes(json, "bytes", live.bytes());
		writeBytes(json, "newest", live.newest());
		writeBytes(json, "limit", limit);
		JsonReport.writeIfPresent(json, "measured", (live.measured() != null) ? live.measured().toString() : null);
		json.writeStringProperty("source", live.source());
		JsonReport.writeIfPresent(json, "unknown", live.unknown());
		json.writeEndObject();
	}

	private static void writeExpected(JsonGenerator json, @Nullable ExpectedHeap expected) {
		if (expected == null) {
			json.writeNullProperty("expected");
			return;
		}
		json.writeObjectPropertyStart("expected");
		LeaksJson.writeMeasured(json, "bytes", expected.bytes());
		LeaksJson.writeMeasured(json, "low", expected.low());
		LeaksJson.writeMeasured(json, "high", expected.high());
		json.writeStringProperty("state", expected.state());
		JsonReport.writeIfPresent(json, "because", expected.because());
		json.writeEndObject();
	}

	static void writeLine(JsonGenerator json, AllocationLine line) {
		JsonReport.writeIfPresent(json, "frame", (line.frame() != null) ? line.frame().toString() : null);
		JsonReport.writeIfPresent(json, "library", line.library());
		json.writeStringProperty("className", line.className());
		json.writeNumberProperty("samples", line.samples());
		LeaksJson.writeMeasured(json, "share", line.share());
		LeaksJson.writeSeconds(json, "oldestSeconds", line.oldest());
		LeaksJson.writeSeconds(json, "medianSeconds", line.median());
		JsonReport.writeFrames(json, "stack", line.stack());
		writeStrings(json, "path", line.path());
		json.writeStringProperty("source", line.source().id());
	}

	private static void writeAllocation(JsonGenerator json, HeapPicture picture, HeapContext context) {
		json.writeObjectPropertyStart("allocation");
		JsonReport.writeObjects(json, "packages", context.limited(picture.packages()), HeapJson::writeShare);
		JsonReport.writeObjects(json, "endpoints", context.limited(picture.endpoints()), HeapJson::writeShare);
		json.writeEndObject();
	}

	private static void writeShare(JsonGenerator json, AllocationShare share) {
		json.writeStringProperty("name", share.name());
		LeaksJson.writeMeasured(json, "bytesPerSecond",
				(share.bytesPerSecond() >= 0) ? share.bytesPerSecond() : Double.NaN);
		LeaksJson.writeMeasured(json, "share", share.share());
		AllocationLine line = share.line();
		JsonReport.writeIfPresent(json, "frame",
				(line != null && line.frame() != null) ? line.frame().toString() : null);
		JsonReport.writeIfPresent(json, "className", (line != null) ? line.className() : null);
	}

	private static void writeSurvivors(JsonGenerator json, @Nullable OldObjects survivors, HeapContext context) {
		List<OldObject> objects = (survivors != null) ? Survivors.oldestFirst(survivors) : List.of();
		JsonReport.writeObjects(json, "oldObjects", context.limited(objects), HeapJson::writeObject);
		if (survivors == null) {
			json.writeNullProperty("profiler");
			return;
		}
		json.writeObjectPropertyStart("profiler");
		json.writeStringProperty("time", survivors.time().toString());
		json.writeNumberProperty("samples", objects.size());
		JsonReport.writeIfPresent(json, "because", survivors.because());
		json.writeBooleanProperty("paths", survivors.paths());
		JsonReport.writeMillis(json, "pauseMillis", survivors.pause());
		JsonReport.writeMillis(json, "wallMillis", survivors.wall());
		json.writeEndObject();
	}

	private static void writeObject(JsonGenerator json, OldObject object) {
		json.writeStringProperty("className", object.className());
		writeBytes(json, "bytes", object.bytes());
		writeBytes(json, "elements", object.elements());
		json.writeNumberProperty("ageSeconds", object.age().toSeconds());
		String thread = object.thread();
		JsonReport.writeIfPresent(json, "thread", (thread != null) ? ThreadName.redact(thread) : null);
		JsonReport.writeFrames(json, "stack", object.stack());
		writeStrings(json, "path", object.path());
	}

	private static void writeSuspects(JsonGenerator json, @Nullable HeapSuspects suspects) {
		if (suspects == null) {
			json.writeNullProperty("suspects");
			return;
		}
		json.writeObjectPropertyStart("suspects");
		json.writeStringProperty("time", suspects.time().toString());
		JsonReport.writeIfPresent(json, "holder", suspects.holder());
		JsonReport.writeIfPresent(json, "coincidence", suspects.coincidence());
		JsonReport.writeIfPresent(json, "undecided", suspects.undecided());
		json.writeEndObject();
	}

	private static void writeCost(JsonGenerator json, HeapPrices prices, @Nullable ClassHistogram newest) {
		json.writeObjectPropertyStart("cost");
		writeForecast(json, "forecastMillis", "basis", prices.histogram());
		writeForecast(json, "collectForecastMillis", "collectBasis", prices.collected());
		writeForecast(json, "pathsForecastMillis", "pathsBasis", prices.paths());
		writeWait(json, prices.untilAllowed());
		JsonReport.writeMillis(json, "maxPauseMillis", prices.longest());
		if (newest != null) {
			JsonReport.writeMillis(json, "lastPauseMillis", newest.pause());
			JsonReport.writeMillis(json, "lastWallMillis", newest.wall());
		}
		json.writeEndObject();
	}

	private static void writeForecast(JsonGenerator json, String name, String basis, @Nullable PauseForecast forecast) {
		if (forecast != null) {
			JsonReport.writeMillis(json, name, forecast.pause());
			json.writeStringProperty(basis, forecast.basis());
		}
	}

	/** Rounded up, so that who waits so long is not refused again. */
	private static void writeWait(JsonGenerator json, Duration wait) {
		json.writeNumberProperty("waitSeconds", wait.plusMillis(999).toSeconds());
	}

	private static void writeBytes(JsonGenerator json, String name, long number) {
		if (number >= 0) {
			json.writeNumberProperty(name, number);
		}
	}

	private static void writeStrings(JsonGenerator json, String name, List<String> values) {
		json.writeArrayPropertyStart(name);
		values.forEach(json::writeString);
		json.writeEndArray();
	}

}
