package io.tidemark.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;

/**
 * What can be chosen as the earlier and as the later snapshot of a diff.
 */
final class SnapshotOptions {

	private static final Option PREVIOUS = new Option("previous", "previous");

	private static final Option NOW = new Option("now", "now");

	private SnapshotOptions() {
	}

	/** Choices for the earlier one: those that are kept, then the previous one. */
	static Markup from(SnapshotDiff diff, ReportContext context) {
		List<Option> options = kept(diff, context);
		options.add(PREVIOUS);
		return html(options, SnapshotLinks.from(diff, context));
	}

	/** Choices for the later one: now, the previous one, then those that are kept. */
	static Markup to(SnapshotDiff diff, ReportContext context) {
		List<Option> options = new ArrayList<>(List.of(NOW, PREVIOUS));
		options.addAll(kept(diff, context));
		return html(options, SnapshotLinks.to(diff, context));
	}

	private static List<Option> kept(SnapshotDiff diff, ReportContext context) {
		List<Option> options = new ArrayList<>();
		context.kept()
			.forEach((snapshot) -> options
				.add(new Option(SnapshotLinks.handle(snapshot), text(snapshot, diff.to().groups().time()))));
		return options;
	}

	private static String text(KeptSnapshot snapshot, Instant reference) {
		String time = Amounts.time(snapshot.groups().time(), reference);
		if (snapshot.baseline()) {
			return "baseline (" + snapshot.id() + ", " + time + ")";
		}
		return snapshot.id() + ((snapshot.name() != null) ? " " + snapshot.name() : "") + " (" + time + ")";
	}

	private static Markup html(List<Option> options, String selected) {
		Markup html = new Markup();
		for (Option option : options) {
			html.add("<option value=\"{}\"{}>{}</option>", option.value(),
					Markup.of(option.value().equals(selected) ? " selected" : ""), option.text());
		}
		return html;
	}

	private record Option(String value, String text) {

	}

}
