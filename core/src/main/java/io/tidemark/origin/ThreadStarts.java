package io.tidemark.origin;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

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
	interface Listener {

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

		/**
		 * The stream has handed on what it held; about once a second.
		 * @param cpuNanos CPU time of the stream's thread so far, in nanoseconds
		 */
		void flushed(long cpuNanos);

		/** One event was not understood. */
		void failed(Throwable failure);

		/**
		 * The stream has ended without having been closed.
		 * @param cause why, or {@code null} if somebody has stopped its recording
		 */
		void died(@Nullable Throwable cause);

	}

}
