package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;

import io.tidemark.watch.Flow;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedResource;
import org.jspecify.annotations.Nullable;

/**
 * A pool of threads with its queue. Counts are those of the pool, which takes its lock
 * for a moment and looks at each of its threads: 5 to 30 µs at 200 threads.
 *
 * @param name name of the executor
 * @param waits name of the resource of what waits
 * @param waiting reads how many tasks wait, or {@code null} if none can
 * @param capacity tasks that can wait at most, at or above {@value #UNBOUNDED} if any
 * number can
 * @param active reads how many threads run a task
 * @param size reads how many threads there are
 * @param most reads how many threads there can be, the same for any number
 * @param flow counts what comes and goes, or {@code null} if it is not told
 */
record WatchedPool(String name, String waits, @Nullable DoubleSupplier waiting, long capacity, IntSupplier active,
		IntSupplier size, IntSupplier most, @Nullable Flow flow) {

	/** What executors and queues say that have no bound. */
	private static final int UNBOUNDED = Integer.MAX_VALUE;

	private static final String QUEUED = "executor.queued";

	/** What waits for its time and not for a thread. */
	private static final String SCHEDULED = "executor.scheduled";

	static WatchedPool of(String name, ThreadPoolExecutor pool) {
		boolean scheduled = pool instanceof ScheduledThreadPoolExecutor;
		BlockingQueue<Runnable> queue = pool.getQueue();
		long capacity = scheduled ? UNBOUNDED : capacity(queue);
		Flow flow = scheduled ? null : Flow.of(pool::getTaskCount, pool::getCompletedTaskCount);
		return new WatchedPool(name, scheduled ? SCHEDULED : QUEUED, (capacity > 0) ? queue::size : null, capacity,
				pool::getActiveCount, pool::getPoolSize, () -> most(pool, capacity), flow);
	}

	/** A queue that takes everything never lets the pool grow beyond its core. */
	private static int most(ThreadPoolExecutor pool, long capacity) {
		return (capacity < UNBOUNDED) ? pool.getMaximumPoolSize() : Math.max(1, pool.getCorePoolSize());
	}

	/** Its threads may be more for a moment while some of them wait for others. */
	static WatchedPool of(String name, ForkJoinPool pool) {
		return new WatchedPool(name, QUEUED, () -> pool.getQueuedTaskCount() + pool.getQueuedSubmissionCount(),
				UNBOUNDED, pool::getActiveThreadCount, pool::getPoolSize, () -> UNBOUNDED, null);
	}

	static long capacity(BlockingQueue<?> queue) {
		return (long) queue.size() + queue.remainingCapacity();
	}

	List<WatchedResource> resources() {
		List<WatchedResource> resources = new ArrayList<>();
		if (this.waiting != null) {
			WatchedResource queued = resource(this.name, this.waits, "tasks", this.waiting,
					() -> bounded(this.capacity));
			resources.add((this.flow != null) ? queued.withFlow(this.flow) : queued);
		}
		resources.add(active(this.name, this.active::getAsInt, this.most));
		resources.add(resource(this.name, "executor.pool.size", "threads", this.size::getAsInt,
				() -> bounded(this.most.getAsInt())));
		return resources;
	}

	/** Tasks that an executor runs. */
	static WatchedResource active(String name, DoubleSupplier active, IntSupplier most) {
		return resource(name, "executor.active", "tasks", active, () -> bounded(most.getAsInt()));
	}

	private static WatchedResource resource(String executor, String name, String unit, DoubleSupplier reading,
			DoubleSupplier limit) {
		return WatchedResource.of(name, unit, reading)
			.withKind(ResourceKind.EXECUTOR)
			.withTag("name", executor)
			.withLimit(limit);
	}

	/** A limit that is none is not said. */
	static double bounded(long limit) {
		return (limit > 0 && limit < UNBOUNDED) ? limit : Double.NaN;
	}

}
