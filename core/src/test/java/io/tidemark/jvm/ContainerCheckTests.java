package io.tidemark.jvm;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ContainerCheckTests {

	private static final long MB = FakeMachine.MB;

	@TempDir
	private Path root;

	private FakeMachine machine;

	@BeforeEach
	void machine() {
		this.machine = new FakeMachine(this.root);
		this.machine.options.put("MaxDirectMemorySize", Long.toString(64 * MB));
		this.machine.set.add("MaxHeapSize");
	}

	@Test
	void settingsThatFitAreAddedUpAndNothingIsFound() {
		MemoryPlan plan = inContainerOf(1_024).plan();

		assertThat(plan.limit()).isEqualTo(new ResourceLimit("memory.max of the container", 1_024 * MB));
		assertThat(plan.heap()).isEqualTo(512 * MB);
		assertThat(plan.total()).isEqualTo((512 + 60 + 40 + 64 + 20) * MB);
		assertThat(plan.findings()).isEmpty();
	}

	@Test
	void sameIsFoundInAContainerOfVersion1() {
		this.machine.version1(400 * MB, 300 * MB, 0);

		assertThat(this.machine.check().plan().findings()).first()
			.isEqualTo(new MemoryFinding(
					"The heap may grow to 512 MiB, but memory.limit_in_bytes of the container is 400 MiB", "-Xmx216m",
					true));
	}

	@Test
	void heapAboveTheLimitCannotFit() {
		assertThat(inContainerOf(400).plan().findings()).containsExactly(new MemoryFinding(
				"The heap may grow to 512 MiB, but memory.max of the container is 400 MiB", "-Xmx216m", true));
	}

	@Test
	void heapThatFitsAloneButNotWithWhatIsThereCannotFit() {
		assertThat(inContainerOf(600).plan().findings()).containsExactly(new MemoryFinding(
				"A full heap of 512 MiB with 60 MiB of metaspace, 64 MiB of direct buffers, and 20 MiB of compiled code, is more than the 600 MiB of memory.max of the container",
				"-Xmx416m", true));
	}

	@Test
	void stacksThatMayNotFitAreNotCertain() {
		this.machine.jvm = FakeMachine.jvm(512, 500);

		assertThat(inContainerOf(800).plan().findings()).singleElement().satisfies((finding) -> {
			assertThat(finding.what()).contains("500 threads with stacks of 1 MiB")
				.endsWith("may take 1,156 MiB; memory.max of the container is 800 MiB");
			assertThat(finding.certain()).isFalse();
		});
	}

	@Test
	void directBuffersWithoutABoundAreFound() {
		this.machine.options.put("MaxDirectMemorySize", "0");

		assertThat(inContainerOf(1_024).plan().findings()).containsExactly(new MemoryFinding(
				"-XX:MaxDirectMemorySize is not set, so direct buffers may take 512 MiB beside a heap of 512 MiB; memory.max of the container is 1,024 MiB",
				"-XX:MaxDirectMemorySize=216m", false));
		assertThat(inContainerOf(2_048).plan().findings()).isEmpty();
	}

	@Test
	void heapOfAQuarterThatNobodyChoseIsFound() {
		this.machine.set.clear();

		assertThat(inContainerOf(2_048).plan().findings()).singleElement()
			.extracting(MemoryFinding::setting)
			.isEqualTo("-XX:MaxRAMPercentage=65");

		this.machine.set.add("MaxRAMPercentage");
		assertThat(this.machine.check().plan().findings()).isEmpty();
	}

	@Test
	void quarterOfAWholeMachineIsNoFinding() {
		this.machine.set.clear();

		assertThat(this.machine.check().plan().findings()).isEmpty();
		assertThat(this.machine.check().plan().limit())
			.isEqualTo(new ResourceLimit("the memory of the machine", 16_384 * MB));
	}

	@Test
	void serialByItselfIsASurpriseAndOnPurposeNone() {
		this.machine.serial = true;
		this.machine.processors = 1;

		assertThat(inContainerOf(1_024).plan().findings()).singleElement().satisfies((finding) -> {
			assertThat(finding.what()).startsWith("The JVM chose the Serial collector by itself because it sees one");
			assertThat(finding.setting()).contains("-XX:ActiveProcessorCount=2");
		});

		this.machine.set.add("UseSerialGC");
		assertThat(this.machine.check().plan().findings()).isEmpty();
	}

	@Test
	void processInSwapIsFound() {
		this.machine.process(300, 25);

		assertThat(inContainerOf(1_024).plan().findings()).singleElement()
			.extracting(MemoryFinding::what)
			.asString()
			.startsWith("25 MiB of the process are in swap");
	}

	@Test
	void swapThatMayBeUsedIsFoundWhereTheMachineHasSome() {
		this.machine.write("proc/meminfo", "MemTotal: 16777216 kB\nSwapTotal:    1000 kB\n");

		assertThat(inContainerOf(1_024).plan().findings()).isEmpty();

		this.machine.group("memory.swap.max", "max\n");
		assertThat(this.machine.check().plan().findings()).singleElement()
			.extracting(MemoryFinding::what)
			.asString()
			.startsWith("The container may swap");
	}

	@Test
	void certainFindingsComeFirst() {
		this.machine.process(300, 25);

		assertThat(inContainerOf(400).plan().findings()).extracting(MemoryFinding::certain)
			.containsExactly(true, false);
	}

	@Test
	void elsewhereNothingIsKnownAndNothingFound() {
		ContainerCheck check = new ContainerCheck(
				new MemoryReadings(this.root.resolve("no"), () -> this.machine.jvm, this.machine.heap, () -> null,
						() -> 0),
				new ResourceLimits(this.root.resolve("no"), (option) -> null, () -> 0), this.root.resolve("no"),
				new ContainerCheck.Machine(4, false, (option) -> null, (option) -> false));

		assertThat(check.plan().limit()).isNull();
		assertThat(check.plan().findings()).isEmpty();
	}

	@Test
	void runningJvmHasAPlan() {
		MemoryPlan plan = new ContainerCheck(new MemoryReadings(), new ResourceLimits()).plan();

		assertThat(plan.heap()).isEqualTo(Runtime.getRuntime().maxMemory());
		assertThat(plan.total()).isGreaterThan(plan.heap());
	}

	private ContainerCheck inContainerOf(long megabytes) {
		return this.machine.version2(Long.toString(megabytes * MB), 300 * MB, 0).check();
	}

}
