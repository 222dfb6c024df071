package io.tidemark.parse;

import java.util.Arrays;

/**
 * Gives equal texts the same number, without making a {@link String} of each: of a
 * million stacks most frames are known. Bounded in texts and characters; not safe for use
 * by several threads.
 */
final class Texts {

	/** The number of a text for which there was no room. */
	static final int NONE = -1;

	/** Beyond this a search is given up, so that planted collisions cost little. */
	private static final int PROBES = 64;

	/** Characters that are hashed, from the end: there frames differ. */
	private static final int HASHED = 32;

	private final int[] slots;

	private final char[][] texts;

	private final long maxChars;

	private int size;

	private long chars;

	/**
	 * @param capacity different texts at most
	 * @param maxChars characters of all of them at most
	 */
	Texts(int capacity, long maxChars) {
		this.slots = new int[Integer.highestOneBit(Math.max(1, capacity)) * 4];
		this.texts = new char[capacity][];
		this.maxChars = maxChars;
	}

	/** The text's number, the next free one if it is new; {@link #NONE} if full. */
	int id(char[] buffer, int offset, int length) {
		int mask = this.slots.length - 1;
		int slot = hash(buffer, offset, length) & mask;
		for (int probe = 0; probe < PROBES; probe++) {
			int id = this.slots[slot] - 1;
			if (id < 0) {
				return add(slot, buffer, offset, length);
			}
			if (is(id, buffer, offset, length)) {
				return id;
			}
			slot = (slot + 1) & mask;
		}
		return NONE;
	}

	private int add(int slot, char[] buffer, int offset, int length) {
		if (this.size == this.texts.length || this.chars + length > this.maxChars) {
			return NONE;
		}
		this.chars += length;
		this.texts[this.size] = Arrays.copyOfRange(buffer, offset, offset + length);
		this.slots[slot] = ++this.size;
		return this.size - 1;
	}

	/** Whether this is the text with the number. */
	boolean is(int id, char[] buffer, int offset, int length) {
		char[] text = this.texts[id];
		return text.length == length && Arrays.equals(text, 0, length, buffer, offset, offset + length);
	}

	/** The text with the number. */
	String text(int id) {
		return new String(this.texts[id]);
	}

	/** Different texts so far. */
	int size() {
		return this.size;
	}

	private static int hash(char[] buffer, int offset, int length) {
		int hash = length;
		for (int i = Math.max(0, length - HASHED); i < length; i++) {
			hash = 31 * hash + buffer[offset + i];
		}
		hash *= 0x9E3779B9;
		return hash ^ (hash >>> 15);
	}

}
