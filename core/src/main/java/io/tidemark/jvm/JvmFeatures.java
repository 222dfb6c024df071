package io.tidemark.jvm;

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

}
