package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.tidemark.capture.SeenVirtualThreads;
import io.tidemark.capture.ThreadCapturer;
import io.tidemark.diff.BaselineSettler;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.SnapshotDiffer;
import io.tidemark.diff.SnapshotStore;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.expected.ExpectedThreads;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.StandingThread;
import io.tidemark.origin.OriginRecorder;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.origin.TaskSettings;
import io.tidemark.report.GroupNotes;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.ThreadSnapshot;
import io.tidemark.snapshot.VirtualThreads;
import io.tidemark.watch.GroupSizes;
import io.tidemark.watch.ServedRequest;
import io.tidemark.watch.StillThreads;
import io.tidemark.watch.StuckSettings;
import io.tidemark.watch.StuckThreads;
import org.jspecify.annotations.Nullable;

/**
 * The engine's table of contents: from the running JVM to the difference between two of
 * its moments. Snapshots are taken by one thread at a time; everything else may be called
 * by any.
 *
 * @since 0.1.0
 */
public final class Tidemark {

	/** Virtual threads that run a task for less are not watched. */
	private static final Duration LONG_RUNNING = Duration.ofSeconds(10);

	/** A look by a watch stands that long. */
	private static final Duration KEPT = Duration.ofMinutes(2);

	/** Virtual threads that are watched at most: 20 ms. */
	private static final int WATCHED = 1_000;

	private final ThreadCapturer capturer;

	private final OriginRecorder origins;

	private final StackGrouper grouper;

	private final BaselineSettler settler = new BaselineSettler();

	private final SnapshotDiffer differ = new SnapshotDiffer();

	private final SnapshotStore snapshots;

	private final GroupSizes sizes = new GroupSizes(Duration.ofSeconds(10));

	private final StuckThreads stuck;

	private final StillThreads still = new StillThreads(Duration.ofMinutes(1));

	private final ExpectedThreads expected;

	private final SubmittedTasks tasks;

	private final NoteTaker notes;

	private volatile @Nullable GroupedSnapshot newest;

	private volatile @Nullable GroupedSnapshot counted;

	/** The newest one with stacks, whoever asked for it. */
	private volatile @Nullable GroupedSnapshot looked;

	private volatile boolean lookWanted;

	private volatile boolean watching;

	/** An engine that knows of no tasks and no requests. */
	public Tidemark(ThreadCapturer capturer, OriginRecorder origins, SnapshotStore snapshots) {
		this(capturer, origins, new StackGrouper(), snapshots, ExpectedThreads.standard(),
				new StuckThreads(StuckSettings.DEFAULT), new SubmittedTasks(TaskSettings.DEFAULT), Map::of);
	}

	/**
	 * @param capturer takes snapshots
	 * @param origins tells who started threads
	 * @param grouper groups threads, with wait rules of others
	 * @param snapshots keeps snapshots
	 * @param expected knows the threads that are normal
	 * @param stuck finds threads that do not move
	 * @param tasks tells who submitted tasks
	 * @param requests tells what threads serve, by their names as the JVM gives them;
	 * asked only when a stuck thread is reported
	 */
	public Tidemark(ThreadCapturer capturer, OriginRecorder origins, StackGrouper grouper, SnapshotStore snapshots,
			ExpectedThreads expected, StuckThreads stuck, SubmittedTasks tasks,
			Supplier<Map<String, ServedRequest>> requests) {
		this.capturer = capturer;
		this.origins = origins;
		this.grouper = grouper;
		this.snapshots = snapshots;
		this.stuck = stuck;
		this.expected = expected;
		this.tasks = tasks;
		this.notes = new NoteTaker(expected, this.sizes, stuck, tasks, requests);
	}

	/**
	 * Takes a snapshot and makes it the newest one.
	 * @param now the time
	 * @param stacks whether to walk the stacks; see {@link ThreadCapturer#capture} for
	 * what that costs
	 */
	public KeptSnapshot observe(Instant now, boolean stacks) {
		return observe(now, stacks, SeenVirtualThreads.without(VirtualThreads.NONE));
	}

	/**
	 * The same with virtual threads.
	 * @param now the time
	 * @param stacks whether to walk the stacks of the platform threads
	 * @param virtual the virtual threads, as seen right before
	 */
	public KeptSnapshot observe(Instant now, boolean stacks, SeenVirtualThreads virtual) {
		ThreadSnapshot platform = stacks ? this.capturer.capture(now) : this.capturer.captureWithoutStacks(now);
		ThreadSnapshot threads = platform.withVirtualThreads(virtual.folded(), virtual.answer());
		ThreadSnapshot attributed = this.origins.attribute(threads);
		GroupedSnapshot groups = this.grouper.group(attributed, this.newest);
		this.newest = groups;
		if (stacks) {
			this.looked = groups;
		}
		return this.snapshots.observed(groups);
	}

	/**
	 * The families and their sizes now, without stacks, and without becoming the newest
	 * snapshot; a point in their history. Of virtual threads it has those that run tasks
	 * of executors that are watched. Stops nothing; 20 to 30 ms of CPU at 10,000 threads.
	 */
	public GroupedSnapshot count(Instant now) {
		ThreadSnapshot threads = this.tasks.withVirtualThreads(this.capturer.captureWithoutStacks(now));
		ThreadSnapshot attributed = this.origins.attribute(threads);
		GroupedSnapshot groups = this.grouper.group(attributed, this.newest);
		this.sizes.add(now, groups);
		this.counted = groups;
		return groups;
	}

