package io.tidemark.jvm;

import org.jspecify.annotations.Nullable;

/**
 * Memory of the control group that holds this process, all its processes together. What
 * the kernel does not tell is -1. Where a group above has the smallest limit the numbers
 * are those of that one.
 *
 * @param used bytes that count against the limit, the cache of files included: alone no
 * reason to worry, for the kernel takes the cache back first
 * @param workingSet the same without the cache of files that nobody used lately, as
 * Kubernetes reckons before it evicts a pod
 * @param files the cache of files, whether it was used lately or not: the kernel takes it
 * back rather than end a process
 * @param swapped bytes in swap
 * @param limit the most bytes there can be, or {@code null} if there is no limit
 * @param swapLimit the most bytes there can be in swap: 0 for none, -1 for any number
 * @since 0.1.0
 */
public record ContainerMemory(long used, long workingSet, long files, long swapped, @Nullable ResourceLimit limit,
		long swapLimit) {

	/** Where there is no control group that counts memory. */
	public static final ContainerMemory UNKNOWN = new ContainerMemory(-1, -1, -1, -1, null, -1);

	/** Whether anything is known. */
	public boolean isKnown() {
		return this.used >= 0 || this.limit != null;
	}

	/** Share of the limit that the working set is, NaN if one of them is not known. */
	public double share() {
		return (this.limit != null && this.workingSet >= 0) ? (double) this.workingSet / this.limit.value()
				: Double.NaN;
	}

	/** Bytes that the kernel cannot take back, -1 if not known. */
	public long taken() {
		return (this.used >= 0 && this.files >= 0) ? Math.max(0, this.used - this.files) : -1;
	}

	/** Share of the limit that these are, NaN if one of them is not known. */
	double takenShare() {
		return (this.limit != null && taken() >= 0) ? (double) taken() / this.limit.value() : Double.NaN;
	}

}
