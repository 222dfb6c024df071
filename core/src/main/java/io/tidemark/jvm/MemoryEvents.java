package io.tidemark.jvm;

/**
 * How often memory of the container was short, since the group began. What the kernel
 * does not tell is -1: version 1 tells no {@code high} and no {@code oom}.
 *
 * @param high times that the group was slowed down because it was above
 * {@code memory.high}
 * @param max times that it was at its limit and the kernel had to take memory back
 * @param oom times that nothing could be taken back
 * @param kills processes of it that the kernel killed for that
 * @since 0.1.0
 */
public record MemoryEvents(long high, long max, long oom, long kills) {

	/** Where the kernel tells nothing. */
	public static final MemoryEvents UNKNOWN = new MemoryEvents(-1, -1, -1, -1);

}
