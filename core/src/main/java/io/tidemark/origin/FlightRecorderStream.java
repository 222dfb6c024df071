package io.tidemark.origin;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * Thread starts as the flight recorder tells them, half a second after they happened on
 * average and one second at most.
 * <p>
 * Names types of the module {@code jdk.jfr}, as {@link DaemonStream} and
 * {@link RecordedStacks} do; no other class of this package does.
 */
final class FlightRecorderStream implements ThreadStarts {

	private static final int MAX_NAME = 256;

	private final RecordedStacks stacks = new RecordedStacks();

	private final Listener listener;

	private final DaemonStream stream;

	private FlightRecorderStream(Listener listener) {
		this.listener = listener;
		this.stream = DaemonStream.open("tidemark-origins", listener, this::configure);
	}

	/** Starts a stream and waits until it runs. */
	static ThreadStarts open(Listener listener) {
		return new FlightRecorderStream(listener);
	}

	private void configure(RecordingStream stream) {
		stream.enable("jdk.ThreadStart").withStackTrace();
		stream.enable("jdk.ThreadEnd").withoutStackTrace();
		stream.onEvent("jdk.ThreadStart", this::started);
		stream.onEvent("jdk.ThreadEnd", this::ended);
		stream.onFlush(this.stacks::flushed);
	}

	@Override
	public void close() {
		this.stream.close();
	}

	private void started(RecordedEvent event) {
		RecordedThread thread = event.getThread("thread");
		if (thread == null || thread.getJavaThreadId() <= 0) {
			return; // a thread of the JVM's own that runs no Java code
		}
		RecordedThread parent = event.getThread("parentThread");
		this.listener.started(thread.getJavaThreadId(), event.getStartTime(), nameOf(parent),
				(parent != null) ? parent.getJavaThreadId() : 0, this.stacks.frames(event.getStackTrace()));
	}

	private void ended(RecordedEvent event) {
		RecordedThread thread = event.getThread("thread");
		if (thread != null) {
			this.listener.ended(thread.getJavaThreadId());
		}
	}

	private static String nameOf(@Nullable RecordedThread thread) {
		String name = (thread != null) ? thread.getJavaName() : null;
		if (name == null) {
			return "unknown";
		}
		return (name.length() > MAX_NAME) ? name.substring(0, MAX_NAME) : name;
	}

}
