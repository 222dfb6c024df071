package io.tidemark.boot.schedule;

import java.util.List;

import io.tidemark.jvm.PartState;
import io.tidemark.origin.OriginRecorder;
import io.tidemark.origin.OriginState;

/**
 * The parts of Tidemark that work by themselves or stop the JVM, a closed set: their
 * names are tags.
 *
 * @since 0.1.0
 */
public final class ObserverParts {

	private final ObserverPart snapshots = new ObserverPart("snapshots", true);

	private final ObserverPart virtualThreads = new ObserverPart("virtual-threads", true);

	private final ObserverPart origins = new ObserverPart("origins", false);

	private final ObserverPart stuckThreads = new ObserverPart("stuck-threads", false);

	private final ObserverPart waitReasons = new ObserverPart("wait-reasons", false);

	private final ObserverPart threadGroups = new ObserverPart("thread-groups", false);

	private final ObserverPart resources = new ObserverPart("resources", false);

	private final ObserverPart leaks = new ObserverPart("leaks", false);

	private final ObserverPart deadlocks = new ObserverPart("deadlocks", false);

	private final ObserverPart threadStates = new ObserverPart("thread-states", false);

	private final ObserverPart liveSet = new ObserverPart("live-set", false);

	private final ObserverPart histograms = new ObserverPart("histograms", true, true);

	private final ObserverPart oldObjects = new ObserverPart("old-objects", false, true);

	private final ObserverPart allocations = new ObserverPart("allocations", false);

	private final ObserverPart drift = new ObserverPart("drift", false);

	private final ObserverPart container = new ObserverPart("container", false);

	private final OriginRecorder recorder;

	/**
	 * @param recorder the recorder, which knows better than anybody why there are no
	 * origins
	 */
	public ObserverParts(OriginRecorder recorder) {
		this.recorder = recorder;
	}

	/** Snapshots with stacks; without this part they are taken without. */
	public ObserverPart snapshots() {
		return this.snapshots;
	}

	/**
	 * The JVM's dump of virtual threads; without this part snapshots do not have them.
	 */
	public ObserverPart virtualThreads() {
		return this.virtualThreads;
	}

	/** The flight recorder's stream of thread starts. */
	public ObserverPart origins() {
		return this.origins;
	}

	/** The watch for threads that do not move. */
	public ObserverPart stuckThreads() {
		return this.stuckThreads;
	}

	/** What threads wait for as a meter: a walk of all stacks. */
	public ObserverPart waitReasons() {
		return this.waitReasons;
	}

	/** The sizes of the thread groups as a meter. */
	public ObserverPart threadGroups() {
		return this.threadGroups;
	}

	/** The readings of what is watched. */
	public ObserverPart resources() {
		return this.resources;
	}

	/**
	 * The verdicts on what is watched; without this part there are readings all the same,
	 * so that nothing is missing when it works again.
	 */
	public ObserverPart leaks() {
		return this.leaks;
	}

	/** The search for deadlocks. */
	public ObserverPart deadlocks() {
		return this.deadlocks;
	}

	/** The threads by state as a meter: the cheapest part, kept whatever happens. */
	public ObserverPart threadStates() {
		return this.threadStates;
	}

	/** What survives collections. */
	public ObserverPart liveSet() {
		return this.liveSet;
	}

	/**
	 * Class histograms. They have a budget of their own, because a single one may stop
	 * the application for longer than all others together may in a minute.
	 */
	public ObserverPart histograms() {
		return this.histograms;
	}

	/**
	 * The JVM's leak profiler. It stops the application only where somebody asks for
	 * paths, with the price before his eyes; to rest after that would lose all samples.
	 */
	public ObserverPart oldObjects() {
		return this.oldObjects;
	}

	/** Which packages and endpoints allocate. */
	public ObserverPart allocations() {
		return this.allocations;
	}

	/** How much memory a load needs. */
	public ObserverPart drift() {
		return this.drift;
	}

	/** Memory of the process and its container. */
	public ObserverPart container() {
		return this.container;
	}

	/** All parts, the dearest first. */
	public List<ObserverPart> all() {
		return List.of(this.histograms, this.virtualThreads, this.snapshots, this.oldObjects, this.allocations,
				this.origins, this.stuckThreads, this.waitReasons, this.threadGroups, this.leaks, this.resources,
				this.drift, this.container, this.liveSet, this.deadlocks, this.threadStates);
	}

	/** Whether each part works, and what it cost so far. */
	public List<PartState> states() {
		return all().stream().map(this::state).toList();
	}

	/** Whether this part works, and what it cost so far. */
	public PartState state(ObserverPart part) {
		PartState state = part.state();
		if (part != this.origins || !state.works()) {
			return state;
		}
		OriginState recorder = this.recorder.state();
		return new PartState(state.part(), recorder.works(), recorder.because(), recorder.seen(), state.wall(),
				state.pause());
	}

}
