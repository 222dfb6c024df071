package io.tidemark.diff;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.Fingerprint;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.Members.Member;
import io.tidemark.group.StackGroup;
import io.tidemark.group.ThreadFamily;
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
	 * What changed from the earlier to the later snapshot.
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
		for (ThreadFamily family : to.groups().families()) {
			groups.add(change(family, earlier, to.groups().time()));
		}
		groups.addAll(earlier.vanished());
		groups.sort(LARGEST_CHANGE_FIRST);
		int started = groups.stream().mapToInt(GroupChange::started).sum();
		int ended = groups.stream().mapToInt(GroupChange::ended).sum();
		int after = groups.stream().mapToInt(GroupChange::after).sum();
		return new SnapshotDiff(from, to, started, ended, after - started, groups);
	}

	private static GroupChange change(ThreadFamily family, Earlier earlier, Instant now) {
		List<Member> before = earlier.members(family.key());
		int started = 0;
		List<Long> ages = new ArrayList<>(family.size());
		Usage usage = new Usage();
		for (int i = 0; i < family.size(); i++) {
			Member member = family.members().get(i);
			Member then = earlier.member(member.id());
			started += (then == null) ? 1 : 0;
			ages.add(Math.max(0, now.toEpochMilli() - member.sinceMillis()));
			usage.add(member, then);
		}
		Collections.sort(ages);
		return new GroupChange(family.key(), before.size(), family.size(), started, earlier.ended(family.key()),
				family.origin(), family.waitReasons(), Duration.ofMillis(ages.get(ages.size() - 1)),
				Duration.ofMillis(ages.get(ages.size() / 2)), usage.cpu(), usage.allocatedBytes(),
				stacks(earlier.stacks(family.key()), family.stacks()), family.omittedStacks());
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

	/**
	 * The earlier snapshot in the families of the later one. The recorder tells a
	 * thread's origin up to a second late, so a thread may have had none when the earlier
	 * snapshot was taken; it is counted where it is known to belong now, or it would look
	 * like one that started.
	 */
	private static final class Earlier {

		private final Map<FamilyKey, ThreadFamily> families = new LinkedHashMap<>();

		private final Map<Long, Member> byId = new HashMap<>();

		private final Map<FamilyKey, List<Member>> members = new LinkedHashMap<>();

		private final Map<FamilyKey, Integer> attributedLate = new HashMap<>();

		private final Map<Long, FamilyKey> later = new HashMap<>();

		private final Set<FamilyKey> laterKeys = new HashSet<>();

		Earlier(GroupedSnapshot from, GroupedSnapshot to) {
			for (ThreadFamily family : to.families()) {
				this.laterKeys.add(family.key());
				family.members().forEach((member) -> this.later.put(member.id(), family.key()));
			}
			for (ThreadFamily family : from.families()) {
				this.families.put(family.key(), family);
				family.members().forEach((member) -> add(family.key(), member));
			}
		}

		private void add(FamilyKey key, Member member) {
			FamilyKey now = this.later.get(member.id());
			boolean late = now != null && key.origin() == null && now.origin() != null && key.name().equals(now.name());
			FamilyKey counted = late ? now : key;
			if (late) {
				this.attributedLate.merge(now, 1, Integer::sum);
			}
			this.byId.put(member.id(), member);
			this.members.computeIfAbsent(counted, (absent) -> new ArrayList<>()).add(member);
		}

		@Nullable Member member(long id) {
			return this.byId.get(id);
		}

		List<Member> members(FamilyKey key) {
			return this.members.getOrDefault(key, List.of());
		}

		int ended(FamilyKey key) {
			return (int) members(key).stream().filter((member) -> !this.later.containsKey(member.id())).count();
		}

		List<StackGroup> stacks(FamilyKey key) {
			ThreadFamily family = this.families.get(key);
			List<StackGroup> stacks = (family != null) ? family.stacks() : List.of();
			Integer late = this.attributedLate.get(key);
			ThreadFamily unknown = this.families.get(new FamilyKey(key.name(), null, key.virtual()));
			if (late == null || unknown == null) {
				return stacks;
			}
			List<StackGroup> both = new ArrayList<>(stacks);
			unknown.stacks().forEach((group) -> both.add(group.withThreads(Math.min(late, group.threads()))));
			return both;
		}

		/** Families of the earlier snapshot that have no thread in the later one. */
		List<GroupChange> vanished() {
			List<GroupChange> vanished = new ArrayList<>();
			this.members.forEach((key, members) -> {
				ThreadFamily family = this.families.get(key);
				if (family != null && !this.laterKeys.contains(key)) {
					vanished.add(new GroupChange(key, members.size(), 0, 0, ended(key), family.origin(),
							family.waitReasons(), null, null, null, null,
							SnapshotDiffer.stacks(family.stacks(), List.of()), 0));
				}
			});
			return vanished;
		}

	}

	/** CPU time and bytes that the threads used since the earlier snapshot. */
	private static final class Usage {

		private @Nullable Long cpuNanos;

		private @Nullable Long allocatedBytes;

		void add(Member now, @Nullable Member then) {
			this.cpuNanos = plus(this.cpuNanos, now.cpuNanos(), (then != null) ? then.cpuNanos() : null);
			this.allocatedBytes = plus(this.allocatedBytes, now.allocatedBytes(),
					(then != null) ? then.allocatedBytes() : null);
		}

		private static @Nullable Long plus(@Nullable Long sum, @Nullable Long now, @Nullable Long then) {
			if (now == null) {
				return sum;
			}
			long used = Math.max(0, now - ((then != null) ? then : 0));
			return (sum != null) ? sum + used : (Long) used;
		}

		@Nullable Duration cpu() {
			return (this.cpuNanos != null) ? Duration.ofNanos(this.cpuNanos) : null;
		}

		@Nullable Long allocatedBytes() {
			return this.allocatedBytes;
		}

	}

	/**
	 * @param fingerprint where
	 * @param state in which state
	 */
	private record Place(Fingerprint fingerprint, Thread.State state) {

		static Place of(StackGroup group) {
			return new Place(group.fingerprint(), group.state());
		}

	}

}
