package io.tidemark.group;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.VirtualThreads;
import org.jspecify.annotations.Nullable;

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

	/**
	 * Threads of all families by what they wait for; reasons without a thread are absent.
	 */
	public Map<WaitReason, Integer> waitReasons() {
		Map<WaitReason, Integer> sum = new EnumMap<>(WaitReason.class);
		this.families.forEach((family) -> family.waitReasons()
			.forEach((reason, threads) -> sum.merge(reason, threads, Integer::sum)));
		return sum;
	}

	/**
	 * The lock for which most threads wait, those of all families together, or
	 * {@code null} if none is waited for. Each family knows its five most waited for, so
	 * the number of threads is a lower bound.
	 */
	public @Nullable LockWait mostWaited() {
		Map<String, LockWait> locks = new HashMap<>();
		this.families
			.forEach((family) -> family.locks().forEach((lock) -> locks.merge(lock.lock(), lock, LockWait::plus)));
		return locks.values().stream().max(Comparator.comparingInt(LockWait::threads)).orElse(null);
	}

}
