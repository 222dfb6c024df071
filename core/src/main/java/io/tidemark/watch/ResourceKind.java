package io.tidemark.watch;

import java.util.Locale;

/**
 * Kinds of watched resources, a closed set: their ids are tags and part of the public
 * JSON.
 *
 * @since 0.1.0
 */
public enum ResourceKind {

	/** Threads of one family, or of one stack within it. */
	THREAD_GROUP,

	/** All platform threads. */
	THREADS,

	/** All virtual threads that are known. */
	VIRTUAL_THREADS,

	/** Bytes of heap that survive collections. */
	HEAP,

	/** Metaspace and loaded classes. */
	METASPACE,

	/** Direct and mapped buffers. */
	DIRECT_BUFFERS,

	/** Memory of the process outside the heap, as far as nothing above counts it. */
	NATIVE,

	/** Open files and sockets. */
	FILES,

	/** Tasks that executors run or hold back. */
	EXECUTOR,

	/** Connections, sessions and other things that are lent and come back. */
	POOL,

	/** What the application registers. */
	CUSTOM;

	/** Name in JSON and tags, such as {@code thread-group}. */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
