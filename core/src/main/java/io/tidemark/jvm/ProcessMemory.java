package io.tidemark.jvm;

import java.util.List;

/**
 * Memory of this process as the kernel counts it. What it does not tell is -1.
 *
 * @param resident bytes in memory, the RSS: the sum of the next three. With ZGC on JDK 17
 * a page of the heap may be counted up to three times, because it is mapped three times
 * @param anonymous bytes that no file stands behind: heap, metaspace, stacks,
 * {@code malloc}
 * @param file bytes of libraries and other mapped files, which the kernel can take back
 * without asking
 * @param shared bytes of shared memory; the heap of ZGC is here and nowhere else
 * @param swapped anonymous bytes that are not in memory but in swap
 * @since 0.1.0
 */
public record ProcessMemory(long resident, long anonymous, long file, long shared, long swapped) {

	/** Where the kernel tells nothing. */
	public static final ProcessMemory UNKNOWN = new ProcessMemory(-1, -1, -1, -1, -1);

	static ProcessMemory of(ProcFiles proc) {
		List<String> status = proc.lines("proc/self/status");
		return new ProcessMemory(Numbers.kilobytes(status, "VmRSS:"), Numbers.kilobytes(status, "RssAnon:"),
				Numbers.kilobytes(status, "RssFile:"), Numbers.kilobytes(status, "RssShmem:"),
				Numbers.kilobytes(status, "VmSwap:"));
	}

	/** Anonymous bytes wherever they are now, in memory or in swap; -1 if not known. */
	public long anonymousAndSwapped() {
		return (this.anonymous >= 0) ? this.anonymous + Math.max(0, this.swapped) : -1;
	}

}
