package io.tidemark.jvm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * What bounds the resources of this process: options of the JVM, limits of the process
 * and of its user, the container, the kernel. Of several limits the smallest counts.
 * <p>
 * Limits of a container are read from cgroup v1 and v2, from the process's own group up
 * to the root that can be seen, because those of the groups above count as well. On
 * systems without {@code /proc} only the options of the JVM are known, and
 * {@link #missing()} says so.
 * <p>
 * Read again when they are asked for and older than a minute (about 0.5 ms); otherwise
 * asking takes nanoseconds. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ResourceLimits {

	private static final long READ_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

	private final Path root;

	private final Function<String, @Nullable String> options;

	private final LongSupplier nanos;

	private volatile @Nullable Known known;

	/** Those of the running process. */
	public ResourceLimits() {
		this(Path.of("/"), VmOptions::value, System::nanoTime);
	}

	/**
	 * @param root where {@code proc} and {@code sys} are
	 * @param options value of an option of the JVM, {@code null} if it has none
	 * @param nanos a clock that only goes on
	 */
	ResourceLimits(Path root, Function<String, @Nullable String> options, LongSupplier nanos) {
		this.root = root;
		this.options = options;
		this.nanos = nanos;
	}

	/**
	 * Threads of this process. Those of others may count as well, so fewer may be had.
	 */
	public @Nullable ResourceLimit threads() {
		return known().threads();
	}

	/** Open files and sockets. */
	public @Nullable ResourceLimit files() {
		return known().files();
	}

	/** Bytes of heap. */
	public @Nullable ResourceLimit heap() {
		return known().heap();
	}

	/** Bytes of direct buffers. */
	public @Nullable ResourceLimit directMemory() {
		return known().directMemory();
	}

	/** Bytes of metaspace, {@code null} if nothing bounds it. */
	public @Nullable ResourceLimit metaspace() {
		return known().metaspace();
	}

	/** Bytes of memory of all kinds: those of the container, else of the machine. */
	public @Nullable ResourceLimit memory() {
		return known().memory();
	}

	/**
	 * What could not be read, and why: {@code what: reason}. Empty on Linux with HotSpot.
	 */
	public List<String> missing() {
		return known().missing();
	}

	private Known known() {
		Known last = this.known;
		long now = this.nanos.getAsLong();
		if (last == null || now - last.atNanos() > READ_AGAIN_NANOS) {
			last = read(now);
			this.known = last;
		}
		return last;
	}

	private Known read(long now) {
		List<String> missing = new ArrayList<>();
		ProcFiles proc = new ProcFiles(this.root);
		Cgroups cgroups = Cgroups.of(proc);
		if (!proc.isThere()) {
			missing.add("limits of the process and its container: there is no /proc/self/limits");
		}
		ResourceLimit memory = cgroups.memory();
		return new Known(now, threads(proc, cgroups), proc.openFiles(), heap(memory), directMemory(memory, missing),
				metaspace(memory), smallest(memory, proc.machineMemory()), List.copyOf(missing));
	}

	private static @Nullable ResourceLimit threads(ProcFiles proc, Cgroups cgroups) {
		return smallest(cgroups.threads(), proc.userThreads(),
				proc.kernelLimit("threads-max", "kernel.threads-max of the machine"),
				proc.kernelLimit("pid_max", "kernel.pid_max of the machine"));
	}

	private static @Nullable ResourceLimit heap(@Nullable ResourceLimit memory) {
		return smallest(new ResourceLimit("the largest heap (-Xmx)", Runtime.getRuntime().maxMemory()), memory);
	}

	/**
	 * Where the option is 0, its default, the JVM allows as much as the heap may have.
	 */
	private @Nullable ResourceLimit directMemory(@Nullable ResourceLimit memory, List<String> missing) {
		String option = this.options.apply("MaxDirectMemorySize");
		if (option == null) {
			missing.add("limit of direct buffers: this JVM has no option MaxDirectMemorySize");
			return memory;
		}
		ResourceLimit set = limit("-XX:MaxDirectMemorySize", option);
		ResourceLimit byHeap = new ResourceLimit("the largest heap (-Xmx), as -XX:MaxDirectMemorySize is not set",
				Runtime.getRuntime().maxMemory());
		return smallest((set != null) ? set : byHeap, memory);
	}

	private @Nullable ResourceLimit metaspace(@Nullable ResourceLimit memory) {
		String option = this.options.apply("MaxMetaspaceSize");
		return smallest((option != null) ? limit("-XX:MaxMetaspaceSize", option) : null, memory);
	}

	private static @Nullable ResourceLimit limit(String name, String value) {
		long limit = Numbers.limit(value);
		return (limit > 0) ? new ResourceLimit(name, limit) : null;
	}

	static @Nullable ResourceLimit smallest(@Nullable ResourceLimit... limits) {
		List<ResourceLimit> known = new ArrayList<>();
		for (ResourceLimit limit : limits) {
			if (limit != null) {
				known.add(limit);
			}
		}
		return known.stream().min(Comparator.comparingLong(ResourceLimit::value)).orElse(null);
	}

	/**
	 * What was read at one moment.
	 */
	private record Known(long atNanos, @Nullable ResourceLimit threads, @Nullable ResourceLimit files,
			@Nullable ResourceLimit heap, @Nullable ResourceLimit directMemory, @Nullable ResourceLimit metaspace,
			@Nullable ResourceLimit memory, List<String> missing) {
	}

}
