package io.tidemark.boot.tasks;

import java.util.Map;

import io.tidemark.watch.ServedRequest;

/**
 * Tells which request each thread serves. A bean of this type tells it of a web server
 * that Tidemark does not know.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RequestsInProgress {

	/** What threads serve, by their names as the JVM gives them. */
	Map<String, ServedRequest> byThread();

}
