package io.tidemark.parse;

/**
 * What is kept of a dump at most, whatever stands in it.
 *
 * @param kinds folded entries
 * @param frames different frames
 * @param stacks different stacks
 * @param stackFrames frames of all different stacks together
 * @param platformThreads platform threads that are told apart; those beyond are folded
 * @param withPlatformThreads whether platform threads are wanted at all
 */
record DumpBounds(int kinds, int frames, int stacks, int stackFrames, int platformThreads,
		boolean withPlatformThreads) {

	/** Frames of one stack; HotSpot walks no deeper by default. */
	static final int DEPTH = 1_024;

	/** Names of one folded entry. */
	static final int NAMES = 5;

	/** About 30 MB when all are reached, a few hundred kilobytes for most dumps. */
	static final DumpBounds DEFAULT = new DumpBounds(2_000, 32_768, 16_384, 500_000, 100_000, true);

	/** The same bounds for virtual threads alone. */
	DumpBounds withoutPlatformThreads() {
		return new DumpBounds(this.kinds, this.frames, this.stacks, this.stackFrames, 0, false);
	}

}
