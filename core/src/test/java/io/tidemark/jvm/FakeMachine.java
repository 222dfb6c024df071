package io.tidemark.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A machine of files, and a JVM that says what it is told to.
 */
final class FakeMachine {

	static final long MB = 1L << 20;

	final Path root;

	final Map<String, String> options = new HashMap<>(
			Map.of("MaxDirectMemorySize", "0", "MaxMetaspaceSize", "18446744073709547520"));

	final Set<String> set = new HashSet<>();

	int processors = 4;

	boolean serial;

	long nanos;

	@Nullable String tracking;

	JvmMemory jvm = jvm(512, 40);

	HeapPlace heap = new HeapPlace(false,
			() -> "garbage-first heap total 1K, used 1K [0x00000000c0000000, 0x0000000100000000)");

	FakeMachine(Path root) {
		this.root = root;
		write("proc/self/limits", "Max open files            1024                 524288               files\n");
		write("proc/meminfo", "MemTotal:       16777216 kB\nSwapTotal:             0 kB\n");
		process(300, 0);
		heap(200);
	}

	/** 60 MB of metaspace, 20 MB of code, 10 MB of direct buffers; stacks of 1 MB. */
	static JvmMemory jvm(long heapMost, long threads) {
		return new JvmMemory(150 * MB, 256 * MB, heapMost * MB, 60 * MB, 8 * MB, 20 * MB, 18 * MB, 240 * MB, 10 * MB, 0,
				threads, MB);
	}

	/** Megabytes that no file stands behind, in memory and in swap; 50 more of files. */
	FakeMachine process(long anonymous, long swapped) {
		return write("proc/self/status", """
				Name:	java
				Uid:	1000	1000	1000	1000
				VmRSS:	  %d kB
				RssAnon:	  %d kB
				RssFile:	  51200 kB
				RssShmem:	       0 kB
				VmSwap:	       %d kB
				""".formatted((anonymous + 50) * 1_024, anonymous * 1_024, swapped * 1_024));
	}

	/** Megabytes of heap in memory, among other mappings. */
	FakeMachine heap(long resident) {
		return write("proc/self/smaps", """
				80000000-80100000 rw-p 00000000 00:00 0
				Rss:                1024 kB
				Anonymous:          1024 kB
				c0000000-d7a00000 rw-p 00000000 00:00 0
				Rss:              %1$d kB
				Anonymous:        %1$d kB
				AnonHugePages:         0 kB
				Swap:                  0 kB
				SwapPss:               0 kB
				d7a00000-100000000 ---p 00000000 00:00 0
				Anonymous:             0 kB
				7f35ab4e3000-7f35ac56f000 rw-p 00000000 00:00 0 [anon: %2$s]
				Anonymous:         99999 kB
				""".formatted(resident * 1_024, "x"));
	}

	/**
	 * A container of version 2 by its limit, what it uses and what of it is idle cache.
	 */
	FakeMachine version2(String limit, long used, long idle) {
		write("proc/self/cgroup", "0::/\n");
		write("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw shared:4 - cgroup2 cgroup2 rw,nsdelegate\n");
		group("cgroup.type", "domain\n");
		group("memory.max", limit + "\n");
		group("memory.current", used + "\n");
		group("memory.swap.current", "4096\n");
		group("memory.swap.max", "0\n");
		return group("memory.stat", "anon 1\nfile 2\ninactive_file " + idle + "\nactive_file 0\n");
	}

	/** The same of version 1, with swap of as much again. */
	FakeMachine version1(long limit, long used, long idle) {
		write("proc/self/cgroup", "4:memory:/docker/1f\n0::/\n");
		write("proc/self/mountinfo", "35 31 0:32 /docker/1f /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n");
		write("sys/fs/cgroup/memory/memory.limit_in_bytes", limit + "\n");
		write("sys/fs/cgroup/memory/memory.memsw.limit_in_bytes", 2 * limit + "\n");
		write("sys/fs/cgroup/memory/memory.usage_in_bytes", used + "\n");
		write("sys/fs/cgroup/memory/memory.failcnt", "7\n");
		write("sys/fs/cgroup/memory/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
		return write("sys/fs/cgroup/memory/memory.stat",
				"inactive_file 1\ntotal_swap 8192\ntotal_inactive_file " + idle + "\ntotal_active_file 0\n");
	}

	FakeMachine group(String file, String text) {
		return write("sys/fs/cgroup/" + file, text);
	}

	FakeMachine write(String file, String text) {
		try {
			Path path = this.root.resolve(file);
			Files.createDirectories(path.getParent());
			Files.writeString(path, text, StandardCharsets.UTF_8);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	MemoryReadings readings() {
		return new MemoryReadings(this.root, () -> this.jvm, this.heap, () -> this.tracking, () -> this.nanos);
	}

	ContainerCheck check() {
		return new ContainerCheck(readings(), new ResourceLimits(this.root, this.options::get, () -> this.nanos),
				this.root,
				new ContainerCheck.Machine(this.processors, this.serial, this.options::get, this.set::contains));
	}

}
