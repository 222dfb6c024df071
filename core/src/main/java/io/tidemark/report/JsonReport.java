package io.tidemark.report;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.StackChange;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.LockWait;
import io.tidemark.group.StackGroup;
import io.tidemark.group.ThreadFamily;
import io.tidemark.group.WaitReason;
import io.tidemark.jvm.PartState;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.VirtualThreads;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes results as JSON, for scripts and other people's tools. Field names and their
 * order are a promise: fields may be added, never renamed. Numbers that are not known are
 * absent, never 0. Written by hand so that an application's object mapper cannot change
 * it.
 * <p>
 * Times are ISO-8601 in UTC, milliseconds have at most three decimals, ages are whole
 * seconds, and states are the names of {@link Thread.State}. May be used by any number of
 * threads.
 *
 * @since 0.1.0
 */
public final class JsonReport {

	private static final int MILLIS_DECIMALS = 3;

	private static final JsonFactory FACTORY = new JsonFactory();

	/**
	 * The diff as one JSON object. Groups come in the order of the diff; {@code omitted}
	 * is the number of groups beyond {@link ReportContext#limit()}, whatever their
	 * change. {@code cost} is what the later snapshot cost.
	 */
	public String diff(SnapshotDiff diff, ReportContext context) {
		return write((json) -> {
			writeSnapshot(json, "from", diff.from());
			writeSnapshot(json, "to", diff.to());
			json.writeNumberProperty("started", diff.started());
			json.writeNumberProperty("ended", diff.ended());
			json.writeNumberProperty("unchanged", diff.unchanged());
			json.writeNumberProperty("omitted", context.omitted(diff.groups()));
			writeObjects(json, "groups", context.limited(diff.groups()),
					(generator, group) -> writeGroup(generator, group, context.notes(group.key())));
			writeCost(json, diff.to().groups().cost());
			writeContext(json, context);
		});
	}

	/**
	 * The snapshot as one JSON object. Groups come largest first; {@code omitted} is the
	 * number of groups beyond {@link ReportContext#limit()}.
	 */
	public String snapshot(KeptSnapshot snapshot, ReportContext context) {
		return write((json) -> {
			writeIdentity(json, snapshot);
			List<ThreadFamily> families = snapshot.groups().families();
			json.writeNumberProperty("omitted", context.omitted(families));
			writeObjects(json, "groups", context.limited(families),
					(generator, family) -> writeFamily(generator, family, snapshot, context.notes(family.key())));
			writeCost(json, snapshot.groups().cost());
			writeContext(json, context);
		});
	}

	/** What identifies a snapshot that was just kept. */
	public String kept(KeptSnapshot snapshot) {
		return write((json) -> writeIdentity(json, snapshot));
	}

	/**
	 * A request that was refused.
	 * @param status HTTP status
	 * @param error name of the status
	 * @param message what was expected and what was found
	 */
	public String refusal(int status, String error, String message) {
		return write((json) -> {
			json.writeNumberProperty("status", status);
			json.writeStringProperty("error", error);
			json.writeStringProperty("message", message);
		});
	}

