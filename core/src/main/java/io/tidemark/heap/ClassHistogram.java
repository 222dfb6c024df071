package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the heap consists of at one moment, by class.
 *
 * @param id name by which it is asked for, unique within the process
 * @param time when it was taken
 * @param classes the classes with most bytes, largest first
 * @param instances number of all objects, those of classes left out included
 * @param bytes bytes of all objects
 * @param omitted number of classes that are left out because there are too many
 * @param collected whether a full collection came first, so that no garbage is in it
 * @param pause time for which it stopped the application
 * @param wall time it took
 * @since 0.1.0
 */
public record ClassHistogram(String id, Instant time, List<ClassCount> classes, long instances, long bytes, int omitted,
		boolean collected, Duration pause, Duration wall) {

	public ClassHistogram {
		classes = List.copyOf(classes);
	}

}
