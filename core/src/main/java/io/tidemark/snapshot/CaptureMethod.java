package io.tidemark.snapshot;

/**
 * How a snapshot was taken.
 *
 * @since 0.1.0
 */
public enum CaptureMethod {

	/** Each thread walked by a handshake of its own; no safepoint. JDK 21 and later. */
	HANDSHAKE_WALK("handshake-walk"),

	/** {@code ThreadMXBean} in chunks, one safepoint each. JDK 17. */
	THREAD_MX_BEAN_CHUNKS("thread-mx-bean-chunks"),

	/** Names, states and origins without stacks; no safepoint on any JDK. */
	WITHOUT_STACKS("without-stacks"),

	/** Read from a dump that the JVM wrote; what it costs is the JVM's and not known. */
	SAVED_DUMP("saved-dump");

	private final String id;

	CaptureMethod(String id) {
		this.id = id;
	}

	/** Name of the method in reports, such as {@code handshake-walk}. */
	public String id() {
		return this.id;
	}

}
