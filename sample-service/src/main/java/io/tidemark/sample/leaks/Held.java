package io.tidemark.sample.leaks;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Remembers what a scenario leaked, only so that it can be released. The leak would be
 * there without: a faulty service forgets its threads and connections. Bounded by
 * {@link Leaks}, which counts before it commits.
 *
 * @param <T> what is leaked
 */
final class Held<T> {

	private final Queue<T> leaked = new ConcurrentLinkedQueue<>();

	void add(T one) {
		this.leaked.add(one);
	}

	int size() {
		return this.leaked.size();
	}

	/**
	 * Releases and forgets all. One that fails does not keep the others: the first
	 * failure is thrown at the end.
	 */
	void release(Release<? super T> release) throws Exception {
		Exception failure = null;
		for (T one = this.leaked.poll(); one != null; one = this.leaked.poll()) {
			try {
				release.release(one);
			}
			catch (Exception ex) {
				failure = (failure != null) ? failure : ex;
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Gives one leaked thing back.
	 *
	 * @param <T> what is leaked
	 */
	interface Release<T> {

		void release(T one) throws Exception;

	}

}
