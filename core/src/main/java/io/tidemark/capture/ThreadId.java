package io.tidemark.capture;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import org.jspecify.annotations.Nullable;

/**
 * The JVM's identifier of a thread. {@link Thread#getId()} may be overridden, and some
 * thread classes do; JDK 19 has a method that cannot be.
 */
final class ThreadId {

	private static final @Nullable MethodHandle THREAD_ID = threadId();

	/** No thread has it, and unlike 0 it is legal to ask for. */
	private static final long NOBODY = Long.MAX_VALUE;

	private ThreadId() {
	}

	static long of(Thread thread) {
		long id = (THREAD_ID != null) ? finalId(THREAD_ID, thread) : thread.getId();
		return (id > 0) ? id : NOBODY;
	}

	private static long finalId(MethodHandle threadId, Thread thread) {
		try {
			return (long) threadId.invokeExact(thread);
		}
		catch (Throwable ex) {
			throw new IllegalStateException("Thread.threadId() failed", ex);
		}
	}

	private static @Nullable MethodHandle threadId() {
		try {
			return MethodHandles.publicLookup()
				.findVirtual(Thread.class, "threadId", MethodType.methodType(long.class));
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

}