	/** One object with this content. */
	static String write(Consumer<JsonGenerator> content) {
		StringWriter result = new StringWriter();
		try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), result)) {
			json.writeStartObject();
			content.accept(json);
			json.writeEndObject();
		}
		return result.toString();
	}

	private static void writeSnapshot(JsonGenerator json, String name, KeptSnapshot snapshot) {
		json.writeObjectPropertyStart(name);
		writeIdentity(json, snapshot);
		json.writeEndObject();
	}

	private static void writeIdentity(JsonGenerator json, KeptSnapshot snapshot) {
		json.writeStringProperty("id", snapshot.id());
		writeIfPresent(json, "name", snapshot.name());
		json.writeBooleanProperty("baseline", snapshot.baseline());
		json.writeStringProperty("time", snapshot.groups().time().toString());
		json.writeNumberProperty("platformThreads", snapshot.groups().platformThreads());
		writeVirtualThreads(json, snapshot.groups().virtualThreads());
		if (snapshot.groups().omitted() > 0) {
			json.writeNumberProperty("omittedThreads", snapshot.groups().omitted());
		}
	}

	private static void writeVirtualThreads(JsonGenerator json, VirtualThreads threads) {
		if (threads.count() != null) {
			json.writeNumberProperty("virtualThreads", threads.count());
		}
		json.writeStringProperty("virtualThreadsSeen", threads.answer().id());
		writeIfPresent(json, "virtualThreadsBecause", threads.because());
	}

	private static void writeGroup(JsonGenerator json, GroupChange group, GroupNotes notes) {
		json.writeStringProperty("id", group.key().id());
		json.writeStringProperty("name", group.key().name());
		json.writeBooleanProperty("virtual", group.key().virtual());
		json.writeNumberProperty("before", group.before());
		json.writeNumberProperty("after", group.after());
		json.writeNumberProperty("change", group.change());
		json.writeNumberProperty("started", group.started());
		json.writeNumberProperty("ended", group.ended());
		NotesJson.write(json, notes);
		writeOrigin(json, group.origin());
		writeWaitReasons(json, group.waitReasons());
		writeObjects(json, "locks", group.locks(), JsonReport::writeLock);
		writeAge(json, group.oldest(), group.medianAge());
		if (group.cpu() != null) {
			writeMillis(json, "cpuMillis", group.cpu());
		}
		if (group.allocatedBytes() != null) {
			json.writeNumberProperty("allocatedBytes", group.allocatedBytes());
		}
		writeObjects(json, "stacks", group.stacks(), JsonReport::writeStackChange);
		json.writeNumberProperty("omittedStacks", group.omittedStacks());
	}

	private static void writeFamily(JsonGenerator json, ThreadFamily family, KeptSnapshot snapshot, GroupNotes notes) {
		json.writeStringProperty("id", family.key().id());
		json.writeStringProperty("name", family.key().name());
		json.writeBooleanProperty("virtual", family.key().virtual());
		json.writeNumberProperty("threads", family.size());
		NotesJson.write(json, notes);
		writeOrigin(json, family.origin());
		writeWaitReasons(json, family.waitReasons());
		writeObjects(json, "locks", family.locks(), JsonReport::writeLock);
		Ages ages = Ages.of(family.members(), snapshot.groups().time());
		writeAge(json, ages.oldest(), ages.median());
		writeObjects(json, "stacks", family.stacks(), JsonReport::writeStackGroup);
		json.writeNumberProperty("omittedStacks", family.omittedStacks());
	}

	private static void writeStackChange(JsonGenerator json, StackChange stack) {
		json.writeStringProperty("fingerprint", stack.fingerprint().hex());
		json.writeStringProperty("state", stack.state().name());
		json.writeStringProperty("waitReason", stack.waitReason().id());
		json.writeNumberProperty("before", stack.before());
		json.writeNumberProperty("after", stack.after());
		json.writeNumberProperty("change", stack.change());
		writeStack(json, stack.stack(), stack.sampleThreads());
	}

	private static void writeStackGroup(JsonGenerator json, StackGroup stack) {
		json.writeStringProperty("fingerprint", stack.fingerprint().hex());
		json.writeStringProperty("state", stack.state().name());
		json.writeStringProperty("waitReason", stack.waitReason().id());
		json.writeNumberProperty("threads", stack.threads());
		writeStack(json, stack.stack(), stack.sampleThreads());
	}

	private static void writeStack(JsonGenerator json, StackTrace stack, List<String> sampleThreads) {
		writeFrames(json, "frames", stack.frames());
		json.writeBooleanProperty("truncated", stack.truncated());
		json.writeArrayPropertyStart("sampleThreads");
		sampleThreads.forEach(json::writeString);
		json.writeEndArray();
	}

	static void writeOrigin(JsonGenerator json, @Nullable FamilyOrigin origin) {
		if (origin == null) {
			json.writeNullProperty("origin");
			return;
		}
		json.writeObjectPropertyStart("origin");
		json.writeStringProperty("frame", origin.frame().toString());
		json.writeBooleanProperty("library", origin.library());
		json.writeStringProperty("parent", origin.parent());
		writeFrames(json, "stack", origin.stack());
		json.writeNumberProperty("threads", origin.threads());
		json.writeEndObject();
	}

	static void writeFrames(JsonGenerator json, String name, List<Frame> frames) {
		json.writeArrayPropertyStart(name);
		frames.forEach((frame) -> json.writeString(frame.toString()));
		json.writeEndArray();
	}

	private static void writeWaitReasons(JsonGenerator json, Map<WaitReason, Integer> waitReasons) {
		json.writeObjectPropertyStart("waitReasons");
		waitReasons.forEach((reason, threads) -> json.writeNumberProperty(reason.id(), threads.intValue()));
		json.writeEndObject();
	}

	private static void writeLock(JsonGenerator json, LockWait lock) {
		json.writeStringProperty("className", lock.className());
		json.writeStringProperty("id", lock.identity());
		if (lock.owner() != null) {
			json.writeStringProperty("owner", lock.owner());
		}
		else {
			json.writeNullProperty("owner");
		}
		json.writeNumberProperty("waiting", lock.threads());
	}

	private static void writeAge(JsonGenerator json, @Nullable Duration oldest, @Nullable Duration median) {
		if (oldest == null && median == null) {
			return;
		}
		json.writeObjectPropertyStart("ageSeconds");
		if (oldest != null) {
			json.writeNumberProperty("oldest", oldest.toSeconds());
		}
		if (median != null) {
			json.writeNumberProperty("median", median.toSeconds());
		}
		json.writeEndObject();
	}

	private static void writeCost(JsonGenerator json, CaptureCost cost) {
		json.writeObjectPropertyStart("cost");
		writeMillis(json, "wallMillis", cost.wall());
		writeMillis(json, "pauseMillis", cost.pause());
		json.writeStringProperty("method", cost.method().id());
		writeMillis(json, "longestPauseMillis", cost.longestPause());
		json.writeEndObject();
	}

	private static void writeContext(JsonGenerator json, ReportContext context) {
		writeObjects(json, "observer", context.observer(), JsonReport::writePart);
		writeObjects(json, "kept", context.kept(), JsonReport::writeIdentity);
	}

	static void writePart(JsonGenerator json, PartState part) {
		json.writeStringProperty("part", part.part());
		json.writeBooleanProperty("works", part.works());
		writeIfPresent(json, "because", part.because());
		json.writeNumberProperty("runs", part.runs());
		writeMillis(json, "wallMillis", part.wall());
		writeMillis(json, "pauseMillis", part.pause());
	}

	static void writeMillis(JsonGenerator json, String name, Duration duration) {
		BigDecimal millis = BigDecimal.valueOf(duration.toNanos(), 6).setScale(MILLIS_DECIMALS, RoundingMode.HALF_UP);
		json.writeName(name);
		// As text, because a generator writes a BigDecimal without trailing zeros as 1E+2
		json.writeNumber(millis.stripTrailingZeros().toPlainString());
	}

	static void writeIfPresent(JsonGenerator json, String name, @Nullable String value) {
		if (value != null) {
			json.writeStringProperty(name, value);
		}
	}

	static <T> void writeObjects(JsonGenerator json, String name, List<T> values, ObjectContent<T> content) {
		json.writeArrayPropertyStart(name);
		for (T value : values) {
			json.writeStartObject();
			content.write(json, value);
			json.writeEndObject();
		}
		json.writeEndArray();
	}

	interface ObjectContent<T> {

		void write(JsonGenerator json, T value);

	}

}
