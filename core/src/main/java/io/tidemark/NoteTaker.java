package io.tidemark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.expected.Expectation;
import io.tidemark.expected.ExpectedThreads;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.Members;
import io.tidemark.group.ThreadFamily;
import io.tidemark.group.ThreadName;
import io.tidemark.origin.ExecutorReading;
import io.tidemark.origin.Submissions;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.origin.TaskOrigin;
import io.tidemark.report.GroupNotes;
import io.tidemark.verdict.Signatures;
import io.tidemark.watch.GroupSizes;
import io.tidemark.watch.ServedRequest;
import io.tidemark.watch.StuckThread;
import io.tidemark.watch.StuckThreads;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the stages know of a family of threads to its note. An executor belongs to
 * the family whose name pattern one of its threads has.
 */
final class NoteTaker {

	/** Threads by which a family grew that make its executors suspected. */
	private static final int GROWN = 10;

	private final GroupSizes sizes;

	private final StuckThreads stuck;

	private final SubmittedTasks tasks;

	private final Supplier<Map<String, ServedRequest>> requests;

	private final ExpectedThreads expected;

	private final Signatures signatures = new Signatures();

	NoteTaker(ExpectedThreads expected, GroupSizes sizes, StuckThreads stuck, SubmittedTasks tasks,
			Supplier<Map<String, ServedRequest>> requests) {
		this.expected = expected;
		this.sizes = sizes;
		this.stuck = stuck;
		this.tasks = tasks;
		this.requests = requests;
	}

	/** A note on each family of a difference. */
	Map<FamilyKey, GroupNotes> notes(SnapshotDiff diff) {
		Map<FamilyKey, List<StuckThread>> stuck = this.stuck.stuck(this.requests);
		Map<FamilyKey, ThreadFamily> families = new HashMap<>();
		diff.to().groups().families().forEach((family) -> families.put(family.key(), family));
		Map<FamilyKey, Expectation> expected = this.expected.of(diff.to().groups());
		Submitted submitted = new Submitted(this.tasks.submissions());
		Map<FamilyKey, GroupNotes> notes = new HashMap<>();
		for (GroupChange change : diff.groups()) {
			ThreadFamily family = families.get(change.key());
			List<StuckThread> ofFamily = (family != null) ? stuck.getOrDefault(change.key(), List.of()) : List.of();
			Expectation expectation = expected.get(change.key());
			notes.put(change.key(), new GroupNotes((family != null) ? family.container() : null, expectation,
					this.signatures.of(change, expectation, ofFamily),
					(family != null) ? submitted.of(family) : List.of(),
					ofFamily.subList(0, Math.min(GroupNotes.STUCK, ofFamily.size())), this.sizes.of(change.key())));
		}
		return notes;
	}

	/** How many threads do not move as of the last look, at most as many as are told. */
	int stuck() {
		return this.stuck.stuck(this.requests).values().stream().mapToInt(List::size).sum();
	}

	/**
	 * Names of the executors whose family has stuck threads, or at least doubled since
	 * the baseline.
	 */
	Set<String> suspectedExecutors(List<KeptSnapshot> kept, @Nullable GroupedSnapshot now) {
		Set<String> families = new HashSet<>();
		this.stuck.stuck(Map::of).keySet().forEach((key) -> families.add(name(key.name(), key.virtual())));
		if (now != null) {
			kept.stream()
				.filter(KeptSnapshot::baseline)
				.forEach((baseline) -> addGrown(families, baseline.groups(), now));
		}
		Set<String> suspected = new HashSet<>();
		for (ExecutorReading reading : this.tasks.readings()) {
			if (families.contains(name(pattern(reading), reading.virtual()))) {
				suspected.add(reading.name());
			}
		}
		return suspected;
	}

	private static void addGrown(Set<String> families, GroupedSnapshot baseline, GroupedSnapshot now) {
		Map<FamilyKey, Integer> before = new HashMap<>();
		baseline.families().forEach((family) -> before.put(family.key(), family.size()));
		for (ThreadFamily family : now.families()) {
			int was = before.getOrDefault(family.key(), 0);
			if (family.size() - was >= GROWN && family.size() >= 2 * was) {
				families.add(name(family.key().name(), family.key().virtual()));
			}
		}
	}

	private static String name(String pattern, boolean virtual) {
		return virtual + pattern;
	}

	/** Name pattern of the family of its threads, empty if none ran yet. */
	static String pattern(ExecutorReading reading) {
		String name = reading.threadName();
		return (name != null) ? ThreadName.pattern(ThreadName.redact(name)) : "";
	}

	/** Who submitted what, with the families of the executors worked out once. */
	private static final class Submitted {

		private final Submissions submissions;

		private final Map<String, String> patterns = new HashMap<>();

		Submitted(Submissions submissions) {
			this.submissions = submissions;
			submissions.readings().forEach((reading) -> this.patterns.put(reading.name(), pattern(reading)));
		}

		List<TaskOrigin> of(ThreadFamily family) {
			Predicate<ExecutorReading> runsHere = (
					reading) -> family.key().name().equals(this.patterns.get(reading.name()));
			return family.key().virtual() ? this.submissions.ofVirtual(runsHere)
					: this.submissions.ofPlatform(ids(family.members()), runsHere);
		}

		private static LongStream ids(Members members) {
			return LongStream.range(0, members.size()).map((index) -> members.get((int) index).id());
		}

	}

}
