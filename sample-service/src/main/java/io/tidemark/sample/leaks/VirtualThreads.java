package io.tidemark.sample.leaks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import org.jspecify.annotations.Nullable;

/**
 * Virtual threads as far as a source of JDK 17 can have them.
 */
final class VirtualThreads {

	private static final int SINCE = 21;

	/** Why there are none, where there are none. */
	static final String MISSING = "expected JDK %d or newer for virtual threads, found %d".formatted(SINCE,
			Runtime.version().feature());

	private static final @Nullable MethodHandle START = exist() ? find() : null;

	private VirtualThreads() {
	}

	static boolean exist() {
		return Runtime.version().feature() >= SINCE;
	}

	/**
	 * Does what {@code Thread.startVirtualThread} does.
	 * @throws IllegalStateException before JDK 21
	 */
	static Thread start(Runnable task) {
		if (START == null) {
			throw new IllegalStateException(MISSING);
		}
		try {
			return (Thread) START.invokeExact(task);
		}
		catch (Throwable ex) {
			throw new IllegalStateException("No virtual thread could be started", ex);
		}
	}

	private static MethodHandle find() {
		try {
			return MethodHandles.publicLookup()
				.findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
