package io.tidemark.origin;

import java.time.Instant;
import java.util.List;

import io.tidemark.snapshot.Frame;

/**
 * A running stream of the threads that start and end.
 */
interface ThreadStarts extends AutoCloseable {

	/** Ends the stream; what it still holds may or may not be handed on. */
	@Override
	void close();

	/** Opens streams; where the flight recorder is missing it must not be called. */
	@FunctionalInterface
	interface Source {

		/**
		 * Starts a stream and waits until it runs.
		 * @param listener to be told; called by one thread at a time
		 * @return the stream
		 * @throws RuntimeException if the recorder refuses
		 */
		ThreadStarts open(Listener listener);

	}

	/** Listens to a stream; no method may block or throw. */
	interface Listener extends StreamListener {

		/**
		 * A platform thread has started.
		 * @param id the JVM's identifier of the thread
		 * @param at when
		 * @param parent name of the thread that started it
		 * @param parentId identifier of that thread; 0 if not known
		 * @param stack stack of the parent at that moment, innermost first,
		 * {@linkplain OriginFrameFinder#clean cleaned}
		 */
		void started(long id, Instant at, String parent, long parentId, List<Frame> stack);

		/** A platform thread has ended. */
		void ended(long id);

	}

}
