package io.tidemark.report;

import io.tidemark.heap.OldObjects;
import io.tidemark.heap.PauseForecast;
import org.jspecify.annotations.Nullable;

/**
 * What the reader of the page can ask the JVM for, each with its cost beside its button.
 */
final class HeapActions {

	private static final String HISTOGRAM = "Histogram taken.";

	private static final String NO_HISTOGRAM = "No histogram was taken";

	private final Markup rows = new Markup();

	private HeapActions() {
	}

	/** The buttons, or nothing where each would be refused. */
	static Markup of(HeapPicture picture, HeapContext context) {
		if (!context.writable()) {
			return new Markup();
		}
		HeapActions actions = new HeapActions();
		actions.histograms(picture.prices());
		actions.survivors(picture.prices(), picture.survivors());
		return actions.rows.isEmpty() ? new Markup() : Markup.of(
				"<section class=\"aside\" data-script hidden><h2>Look closer</h2><ul class=\"card prices\">{}</ul></section>",
				actions.rows);
	}

	private void histograms(HeapPrices prices) {
		if (prices.histogram() == null) {
			return;
		}
		boolean force = prices.needsForce();
		add(force ? "Take a histogram all the same" : "Take a histogram", force ? "{\"force\":true}" : "{}",
				"Which classes there are. " + refused(prices), prices.histogram(), HISTOGRAM, NO_HISTOGRAM, force);
		if (prices.collected() != null) {
			add("Collect, then take one", force ? "{\"collect\":true,\"force\":true}" : "{\"collect\":true}",
					"The same without garbage. ", prices.collected(), HISTOGRAM, NO_HISTOGRAM, true);
		}
	}

	private static String refused(HeapPrices prices) {
		if (!prices.untilAllowed().isZero()) {
			return "The budget allows the next one in " + Amounts.span(prices.untilAllowed().plusMillis(999)) + ". ";
		}
		return prices.needsForce() ? "The budget allows " + Amounts.cost(prices.longest()) + " at most. " : "";
	}

	private void survivors(HeapPrices prices, @Nullable OldObjects survivors) {
		if (prices.objects()) {
			this.rows.add("<li>{}<p>Where it was allocated. <b>Stops nothing</b>{}</p></li>",
					button("See what stays", "{\"oldObjects\":true}", "Survivors seen.", "Nothing was seen", ""),
					(survivors != null)
							? Markup.of("<small>took {} the last time</small>", Amounts.cost(survivors.wall()))
							: new Markup());
		}
		if (prices.paths() != null) {
			add("Find who holds it", "{\"paths\":true}", "Paths to the root. ", prices.paths(), "Paths looked for.",
					"No path was looked for", true);
		}
	}

	private void add(String text, String content, String what, PauseForecast price, String done, String failed,
			boolean confirm) {
		String question = confirm ? text + "? That " + HeapNotes.price(price) + "." : "";
		this.rows.add("<li>{}<p>{}<b>{}</b><small>{}</small></p></li>", button(text, content, done, failed, question),
				what, upper(HeapNotes.price(price)), price.basis());
	}

	private static Markup button(String text, String content, String done, String failed, String question) {
		Markup confirm = question.isEmpty() ? new Markup() : Markup.of(" data-confirm=\"{}\"", question);
		return Markup.of("<button type=\"button\" data-take=\"{}\" data-done=\"{}\" data-failed=\"{}\"{}>{}</button>",
				content, done, failed, confirm, text);
	}

	private static String upper(String text) {
		return Character.toUpperCase(text.charAt(0)) + text.substring(1);
	}

}
