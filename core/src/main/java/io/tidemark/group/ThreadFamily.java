package io.tidemark.group;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Threads of one make: one name pattern, one origin, platform or virtual.
 *
 * @param key identity
 * @param origin who started them, or {@code null} if not known
 * @param members the threads that were told apart
 * @param folded threads of the family that were counted only
 * @param container class of the executor or scope that most of them belong to, or
 * {@code null} if to none or not known
 * @param stacks their stack groups, largest first
 * @param omittedStacks threads whose stack group was beyond the bound and is not in
 * {@code stacks}
 * @param waitReasons threads by what they wait for, most frequent first
 * @param locks locks for which they wait, most waited for first, at most
 * {@value LockWaits#PER_FAMILY}
 * @since 0.1.0
 */
public record ThreadFamily(FamilyKey key, @Nullable FamilyOrigin origin, Members members, int folded,
		@Nullable String container, List<StackGroup> stacks, int omittedStacks, Map<WaitReason, Integer> waitReasons,
		List<LockWait> locks) {

	public ThreadFamily {
		stacks = List.copyOf(stacks);
		waitReasons = Collections.unmodifiableMap(new LinkedHashMap<>(waitReasons));
		locks = List.copyOf(locks);
	}

	/**
	 * A family of threads that were told apart, belong to no container and wait for no
	 * lock.
	 */
	public ThreadFamily(FamilyKey key, @Nullable FamilyOrigin origin, Members members, List<StackGroup> stacks,
			int omittedStacks, Map<WaitReason, Integer> waitReasons) {
		this(key, origin, members, 0, null, stacks, omittedStacks, waitReasons, List.of());
	}

	/** How many threads the family has. */
	public int size() {
		return this.members.size() + this.folded;
	}

}
