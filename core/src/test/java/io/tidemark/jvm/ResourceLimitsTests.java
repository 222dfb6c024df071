package io.tidemark.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceLimitsTests {

	private static final String V2_MOUNT = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate";

	private static final ResourceLimit HEAP = new ResourceLimit("the largest heap (-Xmx)",
			Runtime.getRuntime().maxMemory());

	@TempDir
	private Path root;

	private final Map<String, String> options = new HashMap<>(
			Map.of("MaxDirectMemorySize", "0", "MaxMetaspaceSize", "18446744073709547520"));

	private long nanos;

	@BeforeEach
	void machine() throws IOException {
		write("proc/self/limits", """
				Limit                     Soft Limit           Hard Limit           Units
				Max processes             7000                 8000                 processes
				Max open files            1024                 524288               files
				Max address space         unlimited            unlimited            bytes
				""");
		write("proc/self/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\n");
		write("proc/sys/kernel/threads-max", "192730\n");
		write("proc/sys/kernel/pid_max", "4194304\n");
	}

	@Test
	void withoutContainerTheLimitOfTheUserIsTheSmallest() {
		assertThat(read().threads()).isEqualTo(new ResourceLimit("ulimit -u of the user", 7_000));
		assertThat(read().files()).isEqualTo(new ResourceLimit("ulimit -n of the process", 1_024));
		assertThat(read().heap()).isEqualTo(HEAP);
		assertThat(read().metaspace()).isNull();
		assertThat(read().missing()).isEmpty();
	}

	@Test
	void limitOfTheUserDoesNotBindRoot() throws IOException {
		write("proc/self/status", "Name:\tjava\nUid:\t0\t0\t0\t0\n");

		assertThat(read().threads()).isEqualTo(new ResourceLimit("kernel.threads-max of the machine", 192_730));
	}

	@Test
	void smallestLimitOfTheMachineCounts() throws IOException {
		write("proc/sys/kernel/pid_max", "4096\n");

		assertThat(read().threads()).isEqualTo(new ResourceLimit("kernel.pid_max of the machine", 4_096));
	}

	@Test
	void containerOfVersion2BoundsThreadsAndMemory() throws IOException {
		write("proc/self/cgroup", "0::/\n");
		write("proc/self/mountinfo", V2_MOUNT + "\n");
		write("sys/fs/cgroup/pids.max", "4096\n");
		write("sys/fs/cgroup/memory.max", "1048576\n");

		ResourceLimit memory = new ResourceLimit("memory.max of the container", 1_048_576);
		assertThat(read().threads()).isEqualTo(new ResourceLimit("pids.max of the container", 4_096));
		assertThat(read().heap()).isEqualTo(memory);
		assertThat(read().directMemory()).isEqualTo(memory);
		assertThat(read().metaspace()).isEqualTo(memory);
	}

	@Test
	void groupAboveTheProcessBoundsItToo() throws IOException {
		write("proc/self/cgroup", "0::/system.slice/orders.service\n");
		write("proc/self/mountinfo", V2_MOUNT + "\n");
		write("sys/fs/cgroup/system.slice/orders.service/pids.max", "max\n");
		write("sys/fs/cgroup/system.slice/orders.service/memory.max", "3000000\n");
		write("sys/fs/cgroup/system.slice/pids.max", "500\n");
		write("sys/fs/cgroup/system.slice/memory.max", "2000000\n");

		assertThat(read().threads()).isEqualTo(new ResourceLimit("pids.max of the container", 500));
		assertThat(read().metaspace()).isEqualTo(new ResourceLimit("memory.max of the container", 2_000_000));
	}

	@Test
	void containerOfVersion1IsFoundWhereOnlyItsOwnPartIsMounted() throws IOException {
		write("proc/self/cgroup",
				"9:name=systemd:/\n8:pids:/docker/1f\n4:cpu,cpuacct:/docker/1f\n3:memory:/docker/1f\n");
		write("proc/self/mountinfo", """
				39 31 0:36 /docker/1f /sys/fs/cgroup/pids ro,relatime - cgroup cgroup rw,pids
				35 31 0:32 /docker/1f /sys/fs/cgroup/memory ro,relatime - cgroup cgroup rw,memory
				""");
		write("sys/fs/cgroup/pids/pids.max", "300\n");
		write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2000000\n");

		assertThat(read().threads()).isEqualTo(new ResourceLimit("pids.max of the container", 300));
		assertThat(read().metaspace())
			.isEqualTo(new ResourceLimit("memory.limit_in_bytes of the container", 2_000_000));
	}

	@Test
	void groupOfVersion1IsFoundBelowAMountOfAll() throws IOException {
		write("proc/self/cgroup", "8:pids:/docker/1f\n");
		write("proc/self/mountinfo", "39 31 0:36 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n");
		write("sys/fs/cgroup/pids/docker/1f/pids.max", "300\n");

		assertThat(read().threads()).isEqualTo(new ResourceLimit("pids.max of the container", 300));
	}

	@Test
	void largestNumberOfVersion1IsNoLimit() throws IOException {
		write("proc/self/cgroup", "3:memory:/\n");
		write("proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n");
		write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

		assertThat(read().metaspace()).isNull();
		assertThat(read().heap()).isEqualTo(HEAP);
	}

	@Test
	void groupOutsideOfWhatIsMountedIsNotLookedFor() throws IOException {
		write("proc/self/cgroup", "0::/../../elsewhere\n");
		write("proc/self/mountinfo", V2_MOUNT + "\n");
		write("sys/fs/cgroup/pids.max", "77\n");

		assertThat(read().threads()).isEqualTo(new ResourceLimit("pids.max of the container", 77));
	}

	@Test
	void unlimitedFilesHaveNoLimit() throws IOException {
		write("proc/self/limits", "Max open files            unlimited            unlimited            files\n");

		assertThat(read().files()).isNull();
	}

	@Test
	void directBuffersMayFillAsMuchAsTheHeapUnlessAnOptionSaysOtherwise() {
		assertThat(read().directMemory()).isEqualTo(new ResourceLimit(
				"the largest heap (-Xmx), as -XX:MaxDirectMemorySize is not set", Runtime.getRuntime().maxMemory()));

		this.options.put("MaxDirectMemorySize", "65536");

		assertThat(read().directMemory()).isEqualTo(new ResourceLimit("-XX:MaxDirectMemorySize", 65_536));
	}

	@Test
	void metaspaceIsBoundedByItsOption() {
		this.options.put("MaxMetaspaceSize", "268435456");

		assertThat(read().metaspace()).isEqualTo(new ResourceLimit("-XX:MaxMetaspaceSize", 268_435_456));
	}

	@Test
	void otherSystemAndOtherJvmAreSaid() {
		this.options.clear();
		ResourceLimits elsewhere = new ResourceLimits(this.root.resolve("nowhere"), this.options::get, () -> 0);

		assertThat(elsewhere.threads()).isNull();
		assertThat(elsewhere.files()).isNull();
		assertThat(elsewhere.directMemory()).isNull();
		assertThat(elsewhere.missing()).containsExactly(
				"limits of the process and its container: there is no /proc/self/limits",
				"limit of direct buffers: this JVM has no option MaxDirectMemorySize");
	}

	@Test
	void garbageIsNoLimit() throws IOException {
		for (String line : new String[] { "", "max", "-1", "0", "12apples", "99999999999999999999", "\0\0", "∞" }) {
			write("proc/self/cgroup", "0::/\n8:pids\n:::\n" + line);
			write("proc/self/mountinfo", V2_MOUNT + "\n - \n1 2 - cgroup\n" + line);
			write("sys/fs/cgroup/pids.max", line);
			write("sys/fs/cgroup/memory.max", line);
			write("proc/sys/kernel/threads-max", line);
			write("proc/sys/kernel/pid_max", line);
			write("proc/self/limits", "Max open files\nMax processes             " + line + "\n");

			assertThat(read().threads()).isNull();
			assertThat(read().files()).isNull();
			assertThat(read().metaspace()).isNull();
		}
	}

	@Test
	void randomBytesHarmNothing() throws IOException {
		Random random = new Random(7);
		byte[] bytes = new byte[4_000];
		for (int i = 0; i < 200; i++) {
			random.nextBytes(bytes);
			for (String file : new String[] { "limits", "status", "cgroup", "mountinfo" }) {
				Files.write(this.root.resolve("proc/self/" + file), bytes);
			}

			assertThat(read().heap()).isEqualTo(HEAP);
		}
	}

	@Test
	void limitsAreReadAgainAfterAMinute() throws IOException {
		ResourceLimits limits = read();
		assertThat(limits.files()).isEqualTo(new ResourceLimit("ulimit -n of the process", 1_024));
		write("proc/self/limits", "Max open files            2048                 524288               files\n");
		this.nanos = Duration.ofSeconds(60).toNanos();

		assertThat(limits.files()).isEqualTo(new ResourceLimit("ulimit -n of the process", 1_024));

		this.nanos++;

		assertThat(limits.files()).isEqualTo(new ResourceLimit("ulimit -n of the process", 2_048));
	}

	@Test
	void runningProcessHasLimits() {
		ResourceLimits running = new ResourceLimits();

		assertThat(running.heap()).isNotNull().satisfies((heap) -> assertThat(heap.value()).isPositive());
		assertThat(running.directMemory()).isNotNull();
	}

	private ResourceLimits read() {
		return new ResourceLimits(this.root, this.options::get, () -> this.nanos);
	}

	private void write(String file, String text) throws IOException {
		Path path = this.root.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, text, StandardCharsets.UTF_8);
	}

}
