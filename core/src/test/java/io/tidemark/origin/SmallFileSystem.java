package io.tidemark.origin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Assumptions;

/** A file system of its own in memory; needs root, skips the test where it is not. */
public final class SmallFileSystem implements AutoCloseable {

	private static final int BLOCK = 64 * 1024;

	private final Path directory;

	private SmallFileSystem(Path directory) {
		this.directory = directory;
	}

	public static SmallFileSystem ofMegabytes(int megabytes) throws IOException, InterruptedException {
		Path directory = Files.createTempDirectory("tidemark-disk");
		int exit = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
		if (exit != 0) {
			Files.delete(directory);
			String because = "A small file system can only be mounted by root: mount said " + exit;
			if (Boolean.parseBoolean(System.getenv("TIDEMARK_REQUIRE_TOOLS"))) {
				throw new AssertionError(because);
			}
			Assumptions.abort(because);
		}
		return new SmallFileSystem(directory);
	}

	/** Somebody else has mounted it. */
	static SmallFileSystem at(Path directory) {
		return new SmallFileSystem(directory);
	}

	public Path directory() {
		return this.directory;
	}

	/** Writes until nothing more fits. */
	public void fill(int megabytesPerSecond) throws IOException {
		long nanosPerBlock = 1_000_000_000L * BLOCK / (megabytesPerSecond * 1024L * 1024L);
		long start = System.nanoTime();
		try (FileChannel fill = open()) {
			for (long block = 1; write(fill, BLOCK); block++) {
				LockSupport.parkNanos(start + block * nanosPerBlock - System.nanoTime());
			}
		}
	}

	/** Writes as fast as it can until nothing more fits. */
	public void fillAtOnce() throws IOException {
		try (FileChannel fill = open()) {
			boolean fits = true;
			while (fits) {
				fits = write(fill, 16 * BLOCK);
			}
		}
	}

	/** From now on nothing can be written. */
	public void makeReadOnly() throws IOException, InterruptedException {
		run("mount", "-o", "remount,ro", this.directory.toString());
	}

	public boolean isFull() {
		return this.directory.toFile().getUsableSpace() == 0;
	}

	public void free() throws IOException {
		Files.delete(this.directory.resolve("fill"));
	}

	@Override
	public void close() throws IOException, InterruptedException {
		run("umount", "-l", this.directory.toString());
		Files.deleteIfExists(this.directory);
	}

	private FileChannel open() throws IOException {
		return FileChannel.open(this.directory.resolve("fill"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	/** Whether all of it fits; what does is written to the last page. */
	private static boolean write(FileChannel fill, int bytes) throws IOException {
		ByteBuffer block = ByteBuffer.allocate(bytes);
		try {
			while (block.hasRemaining()) {
				fill.write(block);
			}
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int run(String... command) throws IOException, InterruptedException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (IOException ex) {
			return -1;
		}
	}

}
