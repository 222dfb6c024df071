package io.tidemark.jvm;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * How much of the disk Tidemark may use, all its parts together.
 * <p>
 * The defaults follow from what was measured. A quiet stream keeps about 120 kB in the
 * recorder's repository; 20,000 thread starts a second drove it to 24 to 42 MB whatever
 * the recording's own limits said, because a chunk is written in one piece of 12 MB. The
 * cap of 64 MB lets that pass and stops a stream that is not read (200 MB in ten
 * seconds). A file system with less than 64 MB free cannot hold the cap, so nothing
 * starts on it.
 *
 * @param cap bytes that all files of Tidemark may have together, at least 16 MB, because
 * the recorder writes chunks of up to 12 MB and keeps 4 MB in reserve
 * @param minFree bytes that the file system must have free before something starts to
 * write; what already writes goes on until half of it is left. At least 16 MB, because a
 * recorder that finds no space takes the JVM with it
 * @param directory where files go, or {@code null} for the JVM's choice
 * @since 0.1.0
 */
public record FileLimits(long cap, long minFree, @Nullable Path directory) {

	private static final long MEGABYTE = 1024 * 1024;

	/** 64 MB in all, 64 MB free to start, where the JVM puts them. */
	public static final FileLimits DEFAULT = new FileLimits(64 * MEGABYTE, 64 * MEGABYTE, null);

	public FileLimits {
		requireAtLeast("The cap of all files", cap, 16 * MEGABYTE);
		requireAtLeast("The free space of the file system", minFree, 16 * MEGABYTE);
	}

	/** Free bytes below which whatever writes has to stop. */
	public long minFreeToGoOn() {
		return this.minFree / 2;
	}

	/** The same limits for files in another directory. */
	public FileLimits withDirectory(@Nullable Path directory) {
		return new FileLimits(this.cap, this.minFree, directory);
	}

	private static void requireAtLeast(String what, long value, long least) {
		if (value < least) {
			throw new IllegalArgumentException(
					what + " must be at least " + least + " bytes, but was " + value + " bytes");
		}
	}

}
