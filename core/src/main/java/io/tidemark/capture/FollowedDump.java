package io.tidemark.capture;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.tidemark.jvm.FileLimits;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dump while it is written, so that it is folded by the time the JVM is done with
 * it; and gives it up when it takes too much time or space.
 */
final class FollowedDump extends InputStream {

	private static final int BUFFER = 64 * 1024;

	private static final long MEGABYTE = 1024 * 1024;

	/** Read between two looks at the free space. */
	private static final long LOOK_EVERY = 4 * MEGABYTE;

	private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private final DumpRun run;

	private final DumpDirectory directory;

	private final FileLimits limits;

	private final Duration deadline;

	private final long start = System.nanoTime();

	private final byte[] buffer = new byte[BUFFER];

	private int position;

	private int end;

	private @Nullable InputStream file;

	private long bytes;

	private long nextLook = LOOK_EVERY;

	private @Nullable String givenUp;

	FollowedDump(DumpRun run, DumpDirectory directory, FileLimits limits, Duration deadline) {
		this.run = run;
		this.directory = directory;
		this.limits = limits;
		this.deadline = deadline;
	}

	/** Why the dump was not read to its end, or {@code null}. */
	@Nullable String givenUp() {
		return this.givenUp;
	}

	/** Bytes read so far. */
	long bytes() {
		return this.bytes;
	}

	@Override
	public int read() throws IOException {
		return (this.position < this.end || fill()) ? this.buffer[this.position++] & 0xff : -1;
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		if (this.position == this.end && !fill()) {
			return -1;
		}
		int count = Math.min(length, this.end - this.position);
		System.arraycopy(this.buffer, this.position, target, offset, count);
		this.position += count;
		return count;
	}

	private boolean fill() throws IOException {
		while (true) {
			// first asked, so that what was written before the end is still read
			boolean done = this.run.isDone();
			check();
			int count = readFile();
			if (count > 0) {
				this.position = 0;
				this.end = count;
				this.bytes += count;
				return true;
			}
			if (done) {
				return false;
			}
			await();
		}
	}

	private int readFile() throws IOException {
		if (this.file == null && Files.exists(this.directory.file())) {
			this.file = new FileInputStream(this.directory.file().toFile());
		}
		return (this.file != null) ? this.file.read(this.buffer) : 0;
	}

	private void check() throws IOException {
		if (this.bytes > this.limits.cap()) {
			giveUp("the dump grew beyond %d MB".formatted(this.limits.cap() / MEGABYTE));
		}
		if (System.nanoTime() - this.start > this.deadline.toNanos()) {
			giveUp("the dump took longer than %d ms".formatted(this.deadline.toMillis()));
		}
		if (this.bytes > this.nextLook) {
			this.nextLook = this.bytes + LOOK_EVERY;
			if (this.directory.usableBytes() < this.limits.minFreeToGoOn()) {
				giveUp("while the dump was written less than %d MB stayed free on the disk"
					.formatted(this.limits.minFreeToGoOn() / MEGABYTE));
			}
		}
	}

	private void giveUp(String because) throws IOException {
		this.givenUp = because;
		throw new IOException(because);
	}

	private void await() throws IOException {
		try {
			this.run.awaitDone(WAIT_NANOS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			giveUp("whoever read the dump was interrupted");
		}
	}

	@Override
	public void close() throws IOException {
		if (this.file != null) {
			this.file.close();
		}
	}

}
