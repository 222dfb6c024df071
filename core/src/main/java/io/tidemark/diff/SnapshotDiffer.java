package io.tidemark.diff;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.Members.Member;
import io.tidemark.group.StackGroup;
import io.tidemark.group.ThreadFamily;
import io.tidemark.snapshot.VirtualThreads.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Compares two groupings of one JVM. Families are compared by their key, threads by their
 * identifier.
 *
 * @since 0.1.0
 */
public final class SnapshotDiffer {

	private static final Comparator<GroupChange> LARGEST_CHANGE_FIRST = Comparator
		.comparingInt((GroupChange group) -> -group.change())
		.thenComparingInt((group) -> -group.after())
		.thenComparing((group) -> group.key().name());

	/**
	 * What changed from the earlier to the later snapshot. Virtual threads are compared
	 * only if both have seen them.
	 * @throws IllegalArgumentException if {@code from} is newer than {@code to}
	 */
	public SnapshotDiff diff(KeptSnapshot from, KeptSnapshot to) {
		if (from.groups().time().isAfter(to.groups().time())) {
			throw new IllegalArgumentException(
					"'from' must not be newer than 'to', found from=%s taken at %s and to=%s taken at %s"
						.formatted(from.id(), from.groups().time(), to.id(), to.groups().time()));
		}
		Earlier earlier = new Earlier(from.groups(), to.groups());
		List<GroupChange> groups = new ArrayList<>();
		boolean withVirtual = sawVirtualThreads(from.groups()) && sawVirtualThreads(to.groups());
		to.groups()
			.families()
			.stream()
			.filter((family) -> withVirtual || !family.key().virtual())
			.forEach((family) -> groups.add(change(family, earlier, to.groups().time())));
		earlier.vanished()
			.stream()
			.filter((family) -> withVirtual || !family.key().virtual())
			.forEach((family) -> groups.add(vanished(family, earlier)));
		groups.sort(LARGEST_CHANGE_FIRST);
		int started = groups.stream().mapToInt(GroupChange::started).sum();
		int ended = groups.stream().mapToInt(GroupChange::ended).sum();
		int after = groups.stream().mapToInt(GroupChange::after).sum();
		return new SnapshotDiff(from, to, started, ended, after - started, groups);
	}

	/** What one snapshot could not see has neither started nor ended. */
	private static boolean sawVirtualThreads(GroupedSnapshot groups) {
		return groups.virtualThreads().answer() == Answer.WHOLE
				|| groups.families().stream().anyMatch((family) -> family.key().virtual());
	}

	private static GroupChange change(ThreadFamily family, Earlier earlier, Instant now) {
		// of threads that were only counted the growth is known, not how many took turns
		int growth = family.folded() - earlier.folded(family.key());
		int started = Math.max(0, growth);
		int ended = earlier.ended(family.key()) + Math.max(0, -growth);
		List<Long> ages = new ArrayList<>(family.members().size());
		Usage usage = new Usage();
		for (int i = 0; i < family.members().size(); i++) {
			Member member = family.members().get(i);
			Member then = earlier.member(member.id());
			started += (then == null) ? 1 : 0;
			ages.add(Math.max(0, now.toEpochMilli() - member.sinceMillis()));
			usage.add(member, then);
		}
		Collections.sort(ages);
		return new GroupChange(family.key(), earlier.size(family.key()), family.size(), started, ended, family.origin(),
				family.waitReasons(), age(ages, ages.size() - 1), age(ages, ages.size() / 2), usage.cpu(),
				usage.allocatedBytes(), stacks(earlier.stacks(family.key()), family.stacks()), family.omittedStacks(),
				family.locks());
	}

	private static @Nullable Duration age(List<Long> sorted, int index) {
		return sorted.isEmpty() ? null : Duration.ofMillis(sorted.get(index));
	}

	private static GroupChange vanished(ThreadFamily family, Earlier earlier) {
		FamilyKey key = family.key();
		return new GroupChange(key, earlier.size(key), 0, 0, earlier.ended(key) + family.folded(), family.origin(),
				family.waitReasons(), null, null, null, null, stacks(earlier.stacks(key), List.of()), 0);
	}

	private static List<StackChange> stacks(List<StackGroup> before, List<StackGroup> after) {
		Map<Place, StackChange> changes = new LinkedHashMap<>();
		for (StackGroup group : after) {
			changes.put(Place.of(group), stackChange(group, 0, group.threads()));
		}
		for (StackGroup group : before) {
			StackChange later = changes.get(Place.of(group));
			changes.put(Place.of(group),
					(later != null) ? new StackChange(later.fingerprint(), later.state(), later.waitReason(),
							later.before() + group.threads(), later.after(), later.stack(), later.sampleThreads())
							: stackChange(group, group.threads(), 0));
		}
		return changes.values()
			.stream()
			.sorted(Comparator.comparingInt((StackChange stack) -> -stack.change())
				.thenComparingInt((stack) -> -stack.after()))
			.toList();
	}

	private static StackChange stackChange(StackGroup group, int before, int after) {
		return new StackChange(group.fingerprint(), group.state(), group.waitReason(), before, after, group.stack(),
				group.sampleThreads());
	}

	/** CPU time and bytes that the threads used since the earlier snapshot. */
	private static final class Usage {

		private @Nullable Long cpuNanos;

		private @Nullable Long allocatedBytes;

		void add(Member now, @Nullable Member then) {
			if (then == null) {
				this.cpuNanos = plus(this.cpuNanos, now.cpuNanos(), 0L);
				this.allocatedBytes = plus(this.allocatedBytes, now.allocatedBytes(), 0L);
			}
			else {
				this.cpuNanos = plus(this.cpuNanos, now.cpuNanos(), then.cpuNanos());
				this.allocatedBytes = plus(this.allocatedBytes, now.allocatedBytes(), then.allocatedBytes());
			}
		}

		/** A thread of which one of the two is not known adds nothing. */
		private static @Nullable Long plus(@Nullable Long sum, @Nullable Long now, @Nullable Long then) {
			if (now == null || then == null) {
				return sum;
			}
			long used = Math.max(0, now - then);
			return (sum != null) ? sum + used : (Long) used;
		}

		@Nullable Duration cpu() {
			return (this.cpuNanos != null) ? Duration.ofNanos(this.cpuNanos) : null;
		}

		@Nullable Long allocatedBytes() {
			return this.allocatedBytes;
		}

	}

}
