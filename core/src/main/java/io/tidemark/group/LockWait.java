package io.tidemark.group;

import org.jspecify.annotations.Nullable;

/**
 * One lock and how many threads wait for it.
 *
 * @param className class of the monitor or synchronizer
 * @param identity tells it from others of its class within one snapshot, such as
 * {@code @1b2c3d4d}
 * @param owner name of the thread that holds it, redacted, or {@code null} if nobody does
 * or it is not known
 * @param threads how many wait for it, at least 1
 * @since 0.1.0
 */
public record LockWait(String className, String identity, @Nullable String owner, int threads) {

	/** Class and identity, as {@code Object.toString()} has them. */
	public String lock() {
		return this.className + this.identity;
	}

	/** The same lock with the threads of both. */
	LockWait plus(LockWait other) {
		return new LockWait(this.className, this.identity, (this.owner != null) ? this.owner : other.owner,
				this.threads + other.threads);
	}

}
