package io.tidemark.jvm;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the process may come to take by its settings, beside what it may have. Bytes; what
 * has a bound is counted by its bound, anything else as it is now.
 *
 * @param limit the most there can be: the container's limit, else the machine's memory;
 * {@code null} if neither is known
 * @param heap the largest heap
 * @param metaspace {@code MaxMetaspaceSize} if it is set, else metaspace as it is now
 * @param stacks address space of the stacks of all threads that there are now
 * @param direct {@code MaxDirectMemorySize} if it is set, else direct buffers as they are
 * now
 * @param codeCache compiled code as it is now; its bound of 240 MB is rarely reached
 * @param other what nothing of these accounts for, as it is now: the collector's and the
 * compilers' own memory and native libraries; 0 if not known
 * @param findings what does not fit, the certain first
 * @since 0.1.0
 */
public record MemoryPlan(@Nullable ResourceLimit limit, long heap, long metaspace, long stacks, long direct,
		long codeCache, long other, List<MemoryFinding> findings) {

	public MemoryPlan {
		findings = List.copyOf(findings);
	}

	/** All of it together. */
	public long total() {
		return certain() + this.stacks + this.other;
	}

	/**
	 * What is taken for certain once the heap is full: all but the stacks and the rest.
	 */
	long certain() {
		return this.heap + this.metaspace + this.direct + this.codeCache;
	}

	MemoryPlan withFindings(List<MemoryFinding> findings) {
		return new MemoryPlan(this.limit, this.heap, this.metaspace, this.stacks, this.direct, this.codeCache,
				this.other, findings);
	}

}
