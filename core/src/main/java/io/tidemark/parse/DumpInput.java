package io.tidemark.parse;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of a dump: unzipped if they were zipped, and no more than a bound, so that a
 * small file that unzips to a huge one costs no more than a file of that bound. Where the
 * zipped bytes end too early or are broken, the dump ends.
 */
final class DumpInput extends InputStream {

	/** Bytes from which the format is told. */
	static final int HEAD = 8_192;

	private static final int GZIP_MAGIC = 0x1f8b;

	private static final int BUFFER = 65_536;

	private final InputStream in;

	private final long bound;

	private long count;

	private @Nullable DumpProblem endedEarly;

	private DumpInput(InputStream in, long bound) {
		this.in = in;
		this.bound = bound;
	}

	static DumpInput of(InputStream in, long bound) throws IOException {
		BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
		byte[] magic = head(buffered, 2);
		boolean zipped = magic.length == 2 && ((magic[0] & 0xff) << 8 | magic[1] & 0xff) == GZIP_MAGIC;
		if (!zipped) {
			return new DumpInput(buffered, bound);
		}
		try {
			return new DumpInput(new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER), bound);
		}
		catch (EOFException | ZipException ex) {
			throw new DumpFormatException(new DumpProblem(1, "a whole gzip header", "a broken one"));
		}
	}

	/** The first bytes, which are read again afterwards. */
	byte[] head() throws IOException {
		try {
			return head(this.in, (int) Math.min(HEAD, this.bound));
		}
		catch (EOFException | ZipException ex) {
			return new byte[0];
		}
	}

	/** What the byte order mark says, UTF-8 without one. */
	static Charset charset(byte[] head) {
		if (startsWith(head, 0xfe, 0xff)) {
			return StandardCharsets.UTF_16BE;
		}
		return startsWith(head, 0xff, 0xfe) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
	}

	private static boolean startsWith(byte[] head, int first, int second) {
		return head.length >= 2 && (head[0] & 0xff) == first && (head[1] & 0xff) == second;
	}

	private static byte[] head(InputStream in, int length) throws IOException {
		in.mark(length);
		byte[] head = in.readNBytes(length);
		in.reset();
		return head;
	}

	/** Bytes that were read. */
	long count() {
		return this.count;
	}

	/** Why it ended before its end. */
	@Nullable DumpProblem endedEarly(long line) {
		DumpProblem problem = this.endedEarly;
		return (problem != null) ? new DumpProblem(line, problem.expected(), problem.found()) : null;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		int read = readUpTo(bytes, offset, (int) Math.min(length, this.bound - this.count));
		this.count += Math.max(0, read);
		return read;
	}

	private int readUpTo(byte[] bytes, int offset, int length) throws IOException {
		try {
			if (length > 0) {
				return this.in.read(bytes, offset, length);
			}
			if (this.endedEarly == null && this.in.read() >= 0) {
				this.endedEarly = new DumpProblem(1, "at most " + this.bound + " bytes", "more, which are left out");
			}
			return -1;
		}
		catch (EOFException | ZipException ex) {
			this.endedEarly = new DumpProblem(1, "a whole gzip file", "a broken one, which is read up to here");
			return -1;
		}
	}

}
