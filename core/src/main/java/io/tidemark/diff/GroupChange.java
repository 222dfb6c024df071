package io.tidemark.diff;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.LockWait;
import io.tidemark.group.WaitReason;
import org.jspecify.annotations.Nullable;

/**
 * How one family of threads changed.
 *
 * @param key the family
 * @param before threads in the earlier snapshot
 * @param after threads in the later snapshot
 * @param started threads of the family that are in the later snapshot only
 * @param ended threads of the family that are in the earlier snapshot only
 * @param origin who started them, or {@code null} if not known
 * @param waitReasons threads of the later snapshot (of the earlier one if none is left)
 * by what they wait for
 * @param oldest age of the oldest thread of the later snapshot, at least; {@code null} if
 * none is left
 * @param medianAge median age of the threads of the later snapshot; {@code null} if none
 * is left
 * @param cpu CPU time that the threads of the later snapshot used since the earlier one,
 * or {@code null} if not known
 * @param allocatedBytes bytes that they allocated since the earlier snapshot, or
 * {@code null} if not known
 * @param stacks its stack groups, largest change first
 * @param omittedStacks threads of the later snapshot in stack groups beyond the bound
 * @param locks locks for which threads of the later snapshot wait, most waited for first
 * @since 0.1.0
 */
public record GroupChange(FamilyKey key, int before, int after, int started, int ended, @Nullable FamilyOrigin origin,
		Map<WaitReason, Integer> waitReasons, @Nullable Duration oldest, @Nullable Duration medianAge,
		@Nullable Duration cpu, @Nullable Long allocatedBytes, List<StackChange> stacks, int omittedStacks,
		List<LockWait> locks) {

	public GroupChange {
		waitReasons = Collections.unmodifiableMap(new LinkedHashMap<>(waitReasons));
		stacks = List.copyOf(stacks);
		locks = List.copyOf(locks);
	}

	/** A change of a family that waits for no lock that is known. */
	public GroupChange(FamilyKey key, int before, int after, int started, int ended, @Nullable FamilyOrigin origin,
			Map<WaitReason, Integer> waitReasons, @Nullable Duration oldest, @Nullable Duration medianAge,
			@Nullable Duration cpu, @Nullable Long allocatedBytes, List<StackChange> stacks, int omittedStacks) {
		this(key, before, after, started, ended, origin, waitReasons, oldest, medianAge, cpu, allocatedBytes, stacks,
				omittedStacks, List.of());
	}

	/** Threads gained; negative when the family shrank. */
	public int change() {
		return this.after - this.before;
	}

}
