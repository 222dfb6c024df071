package io.tidemark.parse;

import java.util.Arrays;

/**
 * Gives equal sequences of numbers the same number: a stack as the numbers of its frames.
 * Bounded in sequences and in their length together; not safe for use by several threads.
 */
final class Sequences {

	/** The number of a sequence for which there was no room. */
	static final int NONE = -1;

	private static final int PROBES = 64;

	private final int[] slots;

	private final int[][] sequences;

	private final long maxLength;

	private int size;

	private long length;

	/**
	 * @param capacity different sequences at most
	 * @param maxLength length of all of them together at most
	 */
	Sequences(int capacity, long maxLength) {
		this.slots = new int[Integer.highestOneBit(Math.max(1, capacity)) * 4];
		this.sequences = new int[capacity][];
		this.maxLength = maxLength;
	}

	/** The sequence's number, the next free one if it is new; {@link #NONE} if full. */
	int id(int[] values, int length) {
		int mask = this.slots.length - 1;
		int slot = hash(values, length) & mask;
		for (int probe = 0; probe < PROBES; probe++) {
			int id = this.slots[slot] - 1;
			if (id < 0) {
				return add(slot, values, length);
			}
			int[] known = this.sequences[id];
			if (known.length == length && Arrays.equals(known, 0, length, values, 0, length)) {
				return id;
			}
			slot = (slot + 1) & mask;
		}
		return NONE;
	}

	private int add(int slot, int[] values, int length) {
		if (this.size == this.sequences.length || this.length + length > this.maxLength) {
			return NONE;
		}
		this.length += length;
		this.sequences[this.size] = Arrays.copyOf(values, length);
		this.slots[slot] = ++this.size;
		return this.size - 1;
	}

	int length(int id) {
		return this.sequences[id].length;
	}

	int value(int id, int index) {
		return this.sequences[id][index];
	}

	private static int hash(int[] values, int length) {
		int hash = length;
		for (int i = 0; i < length; i++) {
			hash = 31 * hash + values[i];
		}
		hash *= 0x9E3779B9;
		return hash ^ (hash >>> 15);
	}

}
