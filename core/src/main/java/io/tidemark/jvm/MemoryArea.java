package io.tidemark.jvm;

/**
 * Where a memory pool lies.
 *
 * @since 0.1.0
 */
public enum MemoryArea {

	/** Objects of the application. */
	HEAP("heap"),

	/** Everything else the JVM keeps in pools: metaspace, compiled code. */
	NONHEAP("nonheap");

	private final String id;

	MemoryArea(String id) {
		this.id = id;
	}

	/** Name of the area in meters, such as {@code heap}. */
	public String id() {
		return this.id;
	}

}
