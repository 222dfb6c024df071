package io.tidemark.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationShare;
import io.tidemark.heap.ClassChange;
import io.tidemark.heap.ClassCount;
import io.tidemark.heap.ClassHistogram;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.heap.HistogramDiff;
import io.tidemark.heap.LiveSet;
import io.tidemark.heap.OldObjects;
import io.tidemark.verdict.LeakVerdict;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is known of memory for a terminal during an incident: the finding in the
 * first line, then what lives, who grew and who allocated it, and last what it would cost
 * to ask for more. Lines are those of {@link TextReport}. May be used by any number of
 * threads.
 *
 * @since 0.1.0
 */
public final class HeapText {

	private static final int FRAMES = 8;

	/** The picture as text. */
	public String picture(HeapPicture picture, HeapContext context) {
		TextPage page = new TextPage();
		page.line(HeapFinding.of(picture).text());
		page.line("");
		page.line("time  " + Amounts.time(picture.time()));
		writeLive(page, picture);
		writeHistograms(page, picture);
		page.failing(ObserverTable.failing(context.observer()));
		picture.worthTelling().forEach((verdict) -> write(page, verdict));
		writeSuspects(page, picture.suspects());
		section(page, "grew from histogram to histogram", context.limited(picture.growing()), HeapText::write);
		section(page, "allocated here", context.limited(picture.lines()), HeapText::write);
		if (picture.diff() != null) {
			section(page, "classes", context.limited(picture.diff().changes()), HeapText::write);
			page.omitted(context.omitted(picture.diff().changes()), "class", "classes");
		}
		section(page, "packages allocate", context.limited(picture.packages()), HeapText::write);
		section(page, "endpoints allocate", context.limited(picture.endpoints()), HeapText::write);
		writePrices(page, picture);
		return page.text();
	}

	/** One histogram as text, classes with most bytes first. */
	public String histogram(ClassHistogram histogram, HeapContext context) {
		TextPage page = new TextPage();
		page.line("Histogram %s: %s in %s objects.".formatted(histogram.id(), Amounts.bytes(histogram.bytes()),
				HeapNotes.objects(histogram.instances())));
		page.line("");
		page.line("time  " + Amounts.time(histogram.time()));
		page.line("cost  " + HeapNotes.cost(histogram));
		section(page, "classes", context.limited(histogram.classes()), HeapText::write);
		page.omitted(context.omitted(histogram.classes()), "class", "classes");
		return page.text();
	}

	private static void writeLive(TextPage page, HeapPicture picture) {
		LiveSet live = picture.live();
		page.line("lives " + HeapNotes.live(live, picture.limit())
				+ ((live.measured() != null) ? ", " + live.source() + " at " + Amounts.time(live.measured()) : ""));
		if (live.unknown() != null) {
			page.line("      " + HeapNotes.sentence(live.unknown()));
		}
		if (picture.expected() != null) {
			page.line("      " + HeapNotes.expected(picture.expected()) + " expected for the load");
			if (picture.expected().because() != null) {
				page.line("      " + HeapNotes.sentence(picture.expected().because()));
			}
		}
	}

	private static void writeHistograms(TextPage page, HeapPicture picture) {
		HistogramDiff diff = picture.diff();
		if (diff == null) {
			return;
		}
		page.line("from  " + identity(diff.from()));
		page.line("to    " + identity(diff.to()));
		page.line("      " + HeapNotes.between(diff));
	}

	private static String identity(ClassHistogram histogram) {
		return histogram.id() + ", " + Amounts.bytes(histogram.bytes()) + " in "
				+ HeapNotes.objects(histogram.instances()) + " objects, " + Amounts.time(histogram.time()) + ", "
				+ HeapNotes.cost(histogram);
	}

	private static void write(TextPage page, LeakVerdict verdict) {
		page.line("");
		page.line(column(verdict.grade().id()) + verdict.name());
		page.detail("because", verdict.judgement().reason());
		page.detail("now", LeaksNotes.now(verdict));
	}

