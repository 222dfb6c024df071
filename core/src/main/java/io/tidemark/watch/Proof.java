package io.tidemark.watch;

import java.time.Instant;
import java.util.Set;

/**
 * Why it is certain that something leaks.
 *
 * @param name what leaks, as it was registered
 * @param sentence what was seen, with the threads or lines where they are known
 * @param since when it became certain
 * @param count how many leak, at least 1
 * @param threads identifiers of the threads that leak, empty if it is something else
 * @since 0.1.0
 */
public record Proof(String name, String sentence, Instant since, int count, Set<Long> threads) {

	public Proof {
		threads = Set.copyOf(threads);
	}

	/** Whether it is that threads wait for each other. */
	public boolean isDeadlock() {
		return this.name.equals(Proofs.DEADLOCK);
	}

}
