package io.tidemark.parse;

import io.tidemark.snapshot.AwaitedLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a dump calls the container of a thread: an executor or a scope by its class
 * and identity, with or without a name of its own.
 */
final class Containers {

	private static final String ROOT = "<root>";

	private Containers() {
	}

	/**
	 * The class of an executor, or the name that it gave itself; {@code null} for the
	 * root, which holds what belongs to none.
	 */
	static @Nullable String name(String container) {
		if (container.equals(ROOT)) {
			return null;
		}
		int slash = container.lastIndexOf("/jdk.internal.");
		return (slash > 0) ? container.substring(0, slash) : className(container);
	}

	/** The class of an object that is written with its identity. */
	static String className(String identity) {
		int at = identity.lastIndexOf('@');
		return (at > 0) ? identity.substring(0, at) : identity;
	}

	/** The lock that is written with its identity. */
	static AwaitedLock lock(String identity, @Nullable String owner) {
		String className = className(identity);
		String hash = identity.substring(className.length());
		return new AwaitedLock(className, hash.isEmpty() ? null : hash, owner, null);
	}

}
