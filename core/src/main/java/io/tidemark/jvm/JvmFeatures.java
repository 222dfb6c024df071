package io.tidemark.jvm;

import org.jspecify.annotations.Nullable;

/**
 * What this JVM can do for a capture.
 *
 * @param version feature version, such as 25
 * @param hotSpot whether it is a HotSpot JVM
 * @since 0.1.0
 */
public record JvmFeatures(int version, boolean hotSpot) {

	/** JDK 21 was the first whose {@link Thread#getStackTrace()} works by handshake. */
	private static final int HANDSHAKE_WALK = 21;

	private static final int VIRTUAL_THREADS = 21;

	/** Since monitors do not pin (JEP 491) a thread unblocks those that wait for one. */
	private static final int UNBLOCKER = 24;

	/** The JVM that this code runs on. */
	public static JvmFeatures current() {
		String name = System.getProperty("java.vm.name", "");
		return new JvmFeatures(Runtime.version().feature(), name.contains("HotSpot") || name.contains("OpenJDK"));
	}

	/**
	 * Whether a thread's stack can be walked while all others run on. Where this is false
	 * each walk would be a safepoint of its own (27 s of pause at 10,000 threads on JDK
	 * 17).
	 */
	public boolean canWalkByHandshake() {
		return this.hotSpot && this.version >= HANDSHAKE_WALK;
	}

	/** Whether there can be virtual threads, which no {@code ThreadMXBean} shows. */
	public boolean hasVirtualThreads() {
		return this.version >= VIRTUAL_THREADS;
	}

	/** Whether the JVM writes a dump that has virtual threads in it. */
	public boolean canDumpVirtualThreads() {
		return this.hotSpot && hasVirtualThreads();
	}

	/**
	 * Name of the platform thread that this JVM starts with its first virtual thread and
	 * never ends; {@code null} where there is none, so that nothing cheap tells whether
	 * there ever was one (before JDK 24 carriers end when they are idle).
	 */
	public @Nullable String companionOfVirtualThreads() {
		return (this.version >= UNBLOCKER) ? "VirtualThread-unblocker" : null;
	}

}
