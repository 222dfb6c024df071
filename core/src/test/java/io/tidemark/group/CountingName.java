package io.tidemark.group;

/** A text that counts how often a character of it is read. */
final class CountingName implements CharSequence {

	private final String text;

	private long reads;

	private CountingName(String text) {
		this.text = text;
	}

	static CountingName of(String text) {
		return new CountingName(text);
	}

	long reads() {
		return this.reads;
	}

	@Override
	public int length() {
		return this.text.length();
	}

	@Override
	public char charAt(int index) {
		this.reads++;
		return this.text.charAt(index);
	}

	@Override
	public CharSequence subSequence(int start, int end) {
		return this.text.subSequence(start, end);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