	/**
	 * Watches which threads do not move, with stacks and without becoming the newest
	 * snapshot: to be called by one thread again and again. Costs as much as
	 * {@link #observe} with stacks.
	 */
	public CaptureCost watch(Instant now) {
		ThreadSnapshot threads = this.origins.attribute(this.capturer.capture(now));
		List<ObservedThread> virtual = this.capturer.captureVirtual(this.tasks.virtualThreads(LONG_RUNNING, WATCHED));
		ThreadSnapshot all = threads.withThreads(Stream.concat(threads.threads().stream(), virtual.stream()).toList());
		List<StandingThread> standing = this.grouper.standing(all);
		this.stuck.observe(now, standing);
		this.watching = true;
		this.still.observe(now, standing, virtual.size() < WATCHED);
		if (this.lookWanted) {
			this.lookWanted = false;
			this.looked = this.grouper.group(all, this.newest);
		}
		this.tasks.suspect(this.notes.suspectedExecutors(this.snapshots.kept(), this.counted));
		return threads.cost();
	}

	/**
	 * How many threads do not move as of the last {@link #watch}, of which at most
	 * {@value StuckThreads#STUCK} are told; -1 while nobody watches. Asks what requests
	 * are served if there are any.
	 */
	public int stuckThreads() {
		return this.watching ? this.notes.stuck() : -1;
	}

	/** Forgets which threads did not move, for when nobody watches any more. */
	public void watchNoMore() {
		this.watching = false;
		this.stuck.forget();
		this.still.forget();
	}

	/**
	 * The families now, with stacks, so with what they wait for, but without becoming the
	 * newest snapshot. See {@link ThreadCapturer#capture} for what it costs.
	 */
	public GroupedSnapshot look(Instant now) {
		ThreadSnapshot threads = this.capturer.capture(now);
		ThreadSnapshot attributed = this.origins.attribute(threads);
		GroupedSnapshot groups = this.grouper.group(attributed, this.newest);
		GroupedSnapshot seen = this.looked;
		if (seen == null || Duration.between(seen.time(), now).compareTo(KEPT) > 0) {
			this.looked = groups; // a watch sees virtual threads as well, and looks when
									// it is asked to
		}
		return groups;
	}

	/** Makes a snapshot the baseline. */
	public KeptSnapshot baseline(KeptSnapshot snapshot) {
		return this.snapshots.keep(snapshot, null, true);
	}

	/**
	 * Replaces the first baseline by the settled one.
	 * @param ready the baseline of the moment the application was ready
	 * @param settled a snapshot of the moment its threads stopped changing
	 */
	public KeptSnapshot settle(KeptSnapshot ready, KeptSnapshot settled) {
		GroupedSnapshot groups = this.settler.settle(ready.groups(), settled.groups());
		return this.snapshots.replaceBaseline(ready, groups);
	}

	/** What changed between two snapshots. */
	public SnapshotDiff diff(KeptSnapshot from, KeptSnapshot to) {
		return this.differ.diff(from, to);
	}

	/**
	 * What is known of the families of a difference beside their numbers. Some hundred µs
	 * for a service of usual size; those of a single snapshot are the ones of its
	 * difference to itself.
	 */
	public Map<FamilyKey, GroupNotes> notes(SnapshotDiff diff) {
		return this.notes.notes(diff);
	}

	/** The last count of the families, or {@code null} before the first. */
	public @Nullable GroupedSnapshot counted() {
		return this.counted;
	}

	/**
	 * What is known of some families as of a look, compared with the baseline if there is
	 * one that is older. Below 0.3 ms a family.
	 */
	Map<FamilyKey, GroupNotes> notes(GroupedSnapshot looked, Set<FamilyKey> families) {
		KeptSnapshot now = new KeptSnapshot("look", null, false, Excerpt.of(looked, families));
		KeptSnapshot from = this.snapshots.kept()
			.stream()
			.filter(KeptSnapshot::baseline)
			.filter((baseline) -> !baseline.groups().time().isAfter(looked.time()))
			.map((baseline) -> new KeptSnapshot(baseline.id(), null, true, Excerpt.of(baseline.groups(), families)))
			.findFirst()
			.orElse(now);
		return notes(diff(from, now));
	}

	/** The newest families with their stacks, or {@code null} if nobody looked yet. */
	@Nullable GroupedSnapshot looked() {
		return this.looked;
	}

	/** Has the next {@link #watch} group what it sees: 20 to 30 ms at 10,000 threads. */
	void wantLook() {
		this.lookWanted = true;
	}

	/** Counts the threads that do not move. */
	StillThreads still() {
		return this.still;
	}

	/** The threads that are normal. */
	ExpectedThreads expected() {
		return this.expected;
	}

	/** The tasks of the executors that are watched. */
	public SubmittedTasks tasks() {
		return this.tasks;
	}

	/** The kept snapshots. */
	public SnapshotStore snapshots() {
		return this.snapshots;
	}

}
