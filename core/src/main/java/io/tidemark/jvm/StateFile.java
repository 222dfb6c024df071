package io.tidemark.jvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * One small file that outlives the process. It is written anew each time, to a file
 * beside it that takes its name when it is on the disk: whoever reads finds the old
 * content or the new, and never a part. Of two processes with one file the last writer
 * wins.
 * <p>
 * One thread at a time calls it. What fails is an {@link IOException} whose message is a
 * sentence for people.
 *
 * @since 0.1.0
 */
public final class StateFile {

	private final String name;

	private final int most;

	private final FileLimits limits;

	/**
	 * @param name path of the file; its directory must exist
	 * @param most bytes that are read at most
	 * @param limits how much must be free before it is written
	 */
	public StateFile(String name, int most, FileLimits limits) {
		this.name = name;
		this.most = most;
		this.limits = limits;
	}

	/**
	 * Reads all of it.
	 * @return {@code null} if there is none
	 * @throws IOException if it cannot be read, or is larger than it may be
	 */
	public byte @Nullable [] read() throws IOException {
		Path file = path();
		if (Files.notExists(file)) {
			return null;
		}
		requireFile(file);
		long size = Files.size(file);
		if (size > this.most) {
			throw new IOException("expected at most %,d bytes in %s, found %,d".formatted(this.most, file, size));
		}
		return Files.readAllBytes(file);
	}

	/**
	 * Replaces what is in it.
	 * @param content the new content, taken as it is
	 * @throws IOException if it cannot be written; the file is as it was then
	 */
	public void write(ByteBuffer content) throws IOException {
		Path file = path();
		requireRoom(file);
		Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
		try {
			writeAll(fresh, content);
			Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			fresh.toFile().delete();
			throw new IOException("%s cannot be written: %s".formatted(file, ex), ex);
		}
	}

	/** Links are not followed: in a directory that others write to they may lead away. */
	private static void writeAll(Path fresh, ByteBuffer content) throws IOException {
		try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS)) {
			while (content.hasRemaining()) {
				channel.write(content);
			}
			channel.force(true);
		}
	}

	private Path path() throws IOException {
		try {
			return Path.of(this.name).toAbsolutePath();
		}
		catch (InvalidPathException ex) {
			throw new IOException("expected the path of a file, found '%s'".formatted(this.name), ex);
		}
	}

	private void requireRoom(Path file) throws IOException {
		Path directory = file.getParent();
		if (directory == null || !Files.isDirectory(directory)) {
			throw new IOException("expected the directory %s to exist, found none".formatted(directory));
		}
		if (Files.exists(file)) {
			requireFile(file);
		}
		long free = Files.getFileStore(directory).getUsableSpace();
		if (free < this.limits.minFree()) {
			throw new IOException("expected at least %,d bytes free in %s, found %,d".formatted(this.limits.minFree(),
					directory, free));
		}
	}

	private static void requireFile(Path file) throws IOException {
		if (!Files.isRegularFile(file)) {
			throw new IOException("expected an ordinary file, found that %s is none".formatted(file));
		}
	}

}
