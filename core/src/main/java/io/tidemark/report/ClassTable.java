package io.tidemark.report;

import java.util.List;

import io.tidemark.heap.ClassChange;
import io.tidemark.heap.ClassCount;
import io.tidemark.heap.ClassHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The table of classes on a page: of a difference, or of one histogram.
 */
final class ClassTable {

	private static final int BAR = 72;

	private final SortedTable table;

	private int rows;

	private ClassTable(String caption) {
		this.table = new SortedTable(caption);
	}

	/** The classes that changed, most bytes gained first. */
	static Markup of(List<ClassChange> changes, HeapContext context) {
		if (changes.isEmpty()) {
			return new Markup();
		}
		ClassTable table = new ClassTable("Classes, most bytes gained first");
		table.table.header("change", "Gained", true).header("name", "Class", false);
		table.table.header("objects", "Objects gained", false)
			.header("before", "Objects before", false)
			.header("after", "Objects now", false)
			.header("bytes", "Bytes now", false);
		table.table.endHeader();
		List<ClassChange> told = context.limited(changes);
		long largest = told.stream()
			.mapToLong((change) -> Math.max(change.bytes(), change.bytesBefore()))
			.max()
			.orElse(1);
		told.forEach((change) -> table.row(change, largest));
		return table.table.end();
	}

	/** The classes of one histogram, most bytes first. */
	static Markup of(ClassHistogram histogram, HeapContext context) {
		if (histogram.classes().isEmpty()) {
			return new Markup();
		}
		ClassTable table = new ClassTable("Classes, most bytes first");
		table.table.header("bytes", "Bytes", true).header("name", "Class", false);
		table.table.header("after", "Objects", false).header("loaders", "Class loaders", false).endHeader();
		context.limited(histogram.classes()).forEach((count) -> table.row(count, histogram.bytes()));
		return table.table.end();
	}

	private void row(ClassChange change, long largest) {
		long gained = change.bytesGained();
		this.table
			.begin("class-" + this.rows++, "group " + ((gained > 0) ? "grew" : (gained < 0) ? "shrank" : "same"),
					change.name())
			.data("change", gained)
			.data("objects", change.instancesGained())
			.data("before", change.instancesBefore())
			.data("after", change.instances())
			.data("bytes", change.bytes())
			.first(LeaksTable.minus(HeapNotes.gained(gained)));
		this.table.name(name(change.name()));
		this.table.number("objects", "objects", LeaksTable.minus(HeapNotes.gainedObjects(change.instancesGained())));
		this.table.number("before", "before", HeapNotes.objects(change.instancesBefore()));
		this.table.number("after", "now", HeapNotes.objects(change.instances()));
		this.table.number("bytes", "bytes", Amounts.bytes(change.bytes()));
		this.table.more(bar(change.bytesBefore(), change.bytes(), largest), more(change.module(), change.creditedTo()));
	}

	private void row(ClassCount count, long all) {
		this.table.begin("class-" + this.rows++, "group same", count.name())
			.data("bytes", count.bytes())
			.data("after", count.instances())
			.data("loaders", count.loaders())
			.first(Amounts.bytes(count.bytes()));
		this.table.name(name(count.name()));
		this.table.number("after", "objects", HeapNotes.objects(count.instances()));
		this.table.number("loaders", "class loaders", count.loaders());
		this.table.more(bar(count.bytes(), count.bytes(), all), more(count.module(), null));
	}

	/** A name that a narrow page breaks before the class rather than within a word. */
	static Markup name(String name) {
		int simple = name.lastIndexOf('.') + 1;
		return Markup.of("<code>{}{}{}</code>", name.substring(0, simple), Markup.of((simple > 0) ? "<wbr>" : ""),
				name.substring(simple));
	}

	private static Markup more(@Nullable String module, @Nullable String creditedTo) {
		Markup html = new Markup();
		if (creditedTo != null) {
			html.add("grew as {} did", name(creditedTo));
		}
		if (module != null) {
			html.add("{}{}", html.isEmpty() ? "" : ", ", module);
		}
		return html.isEmpty() ? html : Markup.of("<p class=\"origin-line\">{}</p>", html);
	}

	/** A picture of before and after; the numbers stand beside it. */
	private static Markup bar(long before, long after, long largest) {
		int stayed = width(Math.min(before, after), largest);
		int moved = width(Math.max(before, after), largest) - stayed;
		return Markup.of("""
				<svg class="bar" viewBox="0 0 {} 4" width="{}" height="4" aria-hidden="true">\
				<rect class="stayed" width="{}" height="4"/><rect class="{}" x="{}" width="{}" height="4"/></svg>""",
				BAR, BAR, stayed, (after > before) ? "gained" : "lost", stayed, moved);
	}

	private static int width(long bytes, long largest) {
		return (int) Math.ceil((double) bytes * BAR / Math.max(1, largest));
	}

}
