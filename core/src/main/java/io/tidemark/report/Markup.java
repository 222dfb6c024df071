package io.tidemark.report;

/**
 * HTML in the making. What is given as a value is escaped, so that the name of a thread
 * cannot become part of the page; only literals of this package are written as they are.
 */
final class Markup {

	private final StringBuilder html = new StringBuilder();

	/** One piece of HTML, see {@link #add(String, Object...)}. */
	static Markup of(String literal, Object... values) {
		return new Markup().add(literal, values);
	}

	/**
	 * Appends HTML.
	 * @param literal HTML as it stands, with <code>{}</code> for each value; attributes
	 * in double quotes
	 * @param values what takes these places: {@link Markup} as it is, anything else as
	 * escaped text
	 */
	Markup add(String literal, Object... values) {
		int start = 0;
		for (Object value : values) {
			int place = literal.indexOf("{}", start);
			if (place < 0) {
				throw new IllegalArgumentException("Expected " + values.length + " places in '" + literal + "'");
			}
			this.html.append(literal, start, place);
			append(value);
			start = place + 2;
		}
		if (literal.indexOf("{}", start) >= 0) {
			throw new IllegalArgumentException("Expected " + values.length + " places in '" + literal + "'");
		}
		this.html.append(literal, start, literal.length());
		return this;
	}

	boolean isEmpty() {
		return this.html.isEmpty();
	}

	private void append(Object value) {
		if (value instanceof Markup markup) {
			this.html.append(markup.html);
		}
		else {
			escape(Printable.of(value.toString()));
		}
	}

	private void escape(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			switch (character) {
				case '&' -> this.html.append("&amp;");
				case '<' -> this.html.append("&lt;");
				case '>' -> this.html.append("&gt;");
				case '"' -> this.html.append("&quot;");
				case '\'' -> this.html.append("&#39;");
				default -> this.html.append(character);
			}
		}
	}

	/** The HTML. */
	@Override
	public String toString() {
		return this.html.toString();
	}

}
