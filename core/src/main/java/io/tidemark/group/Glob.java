package io.tidemark.group;

/**
 * A name in which {@code *} stands for any number of characters. Takes time in proportion
 * to the length of what it is compared with, whatever the stars, so that no table of a
 * stranger can stall whoever asks.
 *
 * @since 0.1.0
 */
public final class Glob {

	private final String text;

	/** What stands between the stars; one for a name without any. */
	private final String[] pieces;

	private final String first;

	private final String last;

	private Glob(String text) {
		this.text = text;
		this.pieces = text.split("\\*+", -1);
		this.first = this.pieces[0];
		this.last = this.pieces[this.pieces.length - 1];
	}

	/**
	 * A name with stars.
	 * @param text the name; a star of its own cannot be written
	 */
	public static Glob of(String text) {
		return new Glob(text);
	}

	/** Whether it stands for one name only. */
	boolean isExact() {
		return this.pieces.length == 1;
	}

	/** Whether it stands for every name. */
	boolean isAny() {
		return this.pieces.length == 2 && this.first.isEmpty() && this.last.isEmpty();
	}

	/** Whether it stands for this name. */
	public boolean matches(String name) {
		if (isExact()) {
			return this.first.equals(name);
		}
		int end = name.length() - this.last.length();
		int position = this.first.length();
		if (end < position || !name.endsWith(this.last) || !name.startsWith(this.first)) {
			return false;
		}
		for (int i = 1; i < this.pieces.length - 1; i++) {
			int found = name.indexOf(this.pieces[i], position);
			if (found < 0) {
				return false;
			}
			position = found + this.pieces[i].length();
		}
		return position <= end;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Glob glob && this.text.equals(glob.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	/** The name with its stars. */
	@Override
	public String toString() {
		return this.text;
	}

}
