package io.tidemark.report;

import org.jspecify.annotations.Nullable;

/**
 * A table that the script of the page can sort. What it lists is a {@code tbody} of two
 * rows, with the numbers that it can be sorted by as data attributes. Roles are written
 * out because the narrow layout changes {@code display}, which takes the native ones
 * away.
 */
final class SortedTable {

	private final Markup html = new Markup();

	private int columns;

	/** A table whose columns come next. */
	SortedTable(String caption) {
		this.html.add("<table class=\"groups\" role=\"table\"><caption class=\"sr\">{}</caption>", caption);
		this.html.add("<thead role=\"rowgroup\"><tr role=\"row\">");
	}

	/**
	 * A column to sort by.
	 * @param key data attribute of what is sorted; {@code name} is text, others are
	 * numbers
	 * @param text its heading
	 * @param sorted whether the rows are sorted by it at first
	 */
	SortedTable header(String key, Object text, boolean sorted) {
		this.columns++;
		this.html.add(
				"<th role=\"columnheader\" scope=\"col\"{}{}><button type=\"button\" data-sort=\"{}\">{}</button></th>",
				Markup.of(isNumber(key) ? " class=\"num\"" : ""), Markup.of(sorted ? " aria-sort=\"descending\"" : ""),
				key, text);
		return this;
	}

	/** The first column, a number too, stands at the left edge. */
	private boolean isNumber(String key) {
		return this.columns > 1 && !key.equals("name");
	}

	/** A column that is not sorted by. */
	SortedTable unsortedHeader(String text) {
		this.columns++;
		this.html.add("<th role=\"columnheader\" scope=\"col\" class=\"unsorted\">{}</th>", text);
		return this;
	}

	/** The same above numbers, each in a unit of its own. */
	SortedTable unsortedNumbers(String text) {
		this.columns++;
		this.html.add("<th role=\"columnheader\" scope=\"col\" class=\"unsorted num\">{}</th>", text);
		return this;
	}

	void endHeader() {
		this.html.add("</tr></thead>\n");
	}

	/** Begins a body; its data come next. */
	SortedTable begin(String id, String style, String name) {
		this.html.add("<tbody role=\"rowgroup\" id=\"{}\" class=\"{}\" data-name=\"{}\"", id, style, name);
		return this;
	}

	/** A number to sort by; none where it is not known. */
	SortedTable data(String name, @Nullable Number value) {
		if (value != null) {
			this.html.add(" data-{}=\"{}\"", name, value);
		}
		return this;
	}

	/** Ends the data with the first cell, which stands out. */
	void first(Object value) {
		this.html.add("><tr role=\"row\"><td role=\"cell\" class=\"change\">{}</td>", value);
	}

	/** The cell that names the row. */
	void name(Markup name) {
		this.html.add("<th role=\"rowheader\" scope=\"rowgroup\" class=\"name\">{}</th>", name);
	}

	/** A cell with a number, which says on a narrow page what it is. */
	void number(String name, String label, Object value) {
		this.html.add("<td role=\"cell\" class=\"num {}\" data-label=\"{}\">{}</td>", name, label, value);
	}

	/** Any other cell. */
	void cell(String style, Markup value) {
		this.html.add("<td role=\"cell\" class=\"{}\">{}</td>", style, value);
	}

	/** The second row, which ends the body. */
	void more(Markup picture, Markup panel) {
		this.html.add("</tr><tr role=\"row\" class=\"more\"><td role=\"cell\">{}</td>", picture);
		this.html.add("<td role=\"cell\" colspan=\"{}\">{}</td></tr></tbody>\n", this.columns - 1, panel);
	}

	Markup end() {
		return this.html.add("</table>");
	}

}