	private static void writeSuspects(TextPage page, @Nullable HeapSuspects suspects) {
		if (suspects == null) {
			return;
		}
		page.line("");
		page.line("suspects");
		page.detail("held by", (suspects.holder() != null) ? suspects.holder() : "");
		page.detail("when", (suspects.coincidence() != null) ? suspects.coincidence() : "");
		page.detail("but", (suspects.undecided() != null) ? suspects.undecided() : "");
	}

	private static void write(TextPage page, GrowingClass growing) {
		page.line(column(HeapNotes.gained(growing.bytesGained())) + growing.name());
		page.detail("",
				"%s objects, %s in all, %d times in a row%s".formatted(
						HeapNotes.gainedObjects(growing.instancesGained()), HeapNotes.objects(growing.instances()),
						growing.observations(), HeapNotes.anHour(growing, ", ")));
		page.detail("with", String.join(", ", growing.explains()));
	}

	private static void write(TextPage page, AllocationLine line) {
		page.line(column(HeapNotes.percent(line.share())) + line.className() + " at "
				+ ((line.frame() != null) ? line.frame() : "no line of the application")
				+ ((line.library() != null) ? " [" + line.library() + "]" : ""));
		page.detail("", HeapNotes.known(line));
		StackExcerpt.of(line.stack(), FRAMES).forEach((frame) -> page.detail("", "   " + frame));
		for (int i = 0; i < line.path().size(); i++) {
			page.detail((i == 0) ? "held by" : "", line.path().get(i));
		}
	}

	private static void write(TextPage page, ClassChange change) {
		page.line(column(HeapNotes.gained(change.bytesGained())) + change.name()
				+ ((change.creditedTo() != null) ? ", as " + change.creditedTo() + " grew" : ""));
		page.detail("",
				"%s objects, from %s to %s, %s now".formatted(HeapNotes.gainedObjects(change.instancesGained()),
						HeapNotes.objects(change.instancesBefore()), HeapNotes.objects(change.instances()),
						Amounts.bytes(change.bytes())));
	}

	private static void write(TextPage page, ClassCount count) {
		page.line(column(Amounts.bytes(count.bytes())) + count.name() + ", " + HeapNotes.objects(count.instances())
				+ " objects" + ((count.loaders() > 1) ? ", by " + count.loaders() + " class loaders" : ""));
	}

	private static void write(TextPage page, AllocationShare share) {
		page.line(column(HeapNotes.rate(share.bytesPerSecond())) + share.name() + ", "
				+ HeapNotes.percent(share.share()));
		AllocationLine line = share.line();
		page.detail("", (line != null && line.frame() != null) ? "at " + line.frame() : "");
	}

	private static void writePrices(TextPage page, HeapPicture picture) {
		HeapPrices prices = picture.prices();
		page.line("");
		page.line("what it costs to ask for more");
		if (prices.unsupported() != null) {
			page.line("        " + HeapNotes.sentence(prices.unsupported()));
		}
		if (prices.histogram() != null) {
			page.line("        POST {}: a histogram: " + HeapNotes.price(prices.histogram()) + " ("
					+ prices.histogram().basis() + ")" + waiting(prices.untilAllowed()));
		}
		if (prices.objects()) {
			page.line("        POST {\"oldObjects\":true}: what stays, and where it was allocated:"
					+ lastTime(picture.survivors()));
		}
		if (prices.paths() != null) {
			page.line("        POST {\"paths\":true}: who holds it: " + HeapNotes.price(prices.paths()) + " ("
					+ prices.paths().basis() + ")");
		}
	}

	private static String waiting(Duration wait) {
		return wait.isZero() ? ""
				: "; allowed in " + Amounts.span(wait.plusMillis(999)) + ", at once with \"force\":true";
	}

	private static String lastTime(@Nullable OldObjects survivors) {
		return " stops nothing"
				+ ((survivors != null) ? ", took " + Amounts.cost(survivors.wall()) + " the last time" : "");
	}

	private static <T> void section(TextPage page, String heading, List<T> values, Row<T> row) {
		if (values.isEmpty()) {
			return;
		}
		page.line("");
		page.line(heading);
		values.forEach((value) -> row.write(page, value));
	}

	private static String column(String text) {
		return String.format(Locale.ROOT, "%-11s", text);
	}

	private interface Row<T> {

		void write(TextPage page, T value);

	}

}
