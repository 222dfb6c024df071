package io.tidemark.report;

import java.util.List;

import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HistogramDiff;
import io.tidemark.heap.PackageChange;
import org.jspecify.annotations.Nullable;

/**
 * The tables of classes that grew in each of several histograms, and of packages.
 */
final class GrowingTable {

	/** Packages that are told at most: the classes stand beside them. */
	private static final int PACKAGES = 20;

	private GrowingTable() {
	}

	/** The classes that grew each time; nothing if none did. */
	static Markup of(List<GrowingClass> growing, HeapContext context) {
		if (growing.isEmpty()) {
			return new Markup();
		}
		Markup rows = new Markup();
		context.limited(growing).forEach((one) -> rows.add("{}", row(one)));
		return Markup
			.of("<section class=\"aside\"><h2>Grew from histogram to histogram</h2><div class=\"card\"><table class=\"plain numbers\"><thead>"
					+ "<tr><th scope=\"col\">Class</th><th scope=\"col\">Gained</th><th scope=\"col\">An hour</th>"
					+ "<th scope=\"col\">Objects gained</th><th scope=\"col\">Objects now</th><th scope=\"col\">Times in a row</th>"
					+ "<th scope=\"col\" class=\"text\">Explains</th></tr></thead><tbody>{}</tbody></table></div></section>",
					rows);
	}

	private static Markup row(GrowingClass growing) {
		Markup html = Markup.of("<tr><th scope=\"row\">{}{}</th>", ClassTable.name(growing.name()),
				(growing.loaders() > 1)
						? Markup.of(" <span class=\"tag\">by {} class loaders</span>", growing.loaders())
						: new Markup());
		html.add("<td class=\"gained\">{}</td><td data-label=\"an hour\">{}</td>",
				HeapNotes.gained(growing.bytesGained()), HeapNotes.anHour(growing, "").replace(" an hour", ""));
		html.add(
				"<td data-label=\"objects\">{}</td><td data-label=\"of\">{}</td><td data-label=\"times in a row\">{}</td>",
				HeapNotes.gainedObjects(growing.instancesGained()), HeapNotes.objects(growing.instances()),
				growing.observations());
		return html.add("<td class=\"text\" data-label=\"explains\">{}</td></tr>", names(growing.explains()));
	}

	private static Markup names(List<String> names) {
		Markup html = new Markup();
		names.forEach((name) -> html.add("{}{}", html.isEmpty() ? "" : ", ", ClassTable.name(name)));
		return html;
	}

	/** The packages of a difference, behind a click. */
	static Markup packages(@Nullable HistogramDiff diff, HeapContext context) {
		List<PackageChange> packages = (diff != null) ? diff.packages() : List.of();
		if (packages.isEmpty()) {
			return new Markup();
		}
		Markup rows = new Markup();
		packages.stream().limit(PACKAGES).forEach((one) -> rows.add("{}", row(one)));
		return Markup
			.of("<section class=\"aside\"><h2>Packages</h2><div class=\"card\"><details class=\"itself\"><summary>{}</summary>"
					+ "<table class=\"plain numbers\"><thead><tr><th scope=\"col\">Package</th><th scope=\"col\">Gained</th>"
					+ "<th scope=\"col\">Objects gained</th><th scope=\"col\">Classes</th></tr></thead>"
					+ "<tbody>{}</tbody></table></details></div></section>", summary(packages), rows);
	}

	private static String summary(List<PackageChange> packages) {
		PackageChange most = packages.get(0);
		return (most.bytesGained() > 0) ? title(most) + " gained most, " + HeapNotes.gained(most.bytesGained())
				: "No package gained bytes";
	}

	private static Markup row(PackageChange change) {
		return Markup.of(
				"<tr><th scope=\"row\">{}</th><td>{}</td><td data-label=\"objects\">{}</td>"
						+ "<td data-label=\"classes\">{}</td></tr>",
				title(change), LeaksTable.minus(HeapNotes.gained(change.bytesGained())),
				LeaksTable.minus(HeapNotes.gainedObjects(change.instancesGained())), change.classes());
	}

	private static String title(PackageChange change) {
		return change.name().isEmpty() ? "arrays of primitives" : change.name();
	}

}
