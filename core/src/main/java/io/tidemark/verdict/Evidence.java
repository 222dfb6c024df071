package io.tidemark.verdict;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.StackChange;
import io.tidemark.expected.Expectation;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.Frame;
import io.tidemark.watch.ServedRequest;
import io.tidemark.watch.StuckThread;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one group, in the terms of the table.
 *
 * @param change the group
 * @param expected why it is normal, or {@code null}
 * @param stuck its threads that do not move
 */
record Evidence(GroupChange change, @Nullable Expectation expected, List<StuckThread> stuck) {

	/** Growth from one known line that is more than a beginning. */
	private static final int REPEATED = 3;

	/** The same where nobody knows whether it was one line. */
	private static final int REPEATED_SOMEWHERE = 10;

	private static final List<String> JDK = List.of("java.", "jdk.", "sun.");

	Evidence {
		stuck = List.copyOf(stuck);
	}

	/** Threads gained beyond what is expected. */
	int growth() {
		return (this.expected != null) ? 0 : Math.max(0, this.change.change());
	}

	/** Whether so many came that it is not one more singleton. */
	boolean repeats() {
		return growth() >= ((this.change.origin() != null) ? REPEATED : REPEATED_SOMEWHERE);
	}

	/** Threads that wait for one of these. */
	int waiting(Set<WaitReason> reasons) {
		return this.change.waitReasons()
			.entrySet()
			.stream()
			.filter((entry) -> reasons.contains(entry.getKey()))
			.mapToInt((entry) -> entry.getValue())
			.sum();
	}

	/** Their share of the group in percent, 0 for an empty one. */
	double share(Set<WaitReason> reasons) {
		return (this.change.after() > 0) ? 100.0 * waiting(reasons) / this.change.after() : 0;
	}

	/** Whether at least half of the threads have such a frame in their stack. */
	boolean stands(Predicate<Frame> frame) {
		int threads = this.change.stacks()
			.stream()
			.filter((stack) -> stack.stack().frames().stream().anyMatch(frame))
			.mapToInt(StackChange::after)
			.sum();
		return threads > 0 && 2 * threads >= this.change.after();
	}

	/** Whether such a frame is on the way to the thread's start. */
	boolean creator(Predicate<Frame> frame) {
		FamilyOrigin origin = this.change.origin();
		return origin != null && (frame.test(origin.frame()) || origin.stack().stream().anyMatch(frame));
	}

	/** Whether a line of the application itself called {@code Thread.start}. */
	boolean startedDirectly() {
		FamilyOrigin origin = this.change.origin();
		return origin != null && !origin.library() && !origin.stack().isEmpty()
				&& origin.stack().get(0).equals(origin.frame());
	}

	PoolNames pools() {
		return PoolNames.of(this.change.stacks()
			.stream()
			.filter((stack) -> stack.after() > 0)
			.flatMap((stack) -> stack.sampleThreads().stream())
			.toList());
	}

	/** Threads that do not move while they wait for one of these. */
	int stuck(Set<WaitReason> reasons) {
		return (int) this.stuck.stream().filter((thread) -> reasons.contains(thread.waitReason())).count();
	}

	/** The request that has been stuck longest, or {@code null} if none is known. */
	@Nullable StuckThread stuckRequest() {
		return this.stuck.stream()
			.filter((thread) -> thread.request() != null)
			.max(Comparator.comparing(StuckThread::since))
			.orElse(null);
	}

	/**
	 * What stands at a place of a sentence, or {@code null} if it is not known.
	 * @param reasons the wait reasons that the signature asked for
	 */
	@Nullable Object value(Sentence.Place place, Set<WaitReason> reasons) {
		return switch (place) {
			case NAME -> this.change.key().name();
			case CHANGE -> this.change.change();
			case AFTER -> this.change.after();
			case POOLS -> pools().example();
			case WAITING -> waiting(reasons);
			case STUCK -> stuck(reasons);
			case REQUEST -> request();
			case SINCE -> since();
			case HOLDER -> this.change.locks().isEmpty() ? null : this.change.locks().get(0).owner();
			case AT -> (this.change.origin() != null) ? this.change.origin().frame() : null;
			case WHERE -> where(reasons);
		};
	}

	private @Nullable String request() {
		StuckThread thread = stuckRequest();
		ServedRequest request = (thread != null) ? thread.request() : null;
		return (request != null) ? request.method() + " " + request.path() : null;
	}

	private @Nullable String since() {
		return this.stuck.stream()
			.map(StuckThread::since)
			.max(Comparator.naturalOrder())
			.map(Evidence::span)
			.orElse(null);
	}

	private static String span(Duration span) {
		return (span.toMinutes() >= 2) ? span.toMinutes() + " minutes" : span.toSeconds() + " seconds";
	}

	/** The line outside the JDK at which most of these threads stand. */
	private @Nullable Frame where(Set<WaitReason> reasons) {
		return this.change.stacks()
			.stream()
			.filter((stack) -> stack.after() > 0 && (reasons.isEmpty() || waits(stack, reasons)))
			.max(Comparator.comparingInt(StackChange::after))
			.flatMap((stack) -> stack.stack()
				.frames()
				.stream()
				.filter((frame) -> JDK.stream().noneMatch(frame.className()::startsWith))
				.findFirst())
			.orElse(null);
	}

	/** The watch may know better than a stack what a thread that does not move does. */
	private boolean waits(StackChange stack, Set<WaitReason> reasons) {
		return reasons.contains(stack.waitReason()) || this.stuck.stream()
			.anyMatch((thread) -> reasons.contains(thread.waitReason())
					&& thread.fingerprint().equals(stack.fingerprint()));
	}

}
