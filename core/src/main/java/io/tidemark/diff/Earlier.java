package io.tidemark.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.Members.Member;
import io.tidemark.group.StackGroup;
import io.tidemark.group.ThreadFamily;
import org.jspecify.annotations.Nullable;

/**
 * The earlier snapshot in the families of the later one. The recorder tells a thread's
 * origin up to a second late, so a thread may have had none when the earlier snapshot was
 * taken, and it may be forgotten again; the thread is counted where it belongs now, or it
 * would look like one that started while another ended.
 */
final class Earlier {

	private final Map<Long, FamilyKey> later = new HashMap<>();

	private final Map<FamilyKey, ThreadFamily> laterFamilies = new HashMap<>();

	private final Map<FamilyKey, ThreadFamily> families = new LinkedHashMap<>();

	private final Map<FamilyKey, List<Member>> members = new LinkedHashMap<>();

	private final Map<FamilyKey, StackPool> stacks = new HashMap<>();

	private final Map<Long, Member> byId = new HashMap<>();

	Earlier(GroupedSnapshot from, GroupedSnapshot to) {
		for (ThreadFamily family : to.families()) {
			this.laterFamilies.put(family.key(), family);
			family.members().forEach((member) -> this.later.put(member.id(), family.key()));
		}
		for (ThreadFamily family : from.families()) {
			this.families.put(family.key(), family);
			this.stacks.put(family.key(), new StackPool(family.stacks()));
		}
		from.families().forEach(this::add);
	}

	private void add(ThreadFamily family) {
		Map<FamilyKey, Integer> moved = new LinkedHashMap<>();
		family.members().forEach((member) -> {
			FamilyKey counted = countedAs(family.key(), member);
			this.byId.put(member.id(), member);
			this.members.computeIfAbsent(counted, (absent) -> new ArrayList<>()).add(member);
			if (!counted.equals(family.key())) {
				moved.merge(counted, 1, Integer::sum);
			}
		});
		moved.forEach((key, threads) -> moveStacks(family.key(), key, threads));
	}

	private FamilyKey countedAs(FamilyKey then, Member member) {
		FamilyKey now = this.later.get(member.id());
		boolean sameButForOrigin = now != null && now.name().equals(then.name()) && now.virtual() == then.virtual()
				&& (now.origin() == null || then.origin() == null);
		return sameButForOrigin ? now : then;
	}

	private void moveStacks(FamilyKey from, FamilyKey to, int threads) {
		StackPool target = this.stacks.computeIfAbsent(to, (absent) -> new StackPool(List.of()));
		ThreadFamily family = this.laterFamilies.get(to);
		List<Place> places = (family != null) ? family.stacks().stream().map(Place::of).toList() : List.of();
		this.stacks.get(from).move(threads, target, places::contains);
	}

	@Nullable Member member(long id) {
		return this.byId.get(id);
	}

	List<Member> members(FamilyKey key) {
		return this.members.getOrDefault(key, List.of());
	}

	/** Threads of the family that were counted only. */
	int folded(FamilyKey key) {
		ThreadFamily family = this.families.get(key);
		return (family != null) ? family.folded() : 0;
	}

	/** Threads that the family had. */
	int size(FamilyKey key) {
		return members(key).size() + folded(key);
	}

	int ended(FamilyKey key) {
		return (int) members(key).stream().filter((member) -> !this.later.containsKey(member.id())).count();
	}

	List<StackGroup> stacks(FamilyKey key) {
		StackPool pool = this.stacks.get(key);
		return (pool != null) ? pool.groups() : List.of();
	}

	/** Families that had threads in the earlier snapshot and have none in the later. */
	List<ThreadFamily> vanished() {
		return this.families.values()
			.stream()
			.filter((family) -> !this.laterFamilies.containsKey(family.key()))
			.filter((family) -> size(family.key()) > 0)
			.toList();
	}

}
