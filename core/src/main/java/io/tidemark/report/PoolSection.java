package io.tidemark.report;

import java.util.List;
import java.util.Locale;

import io.tidemark.watch.PoolRatio;
import tools.jackson.core.JsonGenerator;

/**
 * How well pools and caches work, in a report of leaks. Nothing where there are none.
 */
final class PoolSection {

	private PoolSection() {
	}

	static void write(JsonGenerator json, List<PoolRatio> pools) {
		if (!pools.isEmpty()) {
			JsonReport.writeObjects(json, "pools", pools, PoolSection::write);
		}
	}

	private static void write(JsonGenerator json, PoolRatio pool) {
		json.writeStringProperty("kind", pool.kind());
		json.writeStringProperty("name", pool.name());
		if (Double.isFinite(pool.ratio())) {
			json.writeNumberProperty("hitRatio", rounded(pool.ratio()));
		}
		if (Double.isFinite(pool.reference())) {
			json.writeNumberProperty("reference", rounded(pool.reference()));
		}
		JsonReport.writeIfPresent(json, "suspicion", pool.suspicion());
	}

	private static double rounded(double ratio) {
		return Math.round(ratio * 10_000) / 10_000d;
	}

	static void write(TextPage page, List<PoolRatio> pools) {
		if (pools.isEmpty()) {
			return;
		}
		page.line("");
		page.line("hit ratios");
		for (PoolRatio pool : pools) {
			page.line("        " + pool.name() + "  " + pool.kind() + "  " + ratio(pool));
			page.detail("", (pool.suspicion() != null) ? pool.suspicion() : "");
		}
	}

	private static String ratio(PoolRatio pool) {
		return Double.isFinite(pool.ratio()) ? String.format(Locale.ROOT, "%.1f %%", 100 * pool.ratio())
				: "too few requests in a minute";
	}

	static Markup html(List<PoolRatio> pools) {
		Markup html = new Markup();
		if (pools.isEmpty()) {
			return html;
		}
		Markup rows = new Markup();
		pools.forEach(
				(pool) -> rows.add("<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td><td>{}</td></tr>",
						pool.name(), pool.kind(), ratio(pool), (pool.suspicion() != null) ? pool.suspicion() : ""));
		boolean suspicious = pools.stream().anyMatch((pool) -> pool.suspicion() != null);
		return html
			.add("<section class=\"aside\"><h2>Pools and caches</h2><div class=\"card\"><details class=\"itself\"{}>"
					+ "<summary>{}</summary>", Markup.of(suspicious ? " open" : ""),
					Amounts.count(pools.size(), "hit ratio"))
			.add("<table class=\"plain\"><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Kind</th>"
					+ "<th scope=\"col\">Hits</th><th scope=\"col\">Note</th></tr></thead><tbody>{}</tbody></table>"
					+ "</details></div></section>", rows);
	}

}
