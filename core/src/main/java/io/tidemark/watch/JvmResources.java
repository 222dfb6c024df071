package io.tidemark.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.tidemark.jvm.JvmReadings;
import io.tidemark.jvm.MemoryReadings;
import io.tidemark.jvm.ResourceLimit;
import io.tidemark.jvm.ResourceLimits;
import org.jspecify.annotations.Nullable;

/**
 * What every JVM holds and can run out of, as watched resources with their limits. What
 * this JVM does not count is left out and named by {@link #missing()}.
 * <p>
 * They follow the requests a second, not those in progress: requests that hang are among
 * those, and with their threads and sockets they would explain themselves.
 *
 * @since 0.1.0
 */
public final class JvmResources {

	/** Name of the heap that survives collections, as a resource. */
	public static final String LIVE_HEAP = "jvm.heap.live";

	private final ResourceLimits limits;

	private final List<WatchedResource> resources = new ArrayList<>();

	private final List<String> missing = new ArrayList<>();

	/**
	 * @param readings what the JVM counts
	 * @param limits what bounds it
	 */
	public JvmResources(JvmReadings readings, ResourceLimits limits) {
		this.limits = limits;
		add(ResourceKind.THREADS, "jvm.threads", "threads", readings::platformThreads, limits::threads,
				LoadSignal.REQUESTS);
		add(ResourceKind.METASPACE, "jvm.classes", "classes", readings::loadedClasses, () -> null, null);
		add(ResourceKind.METASPACE, "jvm.metaspace", "bytes", readings::metaspaceBytes, limits::metaspace, null);
		add(ResourceKind.DIRECT_BUFFERS, "jvm.buffers.direct", "bytes", readings::directBytes, limits::directMemory,
				LoadSignal.REQUESTS);
		add(ResourceKind.DIRECT_BUFFERS, "jvm.buffers.direct.count", "buffers", readings::directBuffers, () -> null,
				LoadSignal.REQUESTS);
		add(ResourceKind.DIRECT_BUFFERS, "jvm.buffers.mapped", "bytes", readings::mappedBytes, () -> null, null);
		add(ResourceKind.DIRECT_BUFFERS, "jvm.buffers.mapped.count", "buffers", readings::mappedBuffers, () -> null,
				null);
		add(ResourceKind.FILES, "jvm.files", "files", readings::openFiles, limits::files, LoadSignal.REQUESTS);
	}

	/** Threads, classes, metaspace, buffers and open files; never the heap. */
	public List<WatchedResource> resources() {
		return List.copyOf(this.resources);
	}

	/** What cannot be read or bounded here, and why: {@code what: reason}. */
	public List<String> missing() {
		List<String> all = new ArrayList<>(this.missing);
		all.addAll(this.limits.missing());
		return List.copyOf(all);
	}

	/**
	 * Virtual threads, which no bean of the JVM counts.
	 * @param known counts those that are known, -1 if not known at the moment
	 */
	public static WatchedResource virtualThreads(LongSupplier known) {
		return WatchedResource.of("jvm.virtual-threads", "threads", known::getAsLong)
			.withKind(ResourceKind.VIRTUAL_THREADS)
			.withLoad(LoadSignal.REQUESTS);
	}

	/**
	 * The heap, for whoever knows what survives a collection: the heap in use is no
	 * resource, because most of it is garbage.
	 * @param live bytes that survived the last collections, -1 if not known yet
	 */
	public WatchedResource heap(LongSupplier live) {
		return limited(WatchedResource.of(LIVE_HEAP, "bytes", live::getAsLong).withKind(ResourceKind.HEAP),
				this.limits::heap);
	}

	/**
	 * Memory of the process and what of it the JVM does not account for, bounded by the
	 * container or the machine. The process grows as its heap is touched for the first
	 * time, which is no leak: it follows {@link LoadSignal#HEAP_PAGES}.
	 * @param memory what the kernel counts; somebody has to measure the gap from time to
	 * time
	 */
	public List<WatchedResource> memory(MemoryReadings memory) {
		WatchedResource gap = WatchedResource
			.of("jvm.memory.unaccounted", "bytes", () -> memory.lastUnaccounted().bytes())
			.withKind(ResourceKind.NATIVE);
		WatchedResource process = WatchedResource.of("process.memory.rss", "bytes", () -> memory.process().resident())
			.withKind(ResourceKind.NATIVE)
			.withLoad(LoadSignal.HEAP_PAGES);
		return List.of(limited(gap, this.limits::memory), limited(process, this.limits::memory));
	}

	/** The heap in memory, as a load. */
	public static LoadSignal heapPages(MemoryReadings memory) {
		return new LoadSignal(LoadSignal.HEAP_PAGES, () -> memory.lastUnaccounted().heap());
	}

	private void add(ResourceKind kind, String name, String unit, LongSupplier reading,
			Supplier<@Nullable ResourceLimit> limit, @Nullable String load) {
		if (reading.getAsLong() < 0) {
			this.missing.add(name + ": this JVM does not count it");
			return;
		}
		WatchedResource resource = WatchedResource.of(name, unit, reading::getAsLong).withKind(kind).withLoad(load);
		this.resources.add(limited(resource, limit));
	}

	private static WatchedResource limited(WatchedResource resource, Supplier<@Nullable ResourceLimit> limit) {
		return resource.withLimit(() -> name(limit.get()), () -> value(limit.get()));
	}

	private static @Nullable String name(@Nullable ResourceLimit limit) {
		return (limit != null) ? limit.name() : null;
	}

	private static double value(@Nullable ResourceLimit limit) {
		return (limit != null) ? limit.value() : Double.NaN;
	}

}
