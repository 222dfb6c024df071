package io.tidemark.heap;

import org.jspecify.annotations.Nullable;

/**
 * Reads off a collector's collections what of the heap lives. Each collector answers the
 * same question in another place. Takes the collections in the order of their ends, from
 * one thread at a time.
 */
interface LiveSetSignal {

	/**
	 * Takes a collection.
	 * @return what it tells, or {@code null} if it tells nothing about the live set
	 */
	@Nullable Tell take(HeapCollection collection);

	/**
	 * Most that can live, as this collection tells, or -1 if it does not tell. Between
	 * two tells it grows by what is promoted, garbage or not.
	 */
	long bound(HeapCollection collection);

}
