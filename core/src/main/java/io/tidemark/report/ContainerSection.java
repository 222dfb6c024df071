package io.tidemark.report;

import java.util.LinkedHashMap;
import java.util.Map;

import io.tidemark.jvm.MemoryFinding;
import io.tidemark.jvm.MemoryPlan;
import io.tidemark.jvm.ResourceLimit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What the settings of memory add up to and what of them does not fit, in a report of
 * leaks. Nothing where nobody looked.
 */
final class ContainerSection {

	private ContainerSection() {
	}

	static void write(JsonGenerator json, @Nullable MemoryPlan plan) {
		if (plan == null) {
			return;
		}
		json.writeObjectPropertyStart("container");
		ResourceLimit limit = plan.limit();
		if (limit != null) {
			json.writeNumberProperty("limit", limit.value());
			json.writeStringProperty("limitName", limit.name());
		}
		parts(plan).forEach(json::writeNumberProperty);
		json.writeNumberProperty("total", plan.total());
		JsonReport.writeObjects(json, "findings", plan.findings(), ContainerSection::write);
		json.writeEndObject();
	}

	private static void write(JsonGenerator json, MemoryFinding finding) {
		json.writeStringProperty("what", finding.what());
		json.writeStringProperty("setting", finding.setting());
		json.writeBooleanProperty("certain", finding.certain());
	}

	private static Map<String, Long> parts(MemoryPlan plan) {
		Map<String, Long> parts = new LinkedHashMap<>();
		parts.put("heap", plan.heap());
		parts.put("metaspace", plan.metaspace());
		parts.put("stacks", plan.stacks());
		parts.put("direct", plan.direct());
		parts.put("codeCache", plan.codeCache());
		parts.put("other", plan.other());
		return parts;
	}

	static void write(TextPage page, @Nullable MemoryPlan plan) {
		if (plan == null) {
			return;
		}
		page.line("");
		page.line("memory");
		page.detail("takes", "up to " + Amounts.bytes(plan.total()) + ": " + sum(plan));
		page.detail("of", limit(plan));
		for (MemoryFinding finding : plan.findings()) {
			page.detail(finding.certain() ? "no fit" : "note", finding.what() + ".");
			page.detail("", "set " + finding.setting());
		}
	}

	private static String sum(MemoryPlan plan) {
		return "heap %s, metaspace %s, stacks %s, direct %s, code %s, other %s".formatted(Amounts.bytes(plan.heap()),
				Amounts.bytes(plan.metaspace()), Amounts.bytes(plan.stacks()), Amounts.bytes(plan.direct()),
				Amounts.bytes(plan.codeCache()), Amounts.bytes(plan.other()));
	}

	private static String limit(MemoryPlan plan) {
		ResourceLimit limit = plan.limit();
		return (limit != null) ? Amounts.bytes(limit.value()) + ", " + limit.name() : "no known limit";
	}

	/** What does not fit stands open, all else is for whoever looks. */
	static Markup html(@Nullable MemoryPlan plan) {
		Markup html = new Markup();
		if (plan == null) {
			return html;
		}
		Markup rows = new Markup();
		plan.findings().forEach((finding) -> rows.add("{}", row(finding)));
		html.add(
				"<section class=\"aside\"><h2>Memory of the process</h2><div class=\"card\"><details class=\"itself\"{}>",
				Markup.of(plan.findings().isEmpty() ? "" : " open"));
		html.add("<summary>May take {} of {}</summary><p>{}.</p>", Amounts.bytes(plan.total()), limit(plan), sum(plan));
		if (!rows.isEmpty()) {
			html.add("<table class=\"plain\"><thead><tr><th scope=\"col\">What does not fit</th>"
					+ "<th scope=\"col\">Setting to change</th></tr></thead><tbody>{}</tbody></table>", rows);
		}
		return html.add("</details></div></section>");
	}

	private static Markup row(MemoryFinding finding) {
		return Markup.of("<tr><th scope=\"row\">{}</th><td><code>{}</code></td></tr>", finding.what(),
				finding.setting());
	}

}
