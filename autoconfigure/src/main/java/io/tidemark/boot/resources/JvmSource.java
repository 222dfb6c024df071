package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.tidemark.jvm.JvmReadings;
import io.tidemark.jvm.ResourceLimits;
import io.tidemark.origin.ExecutorReading;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.watch.JvmResources;
import io.tidemark.watch.WatchedResource;

/**
 * What every JVM holds, and the virtual threads of executors that are beans once there is
 * one.
 *
 * @since 0.1.0
 */
public final class JvmSource implements ResourceSource {

	private final JvmResources jvm = new JvmResources(new JvmReadings(), new ResourceLimits());

	private final Supplier<SubmittedTasks> tasks;

	/**
	 * @param tasks knows the virtual threads
	 */
	public JvmSource(Supplier<SubmittedTasks> tasks) {
		this.tasks = tasks;
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
		return resources;
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
