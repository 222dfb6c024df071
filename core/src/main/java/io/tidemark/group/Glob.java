package io.tidemark.group;

import java.util.List;

/**
 * A name in which {@code *} stands for any number of characters. Takes time in proportion
 * to the length of what it is compared with.
 *
 * @param pieces what stands between the stars; one for a name without any
 */
record Glob(List<String> pieces) {

	Glob {
		pieces = List.copyOf(pieces);
	}

	static Glob of(String text) {
		return new Glob(List.of(text.split("\\*+", -1)));
	}

	/** Whether it stands for one name only. */
	boolean isExact() {
		return this.pieces.size() == 1;
	}

	/** Whether it stands for every name. */
	boolean isAny() {
		return this.pieces.size() == 2 && first().isEmpty() && last().isEmpty();
	}

	/** What every matching name begins with. */
	String first() {
		return this.pieces.get(0);
	}

	private String last() {
		return this.pieces.get(this.pieces.size() - 1);
	}

	boolean matches(String name) {
		if (isExact()) {
			return first().equals(name);
		}
		int end = name.length() - last().length();
		int position = first().length();
		if (end < position || !name.startsWith(first()) || !name.endsWith(last())) {
			return false;
		}
		for (String piece : this.pieces.subList(1, this.pieces.size() - 1)) {
			int found = name.indexOf(piece, position);
			if (found < 0) {
				return false;
			}
			position = found + piece.length();
		}
		return position <= end;
	}

	@Override
	public String toString() {
		return String.join("*", this.pieces);
	}

}
