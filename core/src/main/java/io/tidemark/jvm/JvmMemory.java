package io.tidemark.jvm;

/**
 * What the JVM itself says that it takes, in bytes; -1 where it does not say.
 *
 * @param heapUsed heap in use, garbage included
 * @param heapCommitted heap that was obtained from the system. As long as no object lay
 * on a page the page takes no memory, so the heap in memory may be less
 * @param heapMost heap that there can be
 * @param metaspace metaspace that was obtained, the class space included
 * @param classSpace the part of it that is the class space, which has a bound of its own
 * @param codeCache compiled code that was obtained
 * @param codeCacheUsed compiled code in use
 * @param codeCacheMost compiled code that there can be
 * @param direct direct buffers
 * @param mapped mapped files; the kernel counts what of them is in memory as files
 * @param threads live platform threads
 * @param stackSize address space of the stack of each of them unless it asked for
 * another; of a stack only what was touched takes memory, mostly below a tenth
 * @since 0.1.0
 */
public record JvmMemory(long heapUsed, long heapCommitted, long heapMost, long metaspace, long classSpace,
		long codeCache, long codeCacheUsed, long codeCacheMost, long direct, long mapped, long threads,
		long stackSize) {

	/** Address space of all stacks: the most that they can ever take. */
	public long stacks() {
		return this.threads * Math.max(0, this.stackSize);
	}

	/** Share of the code cache that is in use, NaN if not known. */
	public double codeCacheShare() {
		return (this.codeCacheMost > 0 && this.codeCacheUsed >= 0) ? (double) this.codeCacheUsed / this.codeCacheMost
				: Double.NaN;
	}

}
