package io.tidemark.heap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.tidemark.origin.RecordedStacks;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * The leak profiler behind {@code jdk.OldObjectSample}. One recording in memory keeps it
 * at work and never writes to disk. The JVM tells what it has when a recording ends, so
 * whoever asks has a second, short one written and read.
 * <p>
 * Names types of the module {@code jdk.jfr}.
 */
final class FlightRecorderLeakProfiler implements LeakProfiler {

	/** The JVM keeps 256 unless told otherwise at start. */
	static final int MAX_OBJECTS = 2_000;

	private static final String EVENT = "jdk.OldObjectSample";

	private static final int MAX_NAME = 256;

	private final Recording sampling = new Recording();

	private FlightRecorderLeakProfiler() {
		this.sampling.setName("tidemark-old-objects");
		this.sampling.setToDisk(false);
		enable(this.sampling, Duration.ZERO);
	}

	static LeakProfiler start() {
		FlightRecorderLeakProfiler profiler = new FlightRecorderLeakProfiler();
		try {
			startWithoutContext(profiler.sampling);
			return profiler;
		}
		catch (RuntimeException | Error ex) {
			profiler.sampling.close();
			throw ex;
		}
	}

	/** The recorder's threads would keep the class loader of the first who starts it. */
	private static void startWithoutContext(Recording recording) {
		Thread thread = Thread.currentThread();
		ClassLoader context = thread.getContextClassLoader();
		thread.setContextClassLoader(null);
		try {
			recording.start();
		}
		finally {
			thread.setContextClassLoader(context);
		}
	}

	private static void enable(Recording recording, Duration search) {
		recording.enable(EVENT).withStackTrace().with("cutoff", search.toMillis() + " ms");
	}

	@Override
	public boolean runs() {
		return this.sampling.getState() == RecordingState.RUNNING;
	}

	@Override
	public List<OldObject> ask(Duration search, Path directory) throws IOException {
		Path file = directory.resolve("tidemark-old-objects.jfr");
		try (Recording asking = new Recording()) {
			asking.setName("tidemark-old-objects-asked");
			enable(asking, search);
			asking.start();
			asking.stop();
			asking.dump(file);
			return read(file);
		}
		finally {
			Files.deleteIfExists(file);
		}
	}

	/**
	 * Each recording that ends makes the JVM tell all objects again; the newest telling
	 * counts, in which all events have the same time.
	 */
	private static List<OldObject> read(Path file) throws IOException {
		RecordedStacks stacks = new RecordedStacks();
		List<OldObject> objects = new ArrayList<>();
		Instant newest = Instant.MIN;
		try (RecordingFile events = new RecordingFile(file)) {
			while (events.hasMoreEvents()) {
				RecordedEvent event = events.readEvent();
				if (!EVENT.equals(event.getEventType().getName()) || event.getStartTime().isBefore(newest)) {
					continue;
				}
				if (event.getStartTime().isAfter(newest)) {
					newest = event.getStartTime();
					objects.clear();
				}
				if (objects.size() < MAX_OBJECTS) {
					objects.add(read(event, stacks));
				}
			}
		}
		return objects;
	}

	private static OldObject read(RecordedEvent event, RecordedStacks stacks) {
		ReferencePath path = ReferencePath.of(event);
		int elements = event.getInt("arrayElements");
		long told = event.hasField("objectSize") ? event.getLong("objectSize") : -1;
		long bytes = (told > 0) ? told : ClassName.arrayBytes(path.className(), elements);
		RecordedThread thread = event.getThread();
		return new OldObject(path.className(), bytes, Math.max(-1, elements), event.getDuration("objectAge"),
				nameOf(thread), stacks.frames(event.getStackTrace()), path.holders());
	}

	private static @Nullable String nameOf(@Nullable RecordedThread thread) {
		String name = (thread != null) ? thread.getJavaName() : null;
		return (name != null && name.length() > MAX_NAME) ? name.substring(0, MAX_NAME) : name;
	}

	@Override
	public void close() {
		this.sampling.close();
	}

}
