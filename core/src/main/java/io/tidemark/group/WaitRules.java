package io.tidemark.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a thread waits for from its state, its stack and the object at which it is
 * parked, by the first rule of its tables that matches. Looks only at the call in which
 * the thread stands: the innermost frames up to the first that is neither of the JDK nor
 * of a library that the tables know. What is further out only tells how the thread came
 * there: a timer task that waits for a lock waits for a lock, not for its next turn.
 * <p>
 * Costs one look into a hash table a frame, and a few comparisons for names with stars;
 * safe for use by several threads.
 */
final class WaitRules {

	/**
	 * Frames looked at from the innermost. An HTTP client that reads an encrypted answer
	 * has about 40 frames between the socket and the application.
	 */
	private static final int DEPTH = 64;

	/** The tables of the engine alone. */
	private static final WaitRules OWN = new WaitRules(List.of(WaitTable.own()));

	private final List<WaitRule> rules = new ArrayList<>();

	/** Positions of the rules that ask for a frame of a class without a star. */
	private final Map<String, List<Integer>> byClass = new HashMap<>();

	/** Positions of the rules that ask for a frame of a class with a star, ascending. */
	private final List<Candidate> byPattern = new ArrayList<>();

	/** Positions of the rules that ask for no frame of the call, ascending. */
	private final List<Integer> byPlace = new ArrayList<>();

	private final ClassNames through = new ClassNames();

	private WaitRules(List<WaitTable> tables) {
		for (WaitTable table : tables) {
			table.rules().forEach(this::add);
			table.through().forEach(this.through::add);
		}
	}

	/** The rules of the engine. */
	static WaitRules own() {
		return OWN;
	}

	/**
	 * The rules of these tables, in their order, before those of the engine.
	 * @param tables tables of others
	 */
	static WaitRules with(List<WaitTable> tables) {
		List<WaitTable> all = new ArrayList<>(tables);
		all.add(WaitTable.own());
		return tables.isEmpty() ? OWN : new WaitRules(all);
	}

	private void add(WaitRule rule) {
		int position = this.rules.size();
		this.rules.add(rule);
		if (rule.in().isEmpty()) {
			this.byPlace.add(position);
		}
		for (FramePattern frame : rule.in()) {
			if (frame.className().isExact() && !frame.excluded()) {
				List<Integer> sameClass = this.byClass.computeIfAbsent(frame.className().first(),
						(absent) -> new ArrayList<>());
				if (!sameClass.contains(position)) {
					sameClass.add(position);
				}
			}
			else if (!frame.excluded()) {
				this.byPattern.add(new Candidate(frame, position));
			}
		}
	}

	/**
	 * What a thread waits for.
	 * @param state its state
	 * @param frames its stack, innermost first
	 * @param blocker class of the object at which it is parked, or {@code null} if there
	 * is none or it is not known
	 */
	WaitReason reason(Thread.State state, List<Frame> frames, @Nullable String blocker) {
		return switch (state) {
			case BLOCKED -> WaitReason.MONITOR;
			case TERMINATED -> WaitReason.FINISHED;
			case WAITING, TIMED_WAITING ->
				byRules(state, frames, blocker, frames.isEmpty() ? WaitReason.UNKNOWN : WaitReason.OTHER);
			default -> byRules(state, frames, blocker, WaitReason.RUNNING);
		};
	}

	private WaitReason byRules(Thread.State state, List<Frame> frames, @Nullable String blocker, WaitReason otherwise) {
		WaitRule rule = rule(state, frames, blocker);
		return (rule != null) ? rule.reason() : otherwise;
	}

	/** The first rule that matches. */
	@Nullable WaitRule rule(Thread.State state, List<Frame> frames, @Nullable String blocker) {
		int best = this.rules.size();
		for (int position : this.byPlace) {
			if (this.rules.get(position).allows(state, frames, blocker)) {
				best = position;
				break;
			}
		}
		int end = Math.min(DEPTH, frames.size());
		for (int i = 0; i < end && belongsToTheCall(frames.get(i)); i++) {
			best = better(best, frames.get(i), state, frames, blocker);
		}
		return (best < this.rules.size()) ? this.rules.get(best) : null;
	}

	private boolean belongsToTheCall(Frame frame) {
		return JdkFrame.is(frame) || this.through.contains(frame.className());
	}

	/**
	 * Position of the first rule that matches by this frame, if it is before the best.
	 */
	private int better(int best, Frame frame, Thread.State state, List<Frame> frames, @Nullable String blocker) {
		int result = best;
		for (int position : this.byClass.getOrDefault(frame.className(), List.of())) {
			result = better(result, position, frame, state, frames, blocker);
		}
		for (Candidate candidate : this.byPattern) {
			if (candidate.position() >= result) {
				break;
			}
			if (candidate.frame().matches(frame)) {
				result = better(result, candidate.position(), frame, state, frames, blocker);
			}
		}
		return result;
	}

	private int better(int best, int position, Frame frame, Thread.State state, List<Frame> frames,
			@Nullable String blocker) {
		WaitRule rule = this.rules.get(position);
		return (position < best && rule.isIn(frame) && rule.allows(state, frames, blocker)) ? position : best;
	}

	/**
	 * @param frame what is asked for
	 * @param position position of the rule that asks
	 */
	private record Candidate(FramePattern frame, int position) {

	}

	/** Classes whose frames belong to the call. */
	private static final class ClassNames {

		private final Map<String, Boolean> exact = new HashMap<>();

		private final List<Glob> patterns = new ArrayList<>();

		void add(Glob name) {
			if (name.isExact()) {
				this.exact.put(name.first(), true);
			}
			else if (!this.patterns.contains(name)) {
				this.patterns.add(name);
			}
		}

		boolean contains(String name) {
			if (this.exact.containsKey(name)) {
				return true;
			}
			for (Glob pattern : this.patterns) {
				if (pattern.matches(name)) {
					return true;
				}
			}
			return false;
		}

	}

}
