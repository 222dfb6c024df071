package io.tidemark.parse;

import java.io.IOException;
import java.io.Reader;

import org.jspecify.annotations.Nullable;

/**
 * The lines of a dump with their numbers. Of a line no more is kept than
 * {@value #MAX_LENGTH} characters.
 */
final class DumpLines {

	/** Characters of a line at most. */
	static final int MAX_LENGTH = 65_536;

	private static final int BUFFER = 65_536;

	private final Reader reader;

	private final char[] buffer = new char[BUFFER];

	private int position;

	private int end;

	private int number;

	private boolean cut;

	DumpLines(Reader reader) {
		this.reader = reader;
	}

	/** The next line without its end, or {@code null} after the last. */
	@Nullable String next() throws IOException {
		if (!fill()) {
			return null;
		}
		if (this.number++ == 0 && this.buffer[0] == '\ufeff') {
			// the byte order mark
			this.position++;
		}
		this.cut = false;
		int start = this.position;
		while (this.position < this.end) {
			if (this.buffer[this.position++] == '\n') {
				return text(start, this.position - 1);
			}
		}
		StringBuilder line = new StringBuilder().append(this.buffer, start, this.end - start);
		return readOn(line);
	}

	/** A line that crosses the buffer. */
	private String readOn(StringBuilder line) throws IOException {
		while (fill()) {
			int start = this.position;
			while (this.position < this.end && this.buffer[this.position] != '\n') {
				this.position++;
			}
			append(line, start);
			if (this.position < this.end) {
				this.position++;
				break;
			}
		}
		int length = line.length();
		return (length > 0 && line.charAt(length - 1) == '\r') ? line.substring(0, length - 1) : line.toString();
	}

	private void append(StringBuilder line, int start) {
		int length = Math.min(this.position - start, MAX_LENGTH - line.length());
		line.append(this.buffer, start, length);
		this.cut |= length < this.position - start;
	}

	private String text(int start, int end) {
		int length = (end > start && this.buffer[end - 1] == '\r') ? end - start - 1 : end - start;
		return new String(this.buffer, start, length);
	}

	private boolean fill() throws IOException {
		if (this.position < this.end) {
			return true;
		}
		this.position = 0;
		this.end = this.reader.read(this.buffer);
		return this.end > 0;
	}

	/** Number of the line that was given last. */
	int number() {
		return this.number;
	}

	/** Whether the rest of that line was dropped. */
	boolean isCut() {
		return this.cut;
	}

}
