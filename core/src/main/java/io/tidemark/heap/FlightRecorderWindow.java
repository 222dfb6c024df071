package io.tidemark.heap;

import java.util.HashMap;
import java.util.Map;

import io.tidemark.origin.DaemonStream;
import io.tidemark.origin.RecordedStacks;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * The first object of each allocation buffer of a thread, and each object outside of one,
 * as the flight recorder tells them.
 * <p>
 * The JVM does not throttle these events, so a stream of them must be short. Names types
 * of the module {@code jdk.jfr}.
 */
final class FlightRecorderWindow implements AutoCloseable {

	private static final String FIRST_OF_BUFFER = "jdk.ObjectAllocationInNewTLAB";

	private static final String OUTSIDE = "jdk.ObjectAllocationOutsideTLAB";

	private final RecordedStacks stacks = new RecordedStacks();

	private final Map<String, String> classNames = new HashMap<>();

	private final WeighedListener listener;

	private final DaemonStream stream;

	private FlightRecorderWindow(WeighedListener listener) {
		this.listener = listener;
		this.stream = DaemonStream.open(AllocationWindow.NAME, listener, this::configure);
	}

	/** Starts a stream and waits until it runs. */
	static AutoCloseable open(WeighedListener listener) {
		return new FlightRecorderWindow(listener);
	}

	private void configure(RecordingStream stream) {
		stream.enable(FIRST_OF_BUFFER).withStackTrace();
		stream.enable(OUTSIDE).withStackTrace();
		stream.onEvent(FIRST_OF_BUFFER, (event) -> allocated(event, "tlabSize"));
		stream.onEvent(OUTSIDE, (event) -> allocated(event, "allocationSize"));
		stream.onFlush(this::flushed);
	}

	@Override
	public void close() {
		this.stream.close();
	}

	private void allocated(RecordedEvent event, String weight) {
		RecordedClass type = event.getClass("objectClass");
		if (type != null && !this.listener.isFull()) {
			this.listener.allocated(event.getStartTime(),
					this.classNames.computeIfAbsent(type.getName(), ClassName::readable), event.getLong(weight),
					this.stacks.frames(event.getStackTrace()));
		}
	}

	private void flushed() {
		this.stacks.flushed();
		this.classNames.clear();
	}

}
