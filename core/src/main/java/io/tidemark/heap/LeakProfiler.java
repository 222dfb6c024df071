package io.tidemark.heap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The JVM's leak profiler at work: it samples allocations and drops samples whose objects
 * have died.
 */
interface LeakProfiler extends AutoCloseable {

	/** Whether it still works; somebody else may have ended it. */
	boolean runs();

	/**
	 * The sampled objects that are alive and were there when garbage was looked for last.
	 * @param search time that may be spent on paths to the root, for which the JVM
	 * stands; zero looks for none and stops nothing
	 * @param directory where the answer is written and removed again, some 150 kB
	 * @return the objects, at most {@value FlightRecorderLeakProfiler#MAX_OBJECTS}
	 * @throws IOException if the answer cannot be written or read
	 */
	List<OldObject> ask(Duration search, Path directory) throws IOException;

	@Override
	void close();

	/**
	 * Starts the profiler; where the flight recorder is missing it must not be called.
	 */
	@FunctionalInterface
	interface Source {

		/**
		 * Starts it.
		 * @throws RuntimeException if the recorder refuses
		 */
		LeakProfiler start();

	}

}
