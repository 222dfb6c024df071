package io.tidemark.parse;

import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * A text that is read again and again into the same place, of at most {@value #LONGEST}
 * characters; what is longer is cut.
 */
final class Chars {

	static final int LONGEST = 1_024;

	private char[] buffer = new char[128];

	private int length;

	void clear() {
		this.length = 0;
	}

	void set(char[] source, int offset, int length) {
		this.length = Math.min(length, LONGEST);
		if (this.length > this.buffer.length) {
			this.buffer = new char[LONGEST];
		}
		System.arraycopy(source, offset, this.buffer, 0, this.length);
	}

	void set(CharSequence text) {
		char[] chars = text.toString().toCharArray();
		set(chars, 0, chars.length);
	}

	void append(char character) {
		if (this.length == this.buffer.length) {
			this.buffer = Arrays.copyOf(this.buffer, LONGEST);
		}
		if (this.length < LONGEST) {
			this.buffer[this.length++] = character;
		}
	}

	char[] buffer() {
		return this.buffer;
	}

	int length() {
		return this.length;
	}

	char at(int index) {
		return this.buffer[index];
	}

	boolean isEmpty() {
		return this.length == 0;
	}

	/** Position of the last such character, −1 if there is none. */
	int lastIndexOf(char character) {
		int index = this.length - 1;
		while (index >= 0 && this.buffer[index] != character) {
			index--;
		}
		return index;
	}

	boolean contentEquals(String text) {
		return text.length() == this.length && text.contentEquals(CharBuffer.wrap(this.buffer, 0, this.length));
	}

	@Override
	public String toString() {
		return new String(this.buffer, 0, this.length);
	}

}
