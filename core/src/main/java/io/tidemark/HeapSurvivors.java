package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Tells which objects have survived. What dies in the old generation looks alive until it
 * is collected, and what dies while a collector marks beside the application looks alive
 * until it marks again. So an object has survived if it was there before the last
 * {@value #COLLECTIONS} collections that told. One thread calls it.
 */
final class HeapSurvivors {

	/** The one that may have begun before it died, and one that finds it dead. */
	static final int COLLECTIONS = 3;

	/** A cycle of G1 tells with each of its mixed collections, which mark nothing. */
	static final Duration ONE = Duration.ofMinutes(1);

	private final Deque<Instant> collections = new ArrayDeque<>();

	/** Takes the end of the newest collection that told, which may be the last again. */
	void collected(Instant measured) {
		Instant last = this.collections.peekLast();
		if (last != null && Duration.between(last, measured).compareTo(ONE) < 0) {
			return;
		}
		this.collections.addLast(measured);
		if (this.collections.size() > COLLECTIONS) {
			this.collections.removeFirst();
		}
	}

	/**
	 * What was allocated before has survived; {@code null} if too few collections told.
	 */
	@Nullable Instant allocatedBefore() {
		return (this.collections.size() == COLLECTIONS) ? this.collections.getFirst() : null;
	}

}
