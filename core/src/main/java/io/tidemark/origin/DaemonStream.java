package io.tidemark.origin;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordingStream;

/**
 * A stream of the flight recorder that is read on a daemon thread of its own. The
 * recorder flushes once a second; that interval cannot be changed by public means.
 * <p>
 * Names types of the module {@code jdk.jfr}: where that is missing this class must not be
 * touched.
 *
 * @since 0.1.0
 */
public final class DaemonStream implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** Two chunks of the recorder's: one that is read and one that is written. */
	private static final long MAX_BYTES = 24 * 1024 * 1024;

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final RecordingStream stream = new RecordingStream();

	/** Not the stream's own one: that is no daemon, so the JVM would not end. */
	private final Thread thread;

	private final StreamListener listener;

	private final CompletableFuture<Void> running = new CompletableFuture<>();

	/** Told by the thread that starts a recording, which tells ours from others. */
	private final FlightRecorderListener watch = new FlightRecorderListener() {

		@Override
		public void recordingStateChanged(Recording recording) {
			boolean ours = Thread.currentThread() == DaemonStream.this.thread;
			if (ours && recording.getState() == RecordingState.RUNNING) {
				DaemonStream.this.running.complete(null);
			}
		}

	};

	private volatile boolean closing;

	private DaemonStream(String name, StreamListener listener) {
		this.thread = new Thread(null, this::listen, name, 0, false);
		this.thread.setDaemon(true);
		this.thread.setContextClassLoader(null);
		this.listener = listener;
	}

	/**
	 * Starts a stream and waits until it runs: 0.3 to 0.9 s if the recorder was not in
	 * use yet.
	 * @param name of the thread on which it is read
	 * @param listener hears how it is
	 * @param events says which events it has and who handles them; handlers must not
	 * block, else the recorder's files grow without bound
	 * @return the stream
	 * @throws IllegalStateException if the recorder refuses
	 */
	public static DaemonStream open(String name, StreamListener listener, Consumer<RecordingStream> events) {
		DaemonStream stream = new DaemonStream(name, listener);
		FlightRecorder.addListener(stream.watch);
		try {
			stream.configure(events);
			stream.thread.start();
			stream.running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			return stream;
		}
		catch (ExecutionException ex) {
			stream.close();
			throw new IllegalStateException(ex.getCause());
		}
		catch (TimeoutException | InterruptedException ex) {
			stream.close();
			throw new IllegalStateException("It does not run after " + PATIENCE.toSeconds() + " seconds", ex);
		}
		finally {
			FlightRecorder.removeListener(stream.watch);
		}
	}

	private void configure(Consumer<RecordingStream> events) {
		this.stream.setMaxAge(Duration.ofSeconds(10));
		this.stream.setMaxSize(MAX_BYTES);
		events.accept(this.stream);
		this.stream.onFlush(this::flushed);
		this.stream.onError(this.listener::failed);
	}

	private void listen() {
		Throwable cause = null;
		try {
			this.stream.start();
		}
		catch (RuntimeException | Error ex) {
			cause = ex;
		}
		boolean neverRan = this.running.completeExceptionally(
				(cause != null) ? cause : new IllegalStateException("The stream ended before it ran"));
		if (!neverRan && !this.closing) {
			this.listener.died(cause);
		}
	}

	private void flushed() {
		this.listener
			.flushed(this.threads.isCurrentThreadCpuTimeSupported() ? this.threads.getCurrentThreadCpuTime() : 0);
	}

	@Override
	public void close() {
		this.closing = true;
		this.stream.close();
	}

}
