package io.tidemark.report;

/**
 * A table on a page below its heading and the controls that filter its rows.
 *
 * @param heading the heading
 * @param hint what can be searched for
 * @param empty what is said where there is no row
 */
record TableSection(String heading, String hint, String empty) {

	/**
	 * The section.
	 * @param table the table, empty if it has no row
	 * @param changed whether rows that did not change can be hidden
	 * @param omitted what is said below the table
	 */
	Markup html(Markup table, boolean changed, Markup omitted) {
		Markup html = Markup.of("<div class=\"section\"><h2>{}</h2>", this.heading);
		if (!table.isEmpty()) {
			html.add("<div class=\"filter\" data-script hidden><span data-filter=\"shown\" role=\"status\"></span>");
			if (changed) {
				html.add("<label><input type=\"checkbox\" data-filter=\"changed\">Changed only</label>");
			}
			html.add(
					"<label><span class=\"sr\">Filter rows</span>"
							+ "<input type=\"search\" data-filter=\"text\" placeholder=\"{}\"></label></div>",
					this.hint);
		}
		return html.add("</div><div class=\"card\">{}{}</div>",
				table.isEmpty() ? Markup.of("<p class=\"empty\">{}</p>", this.empty) : table, omitted);
	}

}
