package io.tidemark.heap;

import java.util.HashMap;
import java.util.Map;

import io.tidemark.origin.DaemonStream;
import io.tidemark.origin.RecordedStacks;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;

/**
 * Samples of allocations as the flight recorder tells them.
 * <p>
 * Names types of the module {@code jdk.jfr}.
 */
final class FlightRecorderAllocations implements AutoCloseable {

	private static final String EVENT = "jdk.ObjectAllocationSample";

	/** Somebody else's recording may have more samples taken; these are looked at. */
	private static final int MAX_PER_FLUSH = 1_000;

	private final RecordedStacks stacks = new RecordedStacks();

	private final Map<String, String> classNames = new HashMap<>();

	private final AllocationListener listener;

	private final String throttle;

	private final DaemonStream stream;

	private int sinceFlush;

	private FlightRecorderAllocations(AllocationListener listener, int perSecond) {
		this.listener = listener;
		this.throttle = perSecond + "/s";
		this.stream = DaemonStream.open(AllocationSampler.NAME, listener, this::configure);
	}

	/** Starts a stream and waits until it runs. */
	static AutoCloseable open(AllocationListener listener, int perSecond) {
		return new FlightRecorderAllocations(listener, perSecond);
	}

	private void configure(RecordingStream stream) {
		stream.enable(EVENT).withStackTrace().with("throttle", this.throttle);
		stream.onEvent(EVENT, this::allocated);
		stream.onFlush(this::flushed);
	}

	@Override
	public void close() {
		this.stream.close();
	}

	private void allocated(RecordedEvent event) {
		RecordedThread thread = event.getThread();
		RecordedClass type = event.getClass("objectClass");
		if (thread == null || type == null || ++this.sinceFlush > MAX_PER_FLUSH) {
			return;
		}
		boolean virtual = thread.hasField("virtual") && thread.getBoolean("virtual");
		this.listener.allocated(thread.getJavaThreadId(), virtual,
				this.classNames.computeIfAbsent(type.getName(), ClassName::readable), event.getLong("weight"),
				this.stacks.frames(event.getStackTrace()));
	}

	private void flushed() {
		this.stacks.flushed();
		this.classNames.clear();
		this.sinceFlush = 0;
	}

}
