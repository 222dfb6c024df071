package io.tidemark.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

	/** Of those with a star in the class, the ones that name a method; ascending. */
	private final Map<String, List<Candidate>> byMethod = new HashMap<>();

	/** The ones with a star in class and method, ascending. */
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
		rule.in().stream().filter((frame) -> !frame.excluded()).forEach((frame) -> add(new Candidate(frame, position)));
	}

	private void add(Candidate candidate) {
		FramePattern frame = candidate.frame();
		if (frame.className().isExact()) {
			List<Integer> sameClass = this.byClass.computeIfAbsent(frame.className().toString(),
					(absent) -> new ArrayList<>());
			if (!sameClass.contains(candidate.position())) {
				sameClass.add(candidate.position());
			}
		}
		else if (frame.methodName().isExact()) {
			this.byMethod.computeIfAbsent(frame.methodName().toString(), (absent) -> new ArrayList<>()).add(candidate);
		}
		else {
			this.byPattern.add(candidate);
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
		for (Candidate candidate : this.byMethod.getOrDefault(frame.methodName(), List.of())) {
			result = better(result, candidate, frame, state, frames, blocker);
		}
		for (Candidate candidate : this.byPattern) {
			result = better(result, candidate, frame, state, frames, blocker);
		}
		return result;
	}

	private int better(int best, Candidate candidate, Frame frame, Thread.State state, List<Frame> frames,
			@Nullable String blocker) {
		return (candidate.position() < best && candidate.frame().matches(frame))
				? better(best, candidate.position(), frame, state, frames, blocker) : best;
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

	/** Classes whose frames belong to the call; few patterns are tried for a name. */
	private static final class ClassNames {

		private final Set<String> exact = new HashSet<>();

		/** By the letter with which they begin. */
		private final Map<Character, List<Glob>> byFirst = new HashMap<>();

		/** Those that begin with a star. */
		private final List<Glob> others = new ArrayList<>();

		private final Set<String> known = new HashSet<>();

		void add(Glob name) {
			String text = name.toString();
			if (name.isExact()) {
				this.exact.add(text);
			}
			else if (this.known.add(text)) {
				((text.charAt(0) != '*') ? this.byFirst.computeIfAbsent(text.charAt(0), (letter) -> new ArrayList<>())
						: this.others)
					.add(name);
			}
		}

		boolean contains(String name) {
			return this.exact.contains(name) || matches(this.others, name)
					|| (!name.isEmpty() && matches(this.byFirst.getOrDefault(name.charAt(0), List.of()), name));
		}

		private static boolean matches(List<Glob> patterns, String name) {
			for (Glob pattern : patterns) {
				if (pattern.matches(name)) {
					return true;
				}
			}
			return false;
		}

	}

}
