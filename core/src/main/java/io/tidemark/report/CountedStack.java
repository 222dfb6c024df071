package io.tidemark.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.StackChange;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.StackGroup;
import io.tidemark.group.ThreadFamily;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * Threads at one place, which is what a picture draws. Every thread of a snapshot or a
 * diff is in one of them; threads beyond the bounds of the grouping are in
 * {@value #OTHER_STACKS} of their family or in {@value #OTHER_GROUPS}, and virtual
 * threads of which only the number is known in {@value #NOT_CAPTURED}.
 *
 * @param family family of the threads, or {@code null} if it was beyond the bound
 * @param origin who started them, or {@code null} if not known
 * @param state state of the threads, or {@code null} for threads that are only counted
 * @param waitReason what they wait for, or {@code null} for threads that are only counted
 * @param stack where they stand
 * @param missing what stands at the root of the frames because some or all are missing,
 * or {@code null} if none are
 * @param before threads in the earlier snapshot; 0 when there is only one
 * @param after threads in the later snapshot
 */
record CountedStack(@Nullable FamilyKey family, @Nullable FamilyOrigin origin, Thread.@Nullable State state,
		@Nullable WaitReason waitReason, StackTrace stack, @Nullable String missing, int before, int after) {

	/** Stands for threads of a family whose stacks were beyond the bound. */
	static final String OTHER_STACKS = "[other stacks]";

	/** Stands for threads whose family was beyond the bound. */
	static final String OTHER_GROUPS = "[other groups]";

	/** Stands for the families of virtual threads that were counted only. */
	static final String NOT_CAPTURED = "[not captured]";

	/** Stands for the stack of threads that run no Java code, or were not walked. */
	static final String NO_STACK = "[no stack]";

	/** Stands for frames at the root that were deeper than what is kept. */
	static final String MORE_FRAMES = "[more frames]";

	/** What a JVM puts behind the name of a hidden class, another in each process. */
	private static final Pattern HIDDEN = Pattern.compile("(\\$\\d+)?/0x[0-9a-f]+");

	private static final String VIRTUAL = "[virtual]";

	private static final String UNNAMED = "[unnamed]";

	/** The places of both snapshots, in the order of the diff. */
	static List<CountedStack> of(SnapshotDiff diff) {
		List<CountedStack> stacks = new ArrayList<>();
		diff.groups().forEach((group) -> add(stacks, group));
		addUnseen(stacks, diff.from().groups(), diff.to().groups());
		return stacks;
	}

	/** The places of one snapshot, largest family first. */
	static List<CountedStack> of(GroupedSnapshot snapshot) {
		List<CountedStack> stacks = new ArrayList<>();
		snapshot.families().forEach((family) -> add(stacks, family));
		addUnseen(stacks, null, snapshot);
		return stacks;
	}

	private static void add(List<CountedStack> stacks, GroupChange group) {
		int before = group.before();
		int after = group.after();
		for (StackChange stack : group.stacks()) {
			stacks.add(new CountedStack(group.key(), group.origin(), stack.state(), stack.waitReason(), stack.stack(),
					missing(stack.stack()), stack.before(), stack.after()));
			before -= stack.before();
			after -= stack.after();
		}
		addCount(stacks, group.key(), group.origin(), OTHER_STACKS, before, after);
	}

	private static void add(List<CountedStack> stacks, ThreadFamily family) {
		int rest = family.size();
		for (StackGroup stack : family.stacks()) {
			stacks.add(new CountedStack(family.key(), family.origin(), stack.state(), stack.waitReason(), stack.stack(),
					missing(stack.stack()), 0, stack.threads()));
			rest -= stack.threads();
		}
		addCount(stacks, family.key(), family.origin(), OTHER_STACKS, 0, rest);
	}

	private static @Nullable String missing(StackTrace stack) {
		if (stack.isEmpty()) {
			return NO_STACK;
		}
		return stack.truncated() ? MORE_FRAMES : null;
	}

	private static void addUnseen(List<CountedStack> stacks, @Nullable GroupedSnapshot before, GroupedSnapshot after) {
		addCount(stacks, null, null, null, (before != null) ? before.omitted() : 0, after.omitted());
		addCount(stacks, new FamilyKey(NOT_CAPTURED, null, true), null, null, (before != null) ? counted(before) : 0,
				counted(after));
	}

	private static int counted(GroupedSnapshot snapshot) {
		VirtualThreads threads = snapshot.virtualThreads();
		return (threads.answer() == VirtualThreads.Answer.COUNTED) ? threads.known() : 0;
	}

	private static void addCount(List<CountedStack> stacks, @Nullable FamilyKey family, @Nullable FamilyOrigin origin,
			@Nullable String missing, int before, int after) {
		if (before > 0 || after > 0) {
			stacks.add(new CountedStack(family, origin, null, null, StackTrace.EMPTY, missing, Math.max(0, before),
					Math.max(0, after)));
		}
	}

	/** Threads gained; negative when there are fewer. */
	int change() {
		return this.after - this.before;
	}

	/** Name of the family, as the root of its stacks; {@code [virtual]} follows it. */
	List<String> root() {
		if (this.family == null) {
			return List.of(OTHER_GROUPS);
		}
		String name = this.family.name().isEmpty() ? UNNAMED : this.family.name();
		return this.family.virtual() ? List.of(name, VIRTUAL) : List.of(name);
	}

	/**
	 * Class and method as a picture names them: the same in each process, so that
	 * pictures of several can be compared.
	 */
	static String method(Frame frame) {
		String method = frame.method();
		return (method.indexOf('/') >= 0) ? HIDDEN.matcher(method).replaceFirst("") : method;
	}

	/** The frames, outermost first. */
	List<Frame> frames() {
		List<Frame> frames = new ArrayList<>(this.stack.frames());
		Collections.reverse(frames);
		return frames;
	}

}
