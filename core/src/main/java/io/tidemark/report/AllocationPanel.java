package io.tidemark.report;

import java.util.List;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationShare;
import io.tidemark.heap.OldObject;
import io.tidemark.heap.OldObjects;
import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What the page says of allocation: the lines that allocated what stayed, the survivors
 * themselves, and who allocates how much.
 */
final class AllocationPanel {

	/** Lines with their stack at most. */
	static final int LINES = 20;

	/** Survivors with their stack at most. */
	static final int SURVIVORS = 50;

	private static final int FRAMES = 12;

	private static final int BAR = 72;

	private AllocationPanel() {
	}

	/** The lines, the likeliest first; nothing if none is known. */
	static Markup lines(HeapPicture picture, HeapContext context) {
		if (picture.lines().isEmpty()) {
			return new Markup();
		}
		Markup rows = new Markup();
		List<AllocationLine> told = context.limited(picture.lines());
		told.stream().limit(LINES).forEach((line) -> rows.add("{}", line(line)));
		int omitted = picture.lines().size() - Math.min(LINES, told.size());
		return Markup.of(
				"<section class=\"aside\"><h2>Allocated here</h2><div class=\"card\"><ul class=\"lines\">{}</ul>{}</div></section>",
				rows, (omitted > 0) ? Markup.of("<p class=\"omitted\">{} not shown; JSON tells all.</p>",
						Amounts.count(omitted, "more line")) : new Markup());
	}

	private static Markup line(AllocationLine line) {
		Markup html = Markup.of("<li><b>{}</b><div>{} allocates {}{}<small>{}</small>", HeapNotes.percent(line.share()),
				frame(line.frame()), ClassTable.name(line.className()), library(line.library()), HeapNotes.known(line));
		html.add("{}", path(line.path()));
		if (!line.stack().isEmpty()) {
			html.add("<details><summary>{}</summary>{}</details>", Amounts.count(line.stack().size(), "frame"),
					StackPanel.frames(line.stack(), false, line.frame()));
		}
		return html.add("</div></li>");
	}

	private static Markup frame(@Nullable Frame frame) {
		return (frame != null) ? Markup.of("<code>{}</code>", StackPanel.breakable(frame.toString()))
				: Markup.of("Code outside the application");
	}

	private static Markup library(@Nullable String library) {
		return (library != null) ? Markup
			.of(" <span class=\"tag\" title=\"No line of the application was on the stack\">{}</span>", library)
				: new Markup();
	}

	/** Who holds an object, the object first. */
	private static Markup path(List<String> path) {
		if (path.isEmpty()) {
			return new Markup();
		}
		Markup html = Markup.of("<ol class=\"path\" aria-label=\"Held by\">");
		path.forEach((step) -> html.add("<li><code>{}</code></li>", step));
		return html.add("</ol>");
	}

	/** The survivors, oldest first; nothing if nobody asked for them. */
	static Markup survivors(@Nullable OldObjects survivors, HeapContext context) {
		if (survivors == null) {
			return new Markup();
		}
		Markup html = Markup.of(
				"<section class=\"aside\"><h2>What stays</h2><div class=\"card\"><p class=\"about\">{}{}</p>",
				about(survivors), (survivors.because() != null)
						? Markup.of(" {}", HeapNotes.sentence(survivors.because())) : new Markup());
		if (!survivors.objects().isEmpty()) {
			html.add("{}", table(survivors, context));
		}
		return html.add("</div></section>");
	}

	private static Markup about(OldObjects survivors) {
		Markup html = Markup.of("{}, asked in {}, ", HeapPage.survivors(survivors), Amounts.cost(survivors.wall()));
		html.add("{}", survivors.pause().isZero() ? "which stopped nothing."
				: "which stopped the service for " + Amounts.cost(survivors.pause()) + ".");
		if (!survivors.objects().isEmpty()) {
			html.add(" <a href=\"?format=flamegraph\">Flame graph</a> of where they were allocated.");
		}
		return html;
	}

	private static Markup table(OldObjects survivors, HeapContext context) {
		List<OldObject> objects = context.limited(Survivors.oldestFirst(survivors));
		Markup rows = new Markup();
		objects.stream().limit(SURVIVORS).forEach((object) -> rows.add("{}", row(object)));
		Markup html = Markup.of("<table class=\"plain numbers\"><thead><tr><th scope=\"col\">Object</th>"
				+ "<th scope=\"col\">Age</th><th scope=\"col\">Bytes</th><th scope=\"col\" class=\"text\">Allocated at</th></tr></thead>"
				+ "<tbody>{}</tbody></table>", rows);
		int omitted = survivors.objects().size() - Math.min(SURVIVORS, objects.size());
		return (omitted > 0) ? html.add("<p class=\"omitted\">{} not shown; JSON tells all.</p>",
				Amounts.count(omitted, "more object")) : html;
	}

	private static Markup row(OldObject object) {
		Markup html = Markup.of(
				"<tr><th scope=\"row\">{}</th><td data-label=\"age\">{}</td><td data-label=\"bytes\">{}</td>",
				ClassTable.name(Survivors.title(object)), Amounts.span(object.age()),
				(object.bytes() >= 0) ? Amounts.bytes(object.bytes()) : "");
		html.add("<td class=\"text\"><details><summary>{}</summary>",
				Survivors.line(object) != null ? frame(Survivors.line(object)) : Markup.of("no stack"));
		if (object.thread() != null) {
			html.add("<p>by <code>{}</code></p>", object.thread());
		}
		html.add("<ol class=\"frames\">");
		StackExcerpt.of(object.stack(), FRAMES).forEach((line) -> html.add("<li>{}</li>", line));
		return html.add("</ol></details>{}</td></tr>", path(object.path()));
	}

	/** Who allocates how much, packages beside endpoints. */
	static Markup shares(HeapPicture picture) {
		if (picture.packages().isEmpty() && picture.endpoints().isEmpty()) {
			return new Markup();
		}
		return Markup.of(
				"<section class=\"aside\"><h2>Who allocates</h2><div class=\"card shares\">{}{}</div></section>",
				shares("Package", picture.packages()), shares("Endpoint", picture.endpoints()));
	}

	private static Markup shares(String title, List<AllocationShare> shares) {
		if (shares.isEmpty()) {
			return new Markup();
		}
		Markup rows = new Markup();
		shares.forEach((share) -> rows.add("{}", row(share)));
		return Markup
			.of("<table class=\"plain numbers\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">Rate</th>"
					+ "<th scope=\"col\">Share</th></tr></thead><tbody>{}</tbody></table>", title, rows);
	}

	private static Markup row(AllocationShare share) {
		AllocationLine line = share.line();
		Markup html = Markup.of("<tr><th scope=\"row\"><code>{}</code>", share.name());
		if (line != null && line.frame() != null) {
			html.add("<small>most at <code>{}</code></small>", StackPanel.breakable(line.frame().toString()));
		}
		return html.add("</th><td>{}</td><td>{}{}</td></tr>", HeapNotes.rate(share.bytesPerSecond()),
				HeapNotes.percent(share.share()), bar(share.share()));
	}

	private static Markup bar(double share) {
		return Markup.of(
				"<svg class=\"bar\" viewBox=\"0 0 {} 4\" width=\"{}\" height=\"4\" aria-hidden=\"true\">"
						+ "<rect class=\"stayed\" width=\"{}\" height=\"4\"/></svg>",
				BAR, BAR, Math.round(Math.max(0, Math.min(1, share)) * BAR));
	}

}
