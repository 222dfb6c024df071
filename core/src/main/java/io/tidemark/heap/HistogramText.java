package io.tidemark.heap;

/**
 * Reads the text of {@code GC.class_histogram}, whose form is the same on JDK 17 and 25,
 * once from begin to end: a copy of each name is all that it makes. Not safe for use by
 * several threads.
 */
final class HistogramText {

	private static final String ROW = "a row '<number>: <instances> <bytes> <class>'";

	/** More digits than any heap has bytes, and too few to overflow. */
	private static final int MOST_DIGITS = 15;

	private final String text;

	private final HistogramTable table = new HistogramTable();

	private int line;

	/** Begin and end of the line. */
	private int begin;

	private int end = -1;

	private int position;

	private HistogramText(String text) {
		this.text = text;
	}

	/**
	 * Reads a histogram.
	 * @throws MalformedHistogramException if the text is none, or was cut
	 */
	static HistogramTable read(String text) {
		return new HistogramText(text).read();
	}

	private HistogramTable read() {
		skipHeader();
		while (next()) {
			if (isTotal()) {
				return this.table;
			}
			readRow();
		}
		throw new MalformedHistogramException(this.line, "a last line 'Total'", "the end of the text");
	}

	/** Warnings of the JVM may come before it, such as that it ran out of memory. */
	private void skipHeader() {
		while (next()) {
			if (this.text.startsWith("num", firstLetter())) {
				next();
				return;
			}
		}
		throw new MalformedHistogramException(this.line, "a header 'num #instances #bytes class name'",
				this.text.strip());
	}

	/** Goes to the next line that is not blank; false at the end. */
	private boolean next() {
		do {
			this.begin = this.end + 1;
			if (this.begin >= this.text.length()) {
				return false;
			}
			int newline = this.text.indexOf('\n', this.begin);
			this.end = (newline < 0) ? this.text.length() : newline;
			this.line++;
			this.position = this.begin;
		}
		while (firstLetter() == this.end);
		return true;
	}

	private int firstLetter() {
		int first = this.begin;
		while (first < this.end && this.text.charAt(first) <= ' ') {
			first++;
		}
		return first;
	}

	private boolean isTotal() {
		return this.text.startsWith("Total ", this.begin);
	}

	private void readRow() {
		number();
		expect(':');
		long instances = number();
		expect(' ');
		long bytes = number();
		expect(' ');
		String rest = this.text.substring(this.position, this.end).strip();
		ModuleName module = ModuleName.of(rest);
		String name = rest.substring(0, module.start());
		if (name.isEmpty()) {
			throw malformed();
		}
		this.table.add(ClassName.of(name), module, instances, bytes);
	}

	private long number() {
		while (this.position < this.end && this.text.charAt(this.position) == ' ') {
			this.position++;
		}
		int first = this.position;
		long number = 0;
		while (this.position < this.end && isDigit(this.text.charAt(this.position))) {
			number = number * 10 + (this.text.charAt(this.position) - '0');
			this.position++;
			if (this.position - first > MOST_DIGITS) {
				throw malformed();
			}
		}
		if (this.position == first) {
			throw malformed();
		}
		return number;
	}

	private static boolean isDigit(char letter) {
		return letter >= '0' && letter <= '9';
	}

	private void expect(char letter) {
		if (this.position >= this.end || this.text.charAt(this.position) != letter) {
			throw malformed();
		}
		this.position++;
	}

	private MalformedHistogramException malformed() {
		return new MalformedHistogramException(this.line, ROW, this.text.substring(this.begin, this.end));
	}

}
