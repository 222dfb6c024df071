package io.tidemark.heap;

import java.time.Duration;
import java.util.List;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * An object that was sampled when it was allocated and has lived since.
 *
 * @param className name of its class as people write it, such as {@code byte[]}
 * @param bytes its bytes, without what it refers to; -1 if not known, as for all but
 * arrays on 17
 * @param elements length of the array, -1 if it is none
 * @param age time since it was allocated
 * @param thread name of the thread that allocated it, or {@code null}
 * @param stack where it was allocated, innermost frame first, at most 64 frames
 * @param path who holds it, the object first and the root last, such as
 * {@code java.util.HashMap.table}; empty unless paths were asked for and found
 * @since 0.1.0
 */
public record OldObject(String className, long bytes, long elements, Duration age, @Nullable String thread,
		List<Frame> stack, List<String> path) {

	public OldObject {
		stack = List.copyOf(stack);
		path = List.copyOf(path);
	}

}
