package io.tidemark.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Files of the kernel about this process. What is not there or cannot be read is empty.
 *
 * @param root where {@code proc} and {@code sys} are
 */
record ProcFiles(Path root) {

	/**
	 * {@code Max processes             4096                 8192                 processes}.
	 */
	private static final int SOFT_LIMIT = 26;

	boolean isThere() {
		return !lines("proc/self/limits").isEmpty();
	}

	/** {@code ulimit -n}. */
	@Nullable ResourceLimit openFiles() {
		return soft("Max open files", "ulimit -n of the process");
	}

	/** {@code ulimit -u}, from which the kernel exempts root. */
	@Nullable ResourceLimit userThreads() {
		return isRoot() ? null : soft("Max processes", "ulimit -u of the user");
	}

	/** A number below {@code /proc/sys/kernel}. */
	@Nullable ResourceLimit kernelLimit(String file, String name) {
		return limit(Path.of("proc/sys/kernel", file), name);
	}

	/** Memory of the machine. */
	@Nullable ResourceLimit machineMemory() {
		long bytes = Numbers.kilobytes(lines("proc/meminfo"), "MemTotal:");
		return (bytes > 0) ? new ResourceLimit("the memory of the machine", bytes) : null;
	}

	/** Bytes of swap of the machine, -1 if not known. */
	long machineSwap() {
		return Numbers.kilobytes(lines("proc/meminfo"), "SwapTotal:");
	}

	/** A count in a file of its own, -1 if there is none. */
	long count(Path file) {
		List<String> lines = lines(file.toString());
		return lines.isEmpty() ? -1 : Numbers.count(lines.get(0));
	}

	/** A file that holds one number. */
	@Nullable ResourceLimit limit(Path file, String name) {
		List<String> lines = lines(file.toString());
		long value = lines.isEmpty() ? -1 : Numbers.limit(lines.get(0));
		return (value > 0) ? new ResourceLimit(name, value) : null;
	}

	private boolean isRoot() {
		return lines("proc/self/status").stream().anyMatch((line) -> line.matches("Uid:\\s+\\d+\\s+0\\s.*"));
	}

	private @Nullable ResourceLimit soft(String what, String name) {
		for (String line : lines("proc/self/limits")) {
			if (line.startsWith(what) && line.length() > SOFT_LIMIT) {
				long value = Numbers.limit(line.substring(SOFT_LIMIT).strip().split("\\s+")[0]);
				return (value > 0) ? new ResourceLimit(name, value) : null;
			}
		}
		return null;
	}

	/**
	 * Lines of a file; names of mounts may hold any byte but 0, which no path may have.
	 * @param file path below the root
	 */
	List<String> lines(String file) {
		try {
			List<String> lines = Files.readAllLines(this.root.resolve(file), StandardCharsets.ISO_8859_1);
			return lines.stream().filter((line) -> line.indexOf('\0') < 0).toList();
		}
		catch (IOException | RuntimeException ex) {
			return List.of();
		}
	}

}
