package io.tidemark.jvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Checks whether the settings of memory fit the container, or the machine where there is
 * none. Asking takes a millisecond and stops nothing.
 *
 * @since 0.1.0
 */
public final class ContainerCheck {

	/**
	 * A heap below that share of the limit that nobody chose leaves most of it unused.
	 */
	private static final double SMALL = 0.3;

	/** Below that there is nothing to win. */
	private static final long LEAST_LIMIT = 512L << 20;

	/** What to leave beside the heap when nothing better is known. */
	private static final double HEAP_SHARE = 0.7;

	private final MemoryReadings readings;

	private final ProcFiles proc;

	private final ResourceLimits limits;

	private final Machine machine;

	/** Of the running process. */
	public ContainerCheck(MemoryReadings readings, ResourceLimits limits) {
		this(readings, limits, Path.of("/"), Machine.running());
	}

	ContainerCheck(MemoryReadings readings, ResourceLimits limits, Path root, Machine machine) {
		this.readings = readings;
		this.limits = limits;
		this.proc = new ProcFiles(root);
		this.machine = machine;
	}

	/** What the settings add up to now, and what of them does not fit. */
	public MemoryPlan plan() {
		JvmMemory jvm = this.readings.jvm();
		long metaspace = bound("MaxMetaspaceSize", jvm.metaspace());
		long direct = bound("MaxDirectMemorySize", jvm.direct());
		MemoryPlan plan = new MemoryPlan(this.limits.memory(), jvm.heapMost(), metaspace, jvm.stacks(), direct,
				Math.max(0, jvm.codeCache()), other(jvm), List.of());
		List<MemoryFinding> findings = new ArrayList<>();
		ResourceLimit limit = plan.limit();
		if (limit != null) {
			checkSum(plan, limit, jvm, findings);
			checkDirect(plan, limit, findings);
			checkSmallHeap(plan, limit, findings);
		}
		checkCollector(findings);
		checkSwap(findings);
		findings.sort(Comparator.comparing(MemoryFinding::certain).reversed());
		return plan.withFindings(findings);
	}

	/** The gap without the part of it that stacks may be. */
	private long other(JvmMemory jvm) {
		return Math.max(0, this.readings.lastUnaccounted().bytes() - jvm.stacks());
	}

	private long bound(String option, long now) {
		String value = this.machine.options().apply(option);
		long bound = (value != null) ? Numbers.limit(value) : -1;
		return (bound > 0) ? bound : Math.max(0, now);
	}

	private static void checkSum(MemoryPlan plan, ResourceLimit limit, JvmMemory jvm, List<MemoryFinding> findings) {
		if (plan.heap() > limit.value()) {
			findings.add(new MemoryFinding("The heap may grow to %s, but %s is %s".formatted(megabytes(plan.heap()),
					limit.name(), megabytes(limit.value())), "-Xmx" + fittingHeap(plan, limit), true));
		}
		else if (plan.certain() > limit.value()) {
			findings
				.add(new MemoryFinding("A full heap of %s with %s, and %s of compiled code, is more than the %s of %s"
					.formatted(megabytes(plan.heap()), beside(plan), megabytes(plan.codeCache()),
							megabytes(limit.value()), limit.name()),
						"-Xmx" + fittingHeap(plan, limit), true));
		}
		else if (plan.total() > limit.value()) {
			findings.add(new MemoryFinding(
					"A full heap of %s with %s, %s of compiled code, %d threads with stacks of %s, and %s of other memory may take %s; %s is %s"
						.formatted(megabytes(plan.heap()), beside(plan), megabytes(plan.codeCache()), jvm.threads(),
								megabytes(jvm.stackSize()), megabytes(plan.other()), megabytes(plan.total()),
								limit.name(), megabytes(limit.value())),
					"-Xmx" + fittingHeap(plan, limit), false));
		}
	}

	private static String beside(MemoryPlan plan) {
		return "%s of metaspace, %s of direct buffers".formatted(megabytes(plan.metaspace()), megabytes(plan.direct()));
	}

	/** What is left beside the rest, at least a quarter and at most 70 % of the limit. */
	private static String fittingHeap(MemoryPlan plan, ResourceLimit limit) {
		double left = limit.value() - (double) (plan.total() - plan.heap());
		double heap = Math.max(limit.value() / 4.0, Math.min(left, HEAP_SHARE * limit.value()));
		return (long) (heap / (1 << 20)) + "m";
	}

