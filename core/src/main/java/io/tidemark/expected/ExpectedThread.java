package io.tidemark.expected;

import java.util.List;

import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.Glob;
import io.tidemark.group.StackGroup;
import io.tidemark.group.ThreadFamily;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the catalogue.
 *
 * @param id lower-case words with hyphens
 * @param names name patterns of the families, at least 1
 * @param virtual whether the threads are virtual
 * @param stacks where an idle thread stands: one of these, at least 1
 * @param working threads of the pool that do something just now, or {@code null} if none
 * of them may
 * @param madeBy frames one of which the creator's stack has where it is known; empty if
 * it may be anybody
 * @param bound how many threads
 * @param firstJdk first release that starts them
 * @param lastJdk last release that starts them
 * @param because why they are normal
 * @param source where they are made
 */
record ExpectedThread(String id, List<NamePattern> names, boolean virtual, List<StackCondition> stacks,
		@Nullable Working working, List<Glob> madeBy, Bound bound, int firstJdk, int lastJdk, String because,
		String source) {

	ExpectedThread {
		names = List.copyOf(names);
		stacks = List.copyOf(stacks);
		madeBy = List.copyOf(madeBy);
	}

	boolean isOf(int jdk) {
		return this.firstJdk <= jdk && jdk <= this.lastJdk;
	}

	/**
	 * Whether a family bears one of the names.
	 * @param name the family's name without stars
	 * @param virtual whether its threads are virtual
	 */
	boolean isNamed(String name, boolean virtual) {
		if (virtual != this.virtual) {
			return false;
		}
		for (NamePattern pattern : this.names) {
			if (pattern.matches(name)) {
				return true;
			}
		}
		return false;
	}

	/** Why the family is not cleared, or {@code null} if it is. */
	@Nullable String objection(ThreadFamily family, int cpus) {
		FamilyOrigin origin = family.origin();
		if (origin != null && !mayComeFrom(origin)) {
			return "started by " + origin.frame().method();
		}
		int most = this.bound.threads(cpus);
		if (family.size() > most) {
			return "%d of at most %d threads".formatted(family.size(), most);
		}
		return whereTheyStand(family, cpus);
	}

	private boolean mayComeFrom(FamilyOrigin origin) {
		if (this.madeBy.isEmpty()) {
			return this.stacks.stream().noneMatch(StackCondition::isNone);
		}
		return this.madeBy.stream().anyMatch((method) -> StackCondition.hasFrame(origin.stack(), method));
	}

	private @Nullable String whereTheyStand(ThreadFamily family, int cpus) {
		int elsewhere = family.omittedStacks();
		int working = 0;
		for (StackGroup group : family.stacks()) {
			if (this.stacks.stream().anyMatch((stack) -> stack.matches(group))) {
				continue;
			}
			if (this.working != null && this.working.stack().matches(group)) {
				working += group.threads();
			}
			else {
				elsewhere += group.threads();
			}
		}
		if (elsewhere > 0) {
			return "%d of %d threads stand elsewhere".formatted(elsewhere, family.size());
		}
		int most = (this.working != null) ? this.working.bound().threads(cpus) : 0;
		return (working > most) ? "%d of at most %d threads work".formatted(working, most) : null;
	}

	Expectation expectation() {
		return new Expectation(this.id, this.because, this.source);
	}

	/**
	 * Threads of a pool that are not idle. Their number has a bound of its own, so that a
	 * pool full of requests that never end is not cleared.
	 *
	 * @param bound how many of the threads
	 * @param stack where they stand
	 */
	record Working(Bound bound, StackCondition stack) {

	}

}
