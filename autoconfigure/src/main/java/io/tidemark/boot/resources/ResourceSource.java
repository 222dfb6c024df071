package io.tidemark.boot.resources;

import java.util.List;

import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.WatchedResource;

/**
 * Offers resources of one sort. It is asked when the application is ready and every
 * minute after that, because some are made later and some go away, always by the same
 * thread, and must return the same resources for the same things. It looks only at what
 * is there: it makes no bean, opens no connection and starts nothing.
 *
 * @since 0.1.0
 */
public interface ResourceSource {

	/** What it offers, in a word or two, such as {@code executors}. */
	String name();

	/** What there is to watch now. */
	List<WatchedResource> resources();

	/** Which loads can be read; asked as often. */
	default List<LoadSignal> loads() {
		return List.of();
	}

	/** What it was to offer and cannot, as found by the last {@link #resources()}. */
	default List<BlindSource> blind() {
		return List.of();
	}

}
