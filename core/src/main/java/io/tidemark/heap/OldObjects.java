package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the JVM's leak profiler told.
 *
 * @param time when it was asked
 * @param objects the sampled objects that are still alive
 * @param because why there are none or few, as a sentence; {@code null} if it works
 * @param paths whether paths to the root were asked for
 * @param pause time for which asking stopped the application
 * @param wall time it took
 * @since 0.1.0
 */
public record OldObjects(Instant time, List<OldObject> objects, @Nullable String because, boolean paths, Duration pause,
		Duration wall) {

	public OldObjects {
		objects = List.copyOf(objects);
	}

	/**
	 * Nothing, because the profiler could not be asked.
	 * @param time when it should have been asked
	 * @param because why it was not, as a sentence
	 * @param paths whether paths to the root were asked for
	 */
	public static OldObjects none(Instant time, @Nullable String because, boolean paths) {
		return new OldObjects(time, List.of(), because, paths, Duration.ZERO, Duration.ZERO);
	}

}
