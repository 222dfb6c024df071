package io.tidemark.report;

import java.util.List;
import java.util.Locale;

import io.tidemark.group.FamilyOrigin;
import io.tidemark.jvm.PartState;

/**
 * Lines of text of which none can leave its line or steer the terminal.
 */
final class TextPage {

	private static final int CREATOR_FRAMES = 8;

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

	/** Who started threads, with the stack where no line of the application is on it. */
	void origin(FamilyOrigin origin) {
		detail("started", "at " + origin.frame() + (origin.library() ? " [library]" : ""));
		detail("", "by " + origin.parent());
		if (origin.library()) {
			StackExcerpt.of(origin.stack(), CREATOR_FRAMES).forEach((line) -> detail("", "   " + line));
		}
	}

	/** How many are not written; nothing if none. */
	void omitted(int count, String noun) {
		omitted(count, noun, noun + "s");
	}

	void omitted(int count, String one, String many) {
		if (count > 0) {
			line("");
			line("… " + count + " more " + ((count == 1) ? one : many) + "; limit=… shows them");
		}
	}

	String text() {
		return this.text.toString();
	}

}
