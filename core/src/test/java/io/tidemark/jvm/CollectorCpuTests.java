package io.tidemark.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class CollectorCpuTests {

	@TempDir
	private Path tasks;

	@Test
	void onlyThreadsOfTheCollectorCount() throws IOException {
		task("11", "GC Thread#0", 3, 4);
		task("12", "GC Thread#1", 10, 0);
		task("13", "http-nio-8080-e", 500, 500);
		task("14", "odd) name", 500, 500);

		CollectorCpu cpu = new CollectorCpu(this.tasks, Pattern.compile("GC Thread#\\d+"));

		assertThat(cpu.ofThreads()).isEqualTo(Duration.ofMillis(170));
	}

	@Test
	void aSystemThatShowsNoThreadsTellsNothing() {
		assertThat(new CollectorCpu(this.tasks.resolve("missing"), Pattern.compile(".*")).ofThreads()).isNull();
	}

	@Test
	void aThreadThatEndedIsLeftOut() throws IOException {
		task("11", "GC Thread#0", 3, 4);
		task("12", "GC Thread#1", 10, 0);
		CollectorCpu cpu = new CollectorCpu(this.tasks, Pattern.compile("GC Thread#\\d+"));
		cpu.ofThreads();

		Files.delete(this.tasks.resolve("12/stat"));

		assertThat(cpu.ofThreads()).isEqualTo(Duration.ofMillis(70));
	}

	@Test
	void aCollectionTakesTimeOnLinux() {
		CollectorCpu cpu = new CollectorCpu();
		Duration before = cpu.total();
		assumeTrue(before != null, "This system does not tell the CPU time of the collector");
		System.gc();

		assertThat(cpu.total()).isGreaterThanOrEqualTo(before).isLessThan(CollectorCpu.ofProcess());
	}

	private void task(String id, String name, int user, int system) throws IOException {
		Path task = Files.createDirectory(this.tasks.resolve(id));
		Files.writeString(task.resolve("comm"), name + "\n");
		Files.writeString(task.resolve("stat"),
				id + " (" + name + ") S 1 1 1 0 -1 4194368 1 0 0 0 " + user + " " + system + " 0 0 20 0 1 0 1\n");
	}

}
