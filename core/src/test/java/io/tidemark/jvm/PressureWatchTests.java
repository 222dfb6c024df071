package io.tidemark.jvm;

import java.nio.file.Path;
import java.time.Instant;

import io.tidemark.jvm.MemoryPressure.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PressureWatchTests {

	private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

	private static final long MB = FakeMachine.MB;

	@TempDir
	private Path root;

	private FakeMachine machine;

	private PressureWatch watch;

	@BeforeEach
	void machine() {
		this.machine = new FakeMachine(this.root);
		used(500, 0);
		events(5, 40, 0, 0);
		stalls(0, 0);
		this.watch = new PressureWatch(this.machine.readings());
	}

	@Test
	void halfOfTheLimitIsCalmWhateverHappenedBefore() {
		assertThat(look()).isEqualTo(new MemoryPressure(Level.CALM,
				"Without the cache of files it uses 500 MiB, 50 % of the 1,000 MiB of memory.max of the container; of the last 10 s some task waited for memory in 0 %, all in 0 %.",
				NOW));
	}

	@Test
	void whatCannotBeTakenBackIsShortNearTheLimit() {
		used(949, 0);
		assertThat(look().level()).isEqualTo(Level.CALM);

		used(950, 0);
		assertThat(look().level()).isEqualTo(Level.TIGHT);

		used(980, 0);
		assertThat(look().level()).isEqualTo(Level.CRITICAL);
		assertThat(look().isShort()).isTrue();
	}

	@Test
	void cacheOfFilesThatFillsTheContainerIsNoShortage() {
		used(1_000, 400);
		look();
		events(5, 900, 0, 0);

		assertThat(look().level()).isEqualTo(Level.CALM);
	}

	@Test
	void cacheThatIsInUseIsNoShortage() {
		used(1_000, 100);
		this.machine.group("memory.stat", "inactive_file %d\nactive_file %d\n".formatted(100 * MB, 300 * MB));
		look();
		events(9, 900, 0, 0);

		assertThat(this.machine.readings().container().share()).isEqualTo(0.9);
		assertThat(look().level()).isEqualTo(Level.CALM);
	}

	@Test
	void kernelThatTakesMemoryBackFromAFullContainerTellsAShortage() {
		used(900, 0);
		look();
		events(5, 47, 0, 0);

		MemoryPressure pressure = look();

		assertThat(pressure.level()).isEqualTo(Level.TIGHT);
		assertThat(pressure.because()).contains("since the last look it was 7 times at its limit");
		assertThat(look().level()).isEqualTo(Level.CALM);
	}

	@Test
	void slowedDownContainerIsShortOfMemory() {
		look();
		events(6, 40, 0, 0);

		assertThat(look().level()).isEqualTo(Level.TIGHT);
	}

	@Test
	void killedProcessIsCritical() {
		look();
		events(5, 40, 0, 1);

		assertThat(look().level()).isEqualTo(Level.CRITICAL);
	}

	@Test
	void tasksThatWaitForMemoryTellAShortage() {
		stalls(25, 0);
		assertThat(look().level()).isEqualTo(Level.TIGHT);

		stalls(25, 11);
		assertThat(look().level()).isEqualTo(Level.CRITICAL);
	}

	@Test
	void tasksOfOthersOnTheMachineTellNothing() {
		this.machine.version1(1_000 * MB, 500 * MB, 0)
			.write("proc/pressure/memory", "some avg10=90.00 avg60=0 avg300=0 total=9\n");
		this.watch = new PressureWatch(this.machine.readings());

		assertThat(look().level()).isEqualTo(Level.CALM);
	}

	@Test
	void version1TellsItsLimitAndKillsToo() {
		this.machine.version1(1_000 * MB, 900 * MB, 0);
		this.watch = new PressureWatch(this.machine.readings());
		look();
		this.machine.write("sys/fs/cgroup/memory/memory.failcnt", "8\n");

		assertThat(look().level()).isEqualTo(Level.TIGHT);
	}

	@Test
	void withoutAContainerThereIsNoPressure() {
		this.machine = new FakeMachine(this.root.resolve("bare"));
		this.watch = new PressureWatch(this.machine.readings());

		assertThat(look())
			.isEqualTo(new MemoryPressure(Level.CALM, "Memory of the container has no known limit.", NOW));
	}

	private MemoryPressure look() {
		return this.watch.look(NOW);
	}

	private void used(long megabytes, long idle) {
		this.machine.version2(Long.toString(1_000 * MB), megabytes * MB, idle * MB);
	}

	private void events(long high, long max, long oom, long kills) {
		this.machine.group("memory.events",
				"low 0\nhigh %d\nmax %d\noom %d\noom_kill %d\n".formatted(high, max, oom, kills));
	}

	private void stalls(int some, int full) {
		this.machine.group("memory.pressure",
				"some avg10=%d.00 avg60=0.00 avg300=0.00 total=1\nfull avg10=%d.00 avg60=0.00 avg300=0.00 total=1\n"
					.formatted(some, full));
	}

}
