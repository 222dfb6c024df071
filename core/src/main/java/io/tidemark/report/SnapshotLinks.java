package io.tidemark.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;

/**
 * The addresses that a page links to, relative because nobody tells the engine where it
 * is served. The page of a diff is served at {@code …/threaddiff}, that of a snapshot one
 * segment below. Where the endpoint has another name the script of the page corrects the
 * links, which carry what it needs as data attributes.
 */
final class SnapshotLinks {

	/** As many groups as a snapshot holds; nobody can ask for more. */
	static final int LARGEST_LIMIT = 1_000;

	private static final String ENDPOINT = "threaddiff";

	private SnapshotLinks() {
	}

	/** The query that asks for this diff again. */
	static String query(SnapshotDiff diff, ReportContext context) {
		return query(from(diff, context), to(diff, context), context.limit());
	}

	static String query(String from, String to, int limit) {
		return "?from=" + encoded(from) + "&to=" + encoded(to) + "&limit=" + limit;
	}

	/** What asks for the earlier snapshot. */
	static String from(SnapshotDiff diff, ReportContext context) {
		return handle(diff.from(), context, "previous");
	}

	/**
	 * What asks for the later snapshot. A baseline that has just been taken is also the
	 * snapshot of now for a moment; whoever asks again wants what is now then.
	 */
	static String to(SnapshotDiff diff, ReportContext context) {
		return diff.to().id().equals(diff.from().id()) ? "now" : handle(diff.to(), context, "now");
	}

	/** What asks for a snapshot that is kept. */
	static String handle(KeptSnapshot snapshot) {
		return snapshot.baseline() ? "baseline" : snapshot.id();
	}

	private static String handle(KeptSnapshot snapshot, ReportContext context, String otherwise) {
		return context.keeps(snapshot) ? handle(snapshot) : otherwise;
	}

	/** A link to the page of a snapshot that is kept. */
	static Markup toSnapshot(KeptSnapshot snapshot, boolean onSnapshot, String text) {
		String address = (onSnapshot ? "" : ENDPOINT + "/") + encoded(snapshot.id());
		return Markup.of("<a href=\"{}\" data-snapshot=\"{}\">{}</a>", address, snapshot.id(), text);
	}

	/** A link to the page of a diff. */
	static Markup toDiff(String query, boolean onSnapshot, String text) {
		return Markup.of("<a href=\"{}\" data-diff=\"{}\">{}</a>", onSnapshot ? "../" + ENDPOINT + query : query, query,
				text);
	}

	/**
	 * Links to the other formats of a page.
	 * @param query what asks for the page again, up to the {@code &} before its format
	 * @param profile name under which a browser keeps the profile, which it cannot show
	 */
	static Markup formats(String query, String profile) {
		return Markup
			.of("<a href=\"{}format=flamegraph\">Flame graph</a><a href=\"{}format=pprof\" download=\"{}.pb.gz\">pprof</a>"
					+ "<a href=\"{}format=folded\">Folded</a><a href=\"{}format=text\">Text</a>"
					+ "<a href=\"{}format=json\">JSON</a>", query, query, profile, query, query, query);
	}

	private static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
