package io.tidemark.origin;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

import io.tidemark.snapshot.Frame;

/**
 * Thread starts as the flight recorder tells them, half a second after they happened on
 * average and one second at most. The recorder flushes once a second; that interval
 * cannot be changed by public means.
 * <p>
 * The only class of this package that names types of the module {@code jdk.jfr}.
 */
final class FlightRecorderStream implements ThreadStarts {

	static final int MAX_FRAMES = 64;

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final int MAX_NAME = 256;

	/** Stacks seen since the last flush; the recorder gives equal ones as one object. */
	private static final int MAX_SEEN = 1_000;

	/** Two chunks of the recorder's: one that is read and one that is written. */
	private static final long MAX_BYTES = 24 * 1024 * 1024;

	private final Map<RecordedStackTrace, List<Frame>> seen = new IdentityHashMap<>();

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final RecordingStream stream = new RecordingStream();

	/** Not the stream's own one: that is no daemon, so the JVM would not end. */
	private final Thread thread = new Thread(null, this::listen, "tidemark-origins", 0, false);

	private final Listener listener;

	private final CompletableFuture<Void> running = new CompletableFuture<>();

	/** Told by the thread that starts a recording, which tells ours from others. */
	private final FlightRecorderListener watch = new FlightRecorderListener() {

		@Override
		public void recordingStateChanged(Recording recording) {
			boolean ours = Thread.currentThread() == FlightRecorderStream.this.thread;
			if (ours && recording.getState() == RecordingState.RUNNING) {
				FlightRecorderStream.this.running.complete(null);
			}
		}

	};

	private volatile boolean closing;

	private FlightRecorderStream(Listener listener) {
		this.listener = listener;
	}

	/** Starts a stream and waits until it runs. */
	static ThreadStarts open(Listener listener) {
		FlightRecorderStream starts = new FlightRecorderStream(listener);
		starts.configure();
		FlightRecorder.addListener(starts.watch);
		try {
			starts.thread.start();
			starts.running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			return starts;
		}
		catch (ExecutionException ex) {
			starts.close();
			throw new IllegalStateException(ex.getCause());
		}
		catch (TimeoutException | InterruptedException ex) {
			starts.close();
			throw new IllegalStateException("It does not run after " + PATIENCE.toSeconds() + " seconds", ex);
		}
		finally {
			FlightRecorder.removeListener(starts.watch);
		}
	}

	private void configure() {
		this.stream.setMaxAge(Duration.ofSeconds(10));
		this.stream.setMaxSize(MAX_BYTES);
		this.stream.enable("jdk.ThreadStart").withStackTrace();
		this.stream.enable("jdk.ThreadEnd").withoutStackTrace();
		this.stream.onEvent("jdk.ThreadStart", this::started);
		this.stream.onEvent("jdk.ThreadEnd", this::ended);
		this.stream.onFlush(this::flushed);
		this.stream.onError(this.listener::failed);
		this.thread.setDaemon(true);
		this.thread.setContextClassLoader(null);
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

	@Override
	public void close() {
		this.closing = true;
		this.stream.close();
	}

	private void started(RecordedEvent event) {
		RecordedThread thread = event.getThread("thread");
		if (thread == null || thread.getJavaThreadId() <= 0) {
			return; // a thread of the JVM's own that runs no Java code
		}
		RecordedThread parent = event.getThread("parentThread");
		this.listener.started(thread.getJavaThreadId(), event.getStartTime(), nameOf(parent),
				(parent != null) ? parent.getJavaThreadId() : 0, framesOf(event.getStackTrace()));
	}

	private void ended(RecordedEvent event) {
		RecordedThread thread = event.getThread("thread");
		if (thread != null) {
			this.listener.ended(thread.getJavaThreadId());
		}
	}

	private void flushed() {
		this.seen.clear(); // else it would keep the chunk they come from
		this.listener
			.flushed(this.threads.isCurrentThreadCpuTimeSupported() ? this.threads.getCurrentThreadCpuTime() : 0);
	}

	private List<Frame> framesOf(@Nullable RecordedStackTrace stack) {
		if (stack == null) {
			return List.of();
		}
		if (this.seen.size() >= MAX_SEEN) {
			this.seen.clear();
		}
		return this.seen.computeIfAbsent(stack, FlightRecorderStream::read);
	}

	private static List<Frame> read(RecordedStackTrace stack) {
		return OriginFrameFinder
			.clean(stack.getFrames().stream().limit(MAX_FRAMES).map(FlightRecorderStream::read).toList());
	}

	private static Frame read(RecordedFrame frame) {
		RecordedMethod method = frame.getMethod();
		String className = method.getType().getName();
		int line = "Native".equals(frame.getType()) ? Frame.NATIVE_METHOD : frame.getLineNumber();
		return new Frame(className, method.getName(), sourceOf(className), line);
	}

	/**
	 * The recorder does not tell the source file; for Java it is that of the outermost
	 * class.
	 */
	private static String sourceOf(String className) {
		String simpleName = className.substring(className.lastIndexOf('.') + 1);
		int nested = simpleName.indexOf('$', 1);
		return ((nested > 0) ? simpleName.substring(0, nested) : simpleName) + ".java";
	}

	private static String nameOf(@Nullable RecordedThread thread) {
		String name = (thread != null) ? thread.getJavaName() : null;
		if (name == null) {
			return "unknown";
		}
		return (name.length() > MAX_NAME) ? name.substring(0, MAX_NAME) : name;
	}

}
