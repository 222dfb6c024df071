package io.tidemark.report;

import java.util.function.BiConsumer;

import io.tidemark.expected.Expectation;
import io.tidemark.origin.TaskOrigin;
import io.tidemark.verdict.Signature;
import io.tidemark.watch.StuckThread;
import org.jspecify.annotations.Nullable;

/**
 * The notes of a family as lines of text, each with its label.
 */
final class NotesText {

	private static final int SUBMITTERS = 3;

	private NotesText() {
	}

	static void write(BiConsumer<String, String> line, GroupNotes notes) {
		writeSignature(line, notes);
		Expectation expected = notes.expected();
		if (expected != null) {
			line.accept("cleared", expected.because() + " [" + expected.source() + "]");
		}
		line.accept("in", (notes.container() != null) ? notes.container() : "");
		notes.submittedBy().stream().limit(SUBMITTERS).forEach((by) -> line.accept("submit", submitter(by)));
		writeStuck(line, notes);
	}

	/** Also said of groups that did not change: what hangs need not grow. */
	static void writeWhatHangs(BiConsumer<String, String> line, GroupNotes notes) {
		writeSignature(line, notes);
		writeStuck(line, notes);
	}

	private static void writeSignature(BiConsumer<String, String> line, GroupNotes notes) {
		writeSignature(line, notes.signature());
	}

	static void writeSignature(BiConsumer<String, String> line, @Nullable Signature signature) {
		if (signature != null) {
			line.accept("looks", "like " + signature.title() + ": " + signature.because());
			line.accept("repair", signature.repair());
			line.accept("", signature.page());
		}
	}

	private static void writeStuck(BiConsumer<String, String> line, GroupNotes notes) {
		notes.stuck().forEach((stuck) -> line.accept("stuck", stuck(stuck)));
	}

	static String submitter(TaskOrigin by) {
		String who = (by.frame() != null) ? "at " + by.frame() + (by.library() ? " [library]" : "") : "not looked at";
		return who + ": " + by.running() + " running, " + by.queued() + " queued";
	}

	static String stuck(StuckThread stuck) {
		String what = stuck.thread() + " for " + Amounts.span(stuck.since()) + " (" + stuck.waitReason().id() + ")";
		return (stuck.request() != null) ? what + " in " + stuck.request().method() + " " + stuck.request().path()
				: what;
	}

}