	/** Without a bound direct buffers may be as large as the heap, beside it. */
	private void checkDirect(MemoryPlan plan, ResourceLimit limit, List<MemoryFinding> findings) {
		String option = this.machine.options().apply("MaxDirectMemorySize");
		long rest = limit.value() - (plan.certain() - plan.direct());
		if (option != null && Numbers.limit(option) < 0 && plan.heap() <= limit.value() && plan.heap() > rest) {
			long fitting = Math.max(16, (long) (rest * 0.5 / (1 << 20)));
			findings.add(new MemoryFinding(
					"-XX:MaxDirectMemorySize is not set, so direct buffers may take %s beside a heap of %s; %s is %s"
						.formatted(megabytes(plan.heap()), megabytes(plan.heap()), limit.name(),
								megabytes(limit.value())),
					"-XX:MaxDirectMemorySize=%dm".formatted(fitting), false));
		}
	}

	private void checkSmallHeap(MemoryPlan plan, ResourceLimit limit, List<MemoryFinding> findings) {
		boolean chosen = List.of("MaxHeapSize", "MaxRAMPercentage", "MaxRAM").stream().anyMatch(this.machine.set());
		boolean container = this.readings.container().limit() != null;
		if (container && !chosen && limit.value() >= LEAST_LIMIT && plan.heap() < SMALL * limit.value()) {
			findings.add(new MemoryFinding(
					"The heap may grow to %s only, %d %% of the %s of %s, because -XX:MaxRAMPercentage is at its default of 25"
						.formatted(megabytes(plan.heap()), Math.round(100.0 * plan.heap() / limit.value()),
								megabytes(limit.value()), limit.name()),
					"-XX:MaxRAMPercentage=65", false));
		}
	}

	/** The JVM takes Serial by itself where it sees one processor or below 1792 MB. */
	private void checkCollector(List<MemoryFinding> findings) {
		if (this.machine.serial() && !this.machine.set().test("UseSerialGC")) {
			String why = (this.machine.processors() == 1) ? "it sees one processor" : "it sees little memory";
			findings.add(new MemoryFinding(
					"The JVM chose the Serial collector by itself because %s: it stops the application for each collection and uses one thread"
						.formatted(why),
					(this.machine.processors() == 1)
							? "a CPU limit of at least 2, or -XX:ActiveProcessorCount=2; -XX:+UseSerialGC if it is meant"
							: "-XX:+UseG1GC, or -XX:+UseSerialGC if it is meant",
					false));
		}
	}

	/** A collection walks the heap, so what is in swap comes back page by page. */
	private void checkSwap(List<MemoryFinding> findings) {
		long swapped = this.readings.process().swapped();
		ContainerMemory container = this.readings.container();
		boolean may = container.limit() != null && container.swapLimit() != 0 && this.proc.machineSwap() > 0;
		if (swapped > 0) {
			findings.add(new MemoryFinding(
					"%s of the process are in swap; a collection that walks over them waits for the disk"
						.formatted(megabytes(swapped)),
					"memory.swap.max=0, in Docker --memory-swap as large as --memory", false));
		}
		else if (may) {
			findings.add(new MemoryFinding(
					"The container may swap; a collection that walks over what was swapped waits for the disk",
					"memory.swap.max=0, in Docker --memory-swap as large as --memory", false));
		}
	}

	private static String megabytes(long bytes) {
		return String.format(Locale.ROOT, "%,d MiB", Math.round(bytes / (double) (1 << 20)));
	}

	/**
	 * What the JVM sees and was told.
	 *
	 * @param processors processors that it sees
	 * @param serial whether it runs with the Serial collector
	 * @param options value of an option, {@code null} if it has none
	 * @param set whether somebody set an option
	 */
	record Machine(int processors, boolean serial, Function<String, @Nullable String> options, Predicate<String> set) {

		static Machine running() {
			return new Machine(Runtime.getRuntime().availableProcessors(),
					"true".equals(VmOptions.value("UseSerialGC")), VmOptions::value, VmOptions::isSet);
		}

	}

}
