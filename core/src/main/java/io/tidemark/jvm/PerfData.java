package io.tidemark.jvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * The performance data that the JVM maps into {@code /tmp/hsperfdata_<user>/<pid>} for
 * tools like {@code jstat}; the layout is that of {@code perfMemory.hpp}, version 2.0,
 * unchanged since JDK 5. Not to be had with {@code -XX:-UsePerfData} or
 * {@code -XX:+PerfDisableSharedMem}, and on other JVMs. A reading costs less than a
 * microsecond.
 */
final class PerfData {

	private static final int MAGIC = 0xcafec0c0;

	private static final int BYTE_ORDER = 4;

	private static final int ENTRY_OFFSET = 24;

	private static final int ENTRIES = 28;

	/** More than any JVM has; a broken file must not keep us busy. */
	private static final int MAX_ENTRIES = 10_000;

	private static final byte LONG = 'J';

	private final ByteBuffer data;

	private PerfData(ByteBuffer data) {
		this.data = data;
	}

	/** The data of this JVM, or {@code null} if it shows none. */
	static @Nullable PerfData ofThisJvm() {
		return in(Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name"),
				Long.toString(ProcessHandle.current().pid())));
	}

	static @Nullable PerfData in(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			MappedByteBuffer data = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
			return in(data);
		}
		catch (IOException | RuntimeException ex) {
			// a JVM without the file, or with one that we do not understand, has no
			// counters
			return null;
		}
	}

	private static @Nullable PerfData in(ByteBuffer data) {
		data.order(ByteOrder.BIG_ENDIAN);
		if (data.getInt(0) != MAGIC) {
			return null;
		}
		data.order((data.get(BYTE_ORDER) == 0) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		return new PerfData(data);
	}

	/** The counter with this name, or {@code null} if there is none. */
	@Nullable Counter counter(String name) {
		try {
			int offset = find(name);
			return (offset > 0) ? new Counter(this.data, offset) : null;
		}
		catch (RuntimeException ex) {
			return null; // a file that we do not understand
		}
	}

	/** Offset of the value with this name, or 0. */
	private int find(String name) {
		byte[] wanted = (name + "\0").getBytes(StandardCharsets.US_ASCII);
		int entry = this.data.getInt(ENTRY_OFFSET);
		int entries = Math.min(this.data.getInt(ENTRIES), MAX_ENTRIES);
		for (int i = 0; i < entries; i++) {
			int length = this.data.getInt(entry);
			int nameOffset = entry + this.data.getInt(entry + 4);
			if (this.data.get(entry + 12) == LONG && startsWith(nameOffset, wanted)) {
				return entry + this.data.getInt(entry + 16);
			}
			entry += length;
		}
		return 0;
	}

	private boolean startsWith(int offset, byte[] wanted) {
		for (int i = 0; i < wanted.length; i++) {
			if (this.data.get(offset + i) != wanted[i]) {
				return false;
			}
		}
		return true;
	}

	/** A number that the JVM keeps up to date. */
	static final class Counter {

		private final ByteBuffer data;

		private final int offset;

		private Counter(ByteBuffer data, int offset) {
			this.data = data;
			this.offset = offset;
			value(); // fails here and not later where it lies outside of the file
		}

		long value() {
			return this.data.getLong(this.offset);
		}

	}

}
