package io.tidemark.jvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * How long the JVM has been at safepoints in all, as HotSpot counts it. Read from the
 * performance data that the JVM maps into {@code /tmp/hsperfdata_<user>/<pid>} for tools
 * like {@code jstat}; the layout is that of {@code perfMemory.hpp}, version 2.0,
 * unchanged since JDK 5. Not to be had with {@code -XX:-UsePerfData} or
 * {@code -XX:+PerfDisableSharedMem}, on other JVMs, and where the counter was taken away.
 * A reading costs less than a microsecond.
 */
final class SafepointTime {

	private static final int MAGIC = 0xcafec0c0;

	private static final int BYTE_ORDER = 4;

	private static final int ENTRY_OFFSET = 24;

	private static final int ENTRIES = 28;

	/** More than any JVM has; a broken file must not keep us busy. */
	private static final int MAX_ENTRIES = 10_000;

	private static final byte LONG = 'J';

	private final ByteBuffer data;

	private final int ticks;

	private final long ticksPerSecond;

	private SafepointTime(ByteBuffer data, int ticks, long ticksPerSecond) {
		this.data = data;
		this.ticks = ticks;
		this.ticksPerSecond = ticksPerSecond;
	}

	/** The counter of this JVM, or {@code null} if it shows none. */
	static @Nullable SafepointTime ofThisJvm() {
		return in(Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name"),
				Long.toString(ProcessHandle.current().pid())));
	}

	static @Nullable SafepointTime in(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			MappedByteBuffer data = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
			return in(data);
		}
		catch (IOException | RuntimeException ex) {
			// a JVM without the file, or with one that we do not understand, has no
			// counter
			return null;
		}
	}

	private static @Nullable SafepointTime in(ByteBuffer data) {
		data.order(ByteOrder.BIG_ENDIAN);
		if (data.getInt(0) != MAGIC) {
			return null;
		}
		data.order((data.get(BYTE_ORDER) == 0) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		int ticks = find(data, "sun.rt.safepointTime");
		int frequency = find(data, "sun.os.hrt.frequency");
		return (ticks > 0 && frequency > 0) ? new SafepointTime(data, ticks, data.getLong(frequency)) : null;
	}

	/** Offset of the value with this name, or 0. */
	private static int find(ByteBuffer data, String name) {
		byte[] wanted = (name + "\0").getBytes(StandardCharsets.US_ASCII);
		int entry = data.getInt(ENTRY_OFFSET);
		int entries = Math.min(data.getInt(ENTRIES), MAX_ENTRIES);
		for (int i = 0; i < entries; i++) {
			int length = data.getInt(entry);
			int nameOffset = entry + data.getInt(entry + 4);
			if (data.get(entry + 12) == LONG && startsWith(data, nameOffset, wanted)) {
				return entry + data.getInt(entry + 16);
			}
			entry += length;
		}
		return 0;
	}

	private static boolean startsWith(ByteBuffer data, int offset, byte[] wanted) {
		for (int i = 0; i < wanted.length; i++) {
			if (data.get(offset + i) != wanted[i]) {
				return false;
			}
		}
		return true;
	}

	/** Time at safepoints since the JVM started, whatever they were for. */
	Duration total() {
		long ticks = this.data.getLong(this.ticks);
		long seconds = ticks / this.ticksPerSecond;
		long rest = ticks % this.ticksPerSecond;
		return Duration.ofSeconds(seconds, rest * TimeUnit.SECONDS.toNanos(1) / this.ticksPerSecond);
	}

}
