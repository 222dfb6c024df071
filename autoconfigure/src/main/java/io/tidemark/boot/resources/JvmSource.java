package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.tidemark.HeapWatch;
import io.tidemark.heap.LiveSet;
import io.tidemark.jvm.JvmReadings;
import io.tidemark.jvm.ResourceLimits;
import io.tidemark.origin.ExecutorReading;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.watch.JvmResources;
import io.tidemark.watch.WatchedResource;
import org.jspecify.annotations.Nullable;

/**
 * What every JVM holds, and the virtual threads of executors that are beans once there is
 * one.
 *
 * @since 0.1.0
 */
public final class JvmSource implements ResourceSource {

	private final JvmResources jvm = new JvmResources(new JvmReadings(), new ResourceLimits());

	private final Supplier<SubmittedTasks> tasks;

	private final Supplier<@Nullable HeapWatch> heap;

	private @Nullable WatchedResource live;

	/**
	 * @param tasks knows the virtual threads
	 * @param heap knows how much of the heap lives, {@code null} if nobody looks
	 */
	public JvmSource(Supplier<SubmittedTasks> tasks, Supplier<@Nullable HeapWatch> heap) {
		this.tasks = tasks;
		this.heap = heap;
	}

	@Override
	public String name() {
		return "JVM";
	}

	@Override
	public List<WatchedResource> resources() {
		List<WatchedResource> resources = new ArrayList<>(this.jvm.resources());
		SubmittedTasks known = this.tasks.get();
		if (known.readings().stream().anyMatch(ExecutorReading::virtual)) {
			resources.add(JvmResources.virtualThreads(() -> virtualThreads(known)));
		}
		HeapWatch heap = this.heap.get();
		if (heap != null) {
			this.live = (this.live != null) ? this.live : this.jvm.heap(() -> live(heap));
			resources.add(this.live);
		}
		return resources;
	}

	/** What is not known since long is no reading. */
	private static long live(HeapWatch heap) {
		LiveSet live = heap.live();
		return (live.unknown() == null) ? live.bytes() : -1;
	}

	private static long virtualThreads(SubmittedTasks tasks) {
		return tasks.readings().stream().filter(ExecutorReading::virtual).mapToLong(ExecutorReading::running).sum();
	}

	@Override
	public List<BlindSource> blind() {
		return this.jvm.missing()
			.stream()
			.map((missing) -> missing.split(": ", 2))
			.map((missing) -> new BlindSource(missing[0], missing[missing.length - 1]))
			.toList();
	}

}
