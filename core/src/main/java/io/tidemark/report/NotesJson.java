package io.tidemark.report;

import io.tidemark.expected.Expectation;
import io.tidemark.origin.TaskOrigin;
import io.tidemark.verdict.Signature;
import io.tidemark.watch.ServedRequest;
import io.tidemark.watch.SizeHistory;
import io.tidemark.watch.StuckThread;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The notes of a family as JSON properties of its object.
 */
final class NotesJson {

	private NotesJson() {
	}

	static void write(JsonGenerator json, GroupNotes notes) {
		JsonReport.writeIfPresent(json, "container", notes.container());
		writeExpected(json, notes.expected());
		writeSignature(json, notes.signature());
		JsonReport.writeObjects(json, "submittedBy", notes.submittedBy(), NotesJson::writeSubmitter);
		JsonReport.writeObjects(json, "stuck", notes.stuck(), NotesJson::writeStuck);
		writeHistory(json, notes.history());
	}

	private static void writeExpected(JsonGenerator json, @Nullable Expectation expected) {
		if (expected == null) {
			json.writeNullProperty("expected");
			return;
		}
		json.writeObjectPropertyStart("expected");
		json.writeStringProperty("id", expected.id());
		json.writeStringProperty("because", expected.because());
		json.writeStringProperty("source", expected.source());
		json.writeEndObject();
	}

	static void writeSignature(JsonGenerator json, @Nullable Signature signature) {
		if (signature == null) {
			json.writeNullProperty("signature");
			return;
		}
		json.writeObjectPropertyStart("signature");
		json.writeStringProperty("id", signature.id());
		json.writeStringProperty("title", signature.title());
		json.writeStringProperty("because", signature.because());
		json.writeStringProperty("repair", signature.repair());
		json.writeStringProperty("page", signature.page());
		json.writeEndObject();
	}

	private static void writeSubmitter(JsonGenerator json, TaskOrigin submitter) {
		JsonReport.writeIfPresent(json, "frame", (submitter.frame() != null) ? submitter.frame().toString() : null);
		json.writeBooleanProperty("library", submitter.library());
		JsonReport.writeFrames(json, "stack", submitter.stack());
		json.writeNumberProperty("running", submitter.running());
		json.writeNumberProperty("queued", submitter.queued());
	}

	private static void writeStuck(JsonGenerator json, StuckThread stuck) {
		json.writeStringProperty("thread", stuck.thread());
		json.writeStringProperty("fingerprint", stuck.fingerprint().hex());
		json.writeStringProperty("state", stuck.state().name());
		json.writeStringProperty("waitReason", stuck.waitReason().id());
		json.writeNumberProperty("seconds", stuck.since().toSeconds());
		ServedRequest request = stuck.request();
		if (request != null) {
			json.writeObjectPropertyStart("request");
			json.writeStringProperty("method", request.method());
			json.writeStringProperty("path", request.path());
			json.writeEndObject();
		}
	}

	private static void writeHistory(JsonGenerator json, @Nullable SizeHistory history) {
		if (history == null) {
			return;
		}
		json.writeObjectPropertyStart("history");
		json.writeNumberProperty("seconds", history.span().toSeconds());
		json.writeArrayPropertyStart("sizes");
		history.sizes().forEach(json::writeNumber);
		json.writeEndArray();
		json.writeEndObject();
	}

}
