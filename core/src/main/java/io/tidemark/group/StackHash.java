package io.tidemark.group;

/**
 * Mixes text into 64 bits. Built on {@link String#hashCode()}, whose value is specified
 * and cached per string, so that folding 10,000 stacks costs milliseconds (SHA-256 over
 * their text: a quarter of a second).
 */
final class StackHash {

	private StackHash() {
	}

	static long mix(long hash, String text) {
		return mix(hash, ((long) text.hashCode() << 32) | text.length());
	}

	/**
	 * One step of the SplitMix64 finaliser (Steele, Lea, Flood: Fast Splittable
	 * Pseudorandom Number Generators, 2014), chained.
	 */
	static long mix(long hash, long value) {
		long mixed = (hash ^ value) + 0x9e3779b97f4a7c15L;
		mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
		return mixed ^ (mixed >>> 31);
	}

}
