package io.tidemark;

import io.tidemark.heap.HeapSuspects;
import io.tidemark.trend.Rise;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * What is known of memory beside its readings. It is asked at each judgement by the
 * thread that judges, so it answers from what it has, at once.
 *
 * @since 0.1.0
 */
public interface HeapWitness {

	/**
	 * Who may be to blame for memory of this kind.
	 * @return {@code null} if nobody looked, or if the kind is no memory
	 */
	@Nullable HeapSuspects suspects(ResourceKind kind);

	/**
	 * Why the live heap is more than a load like this needed before, as a sentence, or
	 * {@code null} if it is not.
	 */
	@Nullable String drift();

	/**
	 * How the live heap rose by what the last collections left, or {@code null} while too
	 * few told.
	 */
	@Nullable Rise rise();

	/** Why the live heap is not known now, as a sentence, or {@code null} if it is. */
	@Nullable String unknown();

}
