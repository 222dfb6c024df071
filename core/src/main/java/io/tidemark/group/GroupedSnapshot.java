package io.tidemark.group;

import java.time.Instant;
import java.util.List;

import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.VirtualThreads;

/**
 * A snapshot folded into families: what is kept and compared.
 *
 * @param time when the capture began
 * @param families largest first, at most {@value StackGrouper#FAMILIES}
 * @param platformThreads how many platform threads were seen
 * @param virtualThreads how many virtual threads there are, and how much of them was seen
 * @param omitted threads whose family was beyond the bound and is not in {@code families}
 * @param cost what the capture cost
 * @since 0.1.0
 */
public record GroupedSnapshot(Instant time, List<ThreadFamily> families, int platformThreads,
		VirtualThreads virtualThreads, int omitted, CaptureCost cost) {

	public GroupedSnapshot {
		families = List.copyOf(families);
	}

	/** Threads of both kinds, as far as they are known. */
	public int threads() {
		return this.platformThreads + this.virtualThreads.known();
	}

}
