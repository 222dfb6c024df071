package io.tidemark.boot.resources;

import java.util.List;

import io.tidemark.jvm.JvmReadings;
import io.tidemark.jvm.MemoryReadings;
import io.tidemark.jvm.ResourceLimits;
import io.tidemark.jvm.UnaccountedMemory;
import io.tidemark.watch.JvmResources;
import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.WatchedResource;

/**
 * Memory of the process, what of it the JVM does not account for, and the pages of the
 * heap as a load. Offered once the gap was measured.
 *
 * @since 0.1.0
 */
public final class MemorySource implements ResourceSource {

	private static final String GAP = "jvm.memory.unaccounted";

	private final MemoryReadings memory;

	private final JvmResources resources;

	/**
	 * @param memory what the kernel counts; somebody has to measure the gap
	 * @param limits what bounds it
	 */
	public MemorySource(MemoryReadings memory, ResourceLimits limits) {
		this.memory = memory;
		this.resources = new JvmResources(new JvmReadings(), limits);
	}

	@Override
	public String name() {
		return "memory of the process";
	}

	@Override
	public List<WatchedResource> resources() {
		return (this.memory.lastUnaccounted().because() == null) ? this.resources.memory(this.memory) : List.of();
	}

	@Override
	public List<LoadSignal> loads() {
		return List.of(JvmResources.heapPages(this.memory));
	}

	@Override
	public List<BlindSource> blind() {
		UnaccountedMemory gap = this.memory.lastUnaccounted();
		return (gap.because() != null) ? List.of(new BlindSource(GAP, gap.because())) : List.of();
	}

}
