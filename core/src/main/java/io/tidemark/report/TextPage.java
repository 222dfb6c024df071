package io.tidemark.report;

import java.util.List;
import java.util.Locale;

import io.tidemark.jvm.PartState;

/**
 * Lines of text of which none can leave its line or steer the terminal.
 */
final class TextPage {

	private final StringBuilder text = new StringBuilder();

	void line(String line) {
		this.text.append(Printable.of(line)).append('\n');
	}

	/** A line below a group; nothing if there is nothing to say. */
	void detail(String label, String value) {
		if (!value.isEmpty()) {
			line(String.format(Locale.ROOT, "        %-8s", label) + value);
		}
	}

	/** A line for each part of Tidemark that does not work. */
	void failing(List<PartState> parts) {
		for (PartState part : parts) {
			line("off   " + part.part() + ((part.because() != null) ? ": " + part.because() : ""));
		}
	}

	String text() {
		return this.text.toString();
	}

}
