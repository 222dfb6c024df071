package io.tidemark.origin;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The tasks of one executor. Counted are all that run; of those that run at most
 * {@value #REMEMBERED} are remembered with their submitter. Those that wait are not
 * remembered at all but looked up in the executor's queue when somebody asks, so that one
 * that was rejected, cancelled or removed is gone at once. Safe for use by several
 * threads.
 *
 * @since 0.1.0
 */
public final class ExecutorTasks {

	/** Running tasks that are remembered, and waiting ones that are looked at. */
	public static final int REMEMBERED = 10_000;

	private final String name;

	private final @Nullable SubmitterStacks stacks;

	private final SampleRate rate;

	private final SampleRate suspectedRate;

	private final List<Supplier<? extends Collection<Runnable>>> queues = new CopyOnWriteArrayList<>();

	private final LongAdder running = new LongAdder();

	private final Set<SubmittedTask> runningTasks = ConcurrentHashMap.newKeySet();

	private volatile IntSupplier most = () -> 0;

	private volatile boolean suspected;

	private volatile @Nullable String threadName;

	private volatile boolean virtual;

	/**
	 * @param name name of the executor
	 * @param stacks the stacks of submitters, or {@code null} if nobody asks for them
	 * @param rate how often a stack may be taken
	 * @param suspectedRate the same while the executor is suspected
	 */
	ExecutorTasks(String name, @Nullable SubmitterStacks stacks, SampleRate rate, SampleRate suspectedRate) {
		this.name = name;
		this.stacks = stacks;
		this.rate = rate;
		this.suspectedRate = suspectedRate;
	}

	/**
	 * The task, to be handed to the executor in place of the given one. Called on the
	 * submitting thread. A task that is {@link Comparable} is left alone, because the
	 * executor may keep it in an order.
	 */
	public Runnable wrap(Runnable task) {
		if (task instanceof Comparable || task instanceof SubmittedTask) {
			return task;
		}
		return wrapScheduled(task);
	}

	/**
	 * The same for a task that the executor keeps itself and hands to nobody but its
	 * threads, so that it may be {@link Comparable}: a scheduled one.
	 */
	public Runnable wrapScheduled(Runnable task) {
		Submitter submitter = submitter();
		return (task instanceof RunnableFuture<?> future) ? new SubmittedFuture<>(future, this, submitter)
				: new SubmittedTask(task, this, submitter);
	}

	/** How much there is to do now. */
	public ExecutorReading reading() {
		int queued = this.queues.stream().mapToInt((queue) -> queue.get().size()).sum();
		int most = this.most.getAsInt();
		return new ExecutorReading(this.name, Math.max(0, this.running.intValue()), queued, this.threadName,
				this.virtual, (most > 0 && most < Integer.MAX_VALUE) ? most : null);
	}

	/**
	 * Tells how many threads the executor may have.
	 * @param most reads its configured maximum; below 1 or the largest integer if it has
	 * none
	 */
	public void bound(IntSupplier most) {
		this.most = most;
	}

	void addQueue(Supplier<? extends Collection<Runnable>> queue) {
		if (this.queues.size() < SubmittedTasks.EXECUTORS) {
			this.queues.add(queue);
		}
	}

	void suspect(boolean suspected) {
		this.suspected = suspected;
	}

	void forEachRunning(Consumer<SubmittedTask> action) {
		this.runningTasks.forEach(action);
	}

	/** Hands on the submitters of tasks that wait. */
	void forEachWaiting(Consumer<Submitter> action) {
		int left = REMEMBERED;
		for (Supplier<? extends Collection<Runnable>> queue : this.queues) {
			Iterator<Runnable> waiting = queue.get().iterator();
			while (waiting.hasNext() && left-- > 0) {
				action.accept((waiting.next() instanceof SubmittedTask task) ? task.submitter() : Submitter.UNKNOWN);
			}
		}
	}

	void begins(SubmittedTask task) {
		this.running.increment();
		if (this.runningTasks.size() < REMEMBERED) {
			this.runningTasks.add(task);
		}
		if (this.threadName == null) {
			remember(Thread.currentThread());
		}
	}

	void ends(SubmittedTask task) {
		this.runningTasks.remove(task);
		this.running.decrement();
	}

	private Submitter submitter() {
		if (this.stacks == null || !(this.suspected ? this.suspectedRate : this.rate).allows()) {
			return Submitter.UNKNOWN;
		}
		Submitter submitter = this.stacks.here();
		return (submitter != null) ? submitter : Submitter.UNKNOWN;
	}

	private void remember(Thread thread) {
		this.virtual = isVirtual(thread);
		this.threadName = thread.getName();
	}

	/** The classes are those of JDK 21 to 25; JDK 17 cannot be asked. */
	static boolean isVirtual(Thread thread) {
		String type = thread.getClass().getName();
		return type.equals("java.lang.VirtualThread") || type.equals("java.lang.ThreadBuilders$BoundVirtualThread");
	}

}
