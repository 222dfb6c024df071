package io.tidemark.capture;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A directory for one dump that only the owner of this process may read. The JVM creates
 * the dump itself, readable for all, so what it lies in has to be private.
 */
final class DumpDirectory {

	private static final String PREFIX = "tidemark-dump-";

	private static final Pattern OURS = Pattern.compile(PREFIX + "(\\d{1,18})-.+");

	private static final String FILE = "threads.json";

	/** Entries of the directory above that are looked at by one sweep at most. */
	private static final int SWEPT = 10_000;

	private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

	private final Path path;

	private DumpDirectory(Path path) {
		this.path = path;
	}

	/**
	 * Creates a directory with a name that nobody can foretell.
	 * @param base where, or {@code null} for the JVM's temporary directory
	 */
	static DumpDirectory create(@Nullable Path base) throws IOException {
		Path above = above(base);
		Files.createDirectories(above);
		boolean posix = above.getFileSystem().supportedFileAttributeViews().contains("posix");
		FileAttribute<?>[] attributes = posix ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PRIVATE) }
				: new FileAttribute<?>[0];
		String prefix = PREFIX + ProcessHandle.current().pid() + "-";
		return new DumpDirectory(Files.createTempDirectory(above, prefix, attributes));
	}

	/** The directory in which those of the dumps are created. */
	static Path above(@Nullable Path base) {
		return ((base != null) ? base : Path.of(System.getProperty("java.io.tmpdir"))).toAbsolutePath();
	}

	/** The file that the JVM is to create. */
	Path file() {
		return this.path.resolve(FILE);
	}

	/** Bytes that can still be written here. */
	long usableBytes() throws IOException {
		return Files.getFileStore(this.path).getUsableSpace();
	}

	/**
	 * Gives the space back of a dump that is still being written. What the JVM writes
	 * from now on takes space again, so this is to be called again until it has ended.
	 */
	void empty() {
		try (FileChannel file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
			file.truncate(0);
		}
		catch (IOException ex) {
			// it is gone, or not there yet
		}
	}

	/** Deletes the dump and the directory; what is not there is no mistake. */
	void delete() {
		delete(this.path);
	}

	/**
	 * Deletes what processes left behind that were killed.
	 * @param base where, as for {@link #create}
	 * @return how many dumps there were
	 */
	static int sweep(@Nullable Path base) {
		int swept = 0;
		int seen = 0;
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(above(base), PREFIX + "*")) {
			for (Path entry : entries) {
				if (++seen > SWEPT) {
					break;
				}
				swept += isLeftBehind(entry) && delete(entry) ? 1 : 0;
			}
		}
		catch (IOException | RuntimeException ex) {
			// a directory that cannot be listed has nothing for us to delete
		}
		return swept;
	}

	private static boolean isLeftBehind(Path entry) throws IOException {
		Matcher name = OURS.matcher(entry.getFileName().toString());
		if (!name.matches() || !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
			return false;
		}
		Instant created = Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).toInstant();
		Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.group(1)));
		// in a container every process is number 1: then it is the time that tells
		return process.flatMap((handle) -> handle.info().startInstant())
			.map((started) -> started.isAfter(created))
			.orElse(process.isEmpty());
	}

	private static boolean delete(Path directory) {
		try {
			Files.deleteIfExists(directory.resolve(FILE));
			return Files.deleteIfExists(directory);
		}
		catch (IOException ex) {
			return false;
		}
	}

}
