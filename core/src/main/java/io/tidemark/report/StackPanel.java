package io.tidemark.report;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.tidemark.diff.StackChange;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.LockWait;
import io.tidemark.group.StackGroup;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * The second row of a group on the page: the line that started its threads and, opened,
 * the stack of the creator and the places where the threads stand.
 */
final class StackPanel {

	private static final int FRAMES = 14;

	private final Markup stacks = new Markup();

	private int count;

	/** The locks for which the threads wait; nothing for none. */
	StackPanel locks(List<LockWait> locks) {
		String sentence = LockSentence.of(locks);
		if (!sentence.isEmpty()) {
			this.stacks.add("<p class=\"lock\">{}</p>", sentence);
		}
		return this;
	}

	/** A stack group of a diff. */
	StackPanel add(StackChange stack) {
		String size = Amounts.count(stack.after(), "thread") + " (" + Amounts.signed(stack.change()) + ")";
		return add(size, stack.state(), stack.waitReason(), stack.stack(), stack.sampleThreads());
	}

	/** A stack group of one snapshot. */
	StackPanel add(StackGroup stack) {
		return add(Amounts.count(stack.threads(), "thread"), stack.state(), stack.waitReason(), stack.stack(),
				stack.sampleThreads());
	}

	private StackPanel add(String size, Thread.State state, WaitReason waitReason, StackTrace stack,
			List<String> sampleThreads) {
		this.count++;
		this.stacks.add("<div class=\"stack\"><h3>{}</h3>", size + " · " + state + " · " + waitReason.id());
		if (!sampleThreads.isEmpty()) {
			this.stacks.add("<p>such as <code>{}</code></p>", String.join(", ", sampleThreads));
		}
		this.stacks.add("{}</div>", frames(stack.frames(), stack.truncated(), null));
		return this;
	}

	/**
	 * The panel as content of a cell.
	 * @param omitted threads in stack groups that were not added
	 */
	Markup html(FamilyKey key, @Nullable FamilyOrigin origin, int omitted, ReportContext context) {
		Markup html = new Markup();
		html.add("<details><summary>{}<span class=\"sr\">, {}</span></summary>", summary(key, origin, context),
				Amounts.count(this.count, "stack"));
		html.add("{}<div class=\"{}\">", notes(context.notes(key)), (origin != null) ? "panel" : "panel single");
		if (origin != null) {
			html.add("<section>{}</section>", creator(origin));
		}
		html.add("<section>{}", this.stacks);
		if (this.count == 0) {
			html.add("<p>No stack of these threads was seen.</p>");
		}
		if (omitted > 0) {
			html.add("<p class=\"rest-of-stacks\">{} at other places</p>", Amounts.count(omitted, "thread"));
		}
		return html.add("</section></div></details>");
	}

	private static Markup summary(FamilyKey key, @Nullable FamilyOrigin origin, ReportContext context) {
		if (origin == null) {
			Frame submitter = context.notes(key).submitter();
			return (submitter != null) ? Markup.of("submitted at <code>{}</code>", breakable(submitter.toString()))
					: Markup.of("origin {}", Finding.unknownOrigin(key, context));
		}
		return startedAt(origin);
	}

	/** The line that started threads. */
	static Markup startedAt(FamilyOrigin origin) {
		Markup html = Markup.of("started at <code>{}</code>", breakable(origin.frame().toString()));
		if (origin.library()) {
			html.add(" <span class=\"tag\" title=\"No line of the application was on the stack\">library</span>");
		}
		return html;
	}

	private static Markup notes(GroupNotes notes) {
		return lines((line) -> NotesText.write(line, notes));
	}

	/** Lines with their labels; those without a text are left out. */
	static Markup lines(Consumer<BiConsumer<String, String>> notes) {
		Markup lines = new Markup();
		notes.accept((label, text) -> {
			if (!text.isEmpty()) {
				lines.add("<dt>{}</dt><dd>{}</dd>", label, text);
			}
		});
		return lines.isEmpty() ? lines : Markup.of("<dl class=\"notes\">{}</dl>", lines);
	}

	/** Who started threads, with the whole stack. */
	static Markup creator(FamilyOrigin origin) {
		Markup html = Markup.of(
				"<h3>Who started them</h3><p>{} started here, one of them by thread <code>{}</code></p>",
				Amounts.count(origin.threads(), "thread"), origin.parent());
		return html.add("{}", frames(origin.stack(), false, origin.frame()));
	}

	/** The frames, those beyond the first {@value #FRAMES} behind a click. */
	static Markup frames(List<Frame> frames, boolean truncated, @Nullable Frame origin) {
		if (frames.isEmpty()) {
			return Markup.of("<p>No frames were captured.</p>");
		}
		Markup html = new Markup();
		// One line more than the limit costs less than the words that would hide it
		int shown = (frames.size() <= FRAMES + 1) ? frames.size() : FRAMES;
		html.add("{}", list(frames.subList(0, shown), origin));
		if (shown < frames.size()) {
			html.add("<details><summary>… {} more</summary>{}</details>", Amounts.count(frames.size() - shown, "frame"),
					list(frames.subList(shown, frames.size()), origin));
		}
		if (truncated) {
			html.add("<p>The stack was deeper than what is kept.</p>");
		}
		return html;
	}

	private static Markup list(List<Frame> frames, @Nullable Frame origin) {
		Markup html = Markup.of("<ol class=\"frames\">");
		for (Frame frame : frames) {
			html.add("<li{}>{}</li>", Markup.of(frameClass(frame, origin)), breakable(frame.toString()));
		}
		return html.add("</ol>");
	}

	private static String frameClass(Frame frame, @Nullable Frame origin) {
		if (frame.equals(origin)) {
			return " class=\"origin\"";
		}
		return StackExcerpt.isJdk(frame) ? " class=\"jdk\"" : "";
	}

	/**
	 * A frame that a narrow page breaks before its class or its source rather than within
	 * a word.
	 */
	static Markup breakable(String frame) {
		int source = frame.lastIndexOf('(');
		int method = frame.lastIndexOf('.', source);
		if (source < 0 || method < 0) {
			return Markup.of("{}", frame);
		}
		int name = frame.lastIndexOf('.', method - 1) + 1;
		return Markup.of("{}{}{}<wbr>{}", frame.substring(0, name), Markup.of((name > 0) ? "<wbr>" : ""),
				frame.substring(name, source), frame.substring(source));
	}

}
