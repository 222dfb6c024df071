package io.tidemark.heap;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A line of code, and what of its allocations stayed or how much it allocates.
 *
 * @param frame the line: the innermost frame of the application, else of a library; or
 * {@code null} if only the JDK is on the stack
 * @param library name of the library if the line is none of the application, or
 * {@code null}
 * @param className class of most of its objects
 * @param samples number of samples
 * @param share its share of all samples that are judged together, from 0 to 1
 * @param oldest age of the oldest sampled object, or {@code null} where ages are not
 * known
 * @param median median of the ages, or {@code null}
 * @param stack a stack of it, innermost frame first
 * @param path who holds one of its objects, the object first; empty if nobody asked
 * @param source how it is known
 * @since 0.1.0
 */
public record AllocationLine(@Nullable Frame frame, @Nullable String library, String className, int samples,
		double share, @Nullable Duration oldest, @Nullable Duration median, List<Frame> stack, List<String> path,
		Source source) {

	public AllocationLine {
		stack = List.copyOf(stack);
		path = List.copyOf(path);
	}

	/**
	 * How an allocation is known.
	 */
	public enum Source {

		/** Objects that still live, by the JVM's leak profiler. */
		OLD_OBJECTS,

		/** Allocations while somebody looked; whether they stay is not known. */
		ALLOCATION_SAMPLES,

		/**
		 * Allocations that were weighed for a minute: about as many bytes as stay;
		 * whether they do is not known.
		 */
		ALLOCATION_BYTES;

		/** Name in JSON. */
		public String id() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
