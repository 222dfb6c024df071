package io.tidemark.watch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Hours of series that outlive a process: written by one, kept by the next until their
 * resources come.
 * <p>
 * The form is: {@code TIDE}, the version 1 as two bytes, milliseconds of writing, number
 * of resources; of each its id, its unit and its hours with their length; CRC-32 of all
 * that. Names and tags are not in it, the id stands for them. Nor is the interval: the
 * floor of an hour has none.
 */
final class KeptHistory {

	/** Bytes at most; what is larger is not read. */
	static final int BYTES = 8 * 1024 * 1024;

	/** For so long kept hours wait for their resource. */
	static final Duration WAIT = Duration.ofHours(1);

	/** For so long hours are kept. */
	private static final Duration OLDEST = Duration.ofHours(ResourceSeries.HOURS);

	private static final int MAGIC = 0x54494445;

	private static final short VERSION = 1;

	private static final int HEADER = 4 + 2 + 8 + 4;

	private static final int CHECK = 4;

	/** What is longer is no unit, and its resource is not kept. */
	private static final int UNIT = 100;

	private final Map<String, Kept> waiting = new HashMap<>();

	private Instant until = Instant.MIN;

	/** Forgets what nobody came for. */
	void expire(Instant now) {
		if (!this.waiting.isEmpty() && !now.isBefore(this.until)) {
			this.waiting.clear();
		}
	}

	/** Hands over the hours of this resource if they wait for it. */
	void claim(Watched watched) {
		if (!this.waiting.isEmpty() && watched.series().isNew()) {
			Kept kept = this.waiting.remove(watched.id());
			if (kept != null && kept.unit().equals(watched.resource().unit())) {
				handOver(kept, watched);
			}
		}
	}

	private static void handOver(Kept kept, Watched watched) {
		try (DataInputStream in = input(kept.hours().array())) {
			watched.series().goOn(in, watched.resource().kind() == ResourceKind.CUSTOM);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Hours were checked when they were read", ex);
		}
	}

	byte[] write(Instant now, Collection<Watched> watched) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		CheckedOutputStream checked = new CheckedOutputStream(bytes, new CRC32());
		try (DataOutputStream out = new DataOutputStream(checked)) {
			Map<String, Kept> all = all(watched);
			out.writeInt(MAGIC);
			out.writeShort(VERSION);
			out.writeLong(now.toEpochMilli());
			out.writeInt(all.size());
			for (Map.Entry<String, Kept> each : all.entrySet()) {
				out.writeLong(Long.parseUnsignedLong(each.getKey(), 16));
				out.writeUTF(each.getValue().unit());
				out.writeInt(each.getValue().hours().capacity());
				out.write(each.getValue().hours().array());
			}
			out.writeInt((int) checked.getChecksum().getValue());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Memory takes all bytes", ex);
		}
		return bytes.toByteArray();
	}

	/** What is watched, and of what waits as much as there is room for. */
	private Map<String, Kept> all(Collection<Watched> watched) throws IOException {
		Map<String, Kept> all = new HashMap<>();
		for (Watched each : watched) {
			if (!each.series().isNew() && each.resource().unit().length() <= UNIT) {
				all.put(each.id(), new Kept(each.resource().unit(), hours(each.series())));
			}
		}
		for (Map.Entry<String, Kept> each : this.waiting.entrySet()) {
			if (all.size() < WatchedResources.MOST) {
				all.putIfAbsent(each.getKey(), each.getValue());
			}
		}
		return all;
	}

	private static ByteBuffer hours(ResourceSeries series) throws IOException {
		ByteArrayOutputStream hours = new ByteArrayOutputStream();
		series.write(new DataOutputStream(hours));
		return ByteBuffer.wrap(hours.toByteArray());
	}

	int read(byte[] history, Instant now) {
		checkForm(history);
		try (DataInputStream in = input(history)) {
			in.skipBytes(HEADER - 4 - 8);
			checkTime(Instant.ofEpochMilli(in.readLong()), now);
			Map<String, Kept> read = readAll(in, in.readInt());
			this.waiting.clear();
			this.waiting.putAll(read);
			this.until = now.plus(WAIT);
			return read.size();
		}
		catch (IOException ex) {
			throw MalformedHistoryException.of("whole hours of each resource", ex.getMessage());
		}
	}

	private static void checkForm(byte[] history) {
		if (history.length > BYTES) {
			throw MalformedHistoryException.foreign("at most " + BYTES + " bytes", history.length);
		}
		ByteBuffer bytes = ByteBuffer.wrap(history);
		if (history.length < 4 || bytes.getInt(0) != MAGIC) {
			throw MalformedHistoryException.foreign("TIDE as the first bytes",
					HexFormat.of().formatHex(history, 0, Math.min(4, history.length)));
		}
		if (history.length < HEADER + CHECK) {
			throw MalformedHistoryException.of("at least " + (HEADER + CHECK) + " bytes", history.length);
		}
		if (bytes.getShort(4) != VERSION) {
			throw MalformedHistoryException.of("version " + VERSION, bytes.getShort(4));
		}
		int expected = bytes.getInt(history.length - CHECK);
		int found = check(history, history.length - CHECK);
		if (expected != found) {
			throw MalformedHistoryException.of("the checksum %08x".formatted(expected),
					"%08x: it is cut off or damaged".formatted(found));
		}
	}

	private static void checkTime(Instant written, Instant now) {
		if (written.isBefore(now.minus(OLDEST)) || written.isAfter(now.plus(WAIT))) {
			throw MalformedHistoryException.of("that it was written within 28 days before " + now, written);
		}
	}

	private static Map<String, Kept> readAll(DataInputStream in, int count) throws IOException {
		if (count < 0 || count > WatchedResources.MOST) {
			throw MalformedHistoryException.of("at most " + WatchedResources.MOST + " resources", count);
		}
		Map<String, Kept> all = new HashMap<>();
		for (int i = 0; i < count; i++) {
			String id = "%016x".formatted(in.readLong());
			String unit = in.readUTF();
			byte[] hours = in.readNBytes(Math.max(0, in.readInt()));
			new ResourceSeries(Duration.ofSeconds(10)).goOn(input(hours), false);
			all.put(id, new Kept(unit, ByteBuffer.wrap(hours)));
		}
		return all;
	}

	private static DataInputStream input(byte[] bytes) {
		return new DataInputStream(new ByteArrayInputStream(bytes));
	}

	private static int check(byte[] bytes, int length) {
		CRC32 check = new CRC32();
		check.update(bytes, 0, length);
		return (int) check.getValue();
	}

	/** Hours that wait, in the form in which a series writes them. */
	private record Kept(String unit, ByteBuffer hours) {
	}

}
