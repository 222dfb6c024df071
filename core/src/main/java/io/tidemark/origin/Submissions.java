package io.tidemark.origin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Who submitted what ran and waited at one moment.
 *
 * @since 0.1.0
 */
public final class Submissions {

	/** Submitters that are told of one group of threads; the others are unknown. */
	public static final int SUBMITTERS = 20;

	private final Map<Long, Submitter> byThread = new HashMap<>();

	private final List<OfExecutor> executors = new ArrayList<>();

	Submissions(Collection<ExecutorTasks> executors) {
		executors.forEach(this::add);
	}

	private void add(ExecutorTasks executor) {
		ExecutorReading reading = executor.reading();
		Counts counts = new Counts();
		int[] running = new int[1];
		executor.forEachRunning((task) -> {
			Thread thread = task.thread();
			if (thread != null) {
				this.byThread.put(thread.getId(), task.submitter());
				counts.addRunning(task.submitter(), 1);
				running[0]++;
			}
		});
		int[] queued = new int[1];
		executor.forEachWaiting((submitter) -> {
			counts.addQueued(submitter, 1);
			queued[0]++;
		});
		counts.addRunning(Submitter.UNKNOWN, Math.max(0, reading.running() - running[0]));
		counts.addQueued(Submitter.UNKNOWN, Math.max(0, reading.queued() - queued[0]));
		this.executors.add(new OfExecutor(reading, counts));
	}

	/** The executors as they were. */
	public List<ExecutorReading> readings() {
		return this.executors.stream().map(OfExecutor::reading).toList();
	}

	/**
	 * Who submitted the tasks that these threads run and those that wait for them, most
	 * first; empty if none of the submitters is known.
	 * @param threads identifiers of platform threads
	 * @param executor whether an executor's tasks run on them
	 */
	public List<TaskOrigin> ofPlatform(LongStream threads, Predicate<ExecutorReading> executor) {
		Counts counts = new Counts();
		threads.mapToObj(this.byThread::get)
			.filter((submitter) -> submitter != null)
			.forEach((submitter) -> counts.addRunning(submitter, 1));
		this.executors.stream()
			.filter((of) -> !of.reading().virtual() && executor.test(of.reading()))
			.forEach((of) -> of.counts().tasks.forEach((submitter, count) -> counts.addQueued(submitter, count[1])));
		return counts.origins();
	}

	/**
	 * The same for virtual threads, of all of an executor's.
	 * @param executor whether an executor's tasks run on them
	 */
	public List<TaskOrigin> ofVirtual(Predicate<ExecutorReading> executor) {
		Counts counts = new Counts();
		this.executors.stream()
			.filter((of) -> of.reading().virtual() && executor.test(of.reading()))
			.forEach((of) -> of.counts().tasks.forEach((submitter, count) -> {
				counts.addRunning(submitter, count[0]);
				counts.addQueued(submitter, count[1]);
			}));
		return counts.origins();
	}

	private record OfExecutor(ExecutorReading reading, Counts counts) {

	}

	/** Tasks that run and tasks that wait, by who submitted them. */
	private static final class Counts {

		private final Map<Submitter, int[]> tasks = new LinkedHashMap<>();

		void addRunning(Submitter submitter, int tasks) {
			of(submitter)[0] += tasks;
		}

		void addQueued(Submitter submitter, int tasks) {
			of(submitter)[1] += tasks;
		}

		private int[] of(Submitter submitter) {
			return this.tasks.computeIfAbsent(submitter, (absent) -> new int[2]);
		}

		List<TaskOrigin> origins() {
			int[] unknown = of(Submitter.UNKNOWN).clone();
			List<TaskOrigin> origins = new ArrayList<>();
			this.tasks.entrySet()
				.stream()
				.filter((entry) -> entry.getKey() != Submitter.UNKNOWN && sum(entry.getValue()) > 0)
				.sorted(Comparator.comparingInt((entry) -> -sum(entry.getValue())))
				.forEach((entry) -> {
					if (origins.size() < SUBMITTERS) {
						origins.add(entry.getKey().origin(entry.getValue()[0], entry.getValue()[1]));
					}
					else {
						unknown[0] += entry.getValue()[0];
						unknown[1] += entry.getValue()[1];
					}
				});
			if (!origins.isEmpty() && sum(unknown) > 0) {
				origins.add(Submitter.UNKNOWN.origin(unknown[0], unknown[1]));
			}
			return origins;
		}

		private static int sum(int[] count) {
			return count[0] + count[1];
		}

	}

}
