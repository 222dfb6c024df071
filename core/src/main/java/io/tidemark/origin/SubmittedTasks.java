package io.tidemark.origin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadSnapshot;
import io.tidemark.snapshot.VirtualThreads;

/**
 * The tasks of all executors that are watched, and who submitted them.
 * <p>
 * A thread of a pool was started by whoever first needed one; what it does now was
 * submitted by somebody else. Each task is counted while it runs; of as many as the
 * settings allow the submitter's stack is kept, and of every one once an executor is
 * suspected. Nothing is scaled up: tasks that nobody looked at have an unknown submitter.
 * <p>
 * Bounded: {@value #EXECUTORS} executors, {@value ExecutorTasks#REMEMBERED} running tasks
 * each, {@value SubmitterStacks#STACKS} stacks of {@value SubmitterStacks#DEPTH} frames.
 * Tasks of executors beyond the bound are left alone. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class SubmittedTasks {

	/** Executors that are watched at most. */
	public static final int EXECUTORS = 100;

	private final Map<String, ExecutorTasks> executors = new ConcurrentHashMap<>();

	private final SubmitterStacks stacks;

	private final SampleRate rate;

	private final SampleRate suspectedRate = new SampleRate(TaskSettings.MOST, System::nanoTime);

	public SubmittedTasks(TaskSettings settings) {
		this.stacks = new SubmitterStacks(new OriginFrameFinder(settings.applicationPackages()));
		this.rate = new SampleRate(settings.stacksPerSecond(), System::nanoTime);
	}

	/**
	 * The tasks of an executor; the same object for the same name.
	 * @param name name of the executor
	 * @param queue gives its queue, empty if it has none
	 * @param submitters whether its submitters are worth looking at: those of a web
	 * server's executor are not, for they are always the server
	 */
	public ExecutorTasks executor(String name, Supplier<? extends Collection<Runnable>> queue, boolean submitters) {
		ExecutorTasks executor = this.executors.get(name);
		if (executor == null) {
			ExecutorTasks added = new ExecutorTasks(name, submitters ? this.stacks : null, this.rate,
					this.suspectedRate);
			executor = (this.executors.size() < EXECUTORS) ? this.executors.computeIfAbsent(name, (absent) -> added)
					: added;
		}
		executor.addQueue(queue);
		return executor;
	}

	/** What each executor has to do now. */
	public List<ExecutorReading> readings() {
		return this.executors.values().stream().map(ExecutorTasks::reading).toList();
	}

	/**
	 * Suspects these executors and no others: every task that is submitted to them is
	 * looked at, up to {@value TaskSettings#MOST} a second in all, which cost about 5 %
	 * of a core.
	 */
	public void suspect(Set<String> names) {
		this.executors.forEach((name, executor) -> executor.suspect(names.contains(name)));
	}

	/** Who submitted what runs and waits now. */
	public Submissions submissions() {
		return new Submissions(this.executors.values());
	}

	/**
	 * Virtual threads that run a task for so long already. They are not among those that
	 * the JVM lists.
	 * @param least how long at least
	 * @param max how many at most
	 */
	public List<Thread> virtualThreads(Duration least, int max) {
		List<Thread> threads = new ArrayList<>();
		for (ExecutorTasks executor : this.executors.values()) {
			executor.forEachRunning((task) -> {
				Thread thread = task.thread();
				if (thread != null && threads.size() < max && ExecutorTasks.isVirtual(thread)
						&& task.nanos() >= least.toNanos()) {
					threads.add(thread);
				}
			});
		}
		return threads;
	}

	/**
	 * The same snapshot with the virtual threads that run tasks, parked ones included,
	 * without their stacks: what is known of virtual threads without a dump.
	 */
	public ThreadSnapshot withVirtualThreads(ThreadSnapshot snapshot) {
		List<FoldedThreads> folded = readings().stream()
			.filter((reading) -> reading.virtual() && reading.threadName() != null && reading.running() > 0)
			.map((reading) -> new FoldedThreads(List.of(reading.threadName()), true, null, Thread.State.WAITING,
					StackTrace.EMPTY, null, reading.running()))
			.toList();
		int running = folded.stream().mapToInt(FoldedThreads::threads).sum();
		return snapshot.withVirtualThreads(folded,
				(running > 0) ? VirtualThreads.counted(running, "counted are those of executors that are watched")
						: snapshot.virtualThreads());
	}

	int stacks() {
		return this.stacks.size();
	}

}
