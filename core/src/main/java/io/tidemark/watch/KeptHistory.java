package io.tidemark.watch;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Hours of series that outlive a process: written by one, kept by the next until their
 * resources come.
 * <p>
 * The form is: {@code TIDE}, the version 1 as two bytes, milliseconds of writing, number
 * of resources; of each its id, its unit and its hours, both with their length; CRC-32 of
 * all that. Names and tags are not in it, the id stands for them. Nor is the interval:
 * the floor of an hour has none.
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
				watched.series().goOn(kept.hours().duplicate(), watched.resource().kind() == ResourceKind.CUSTOM);
			}
		}
	}

	byte[] write(Instant now, Collection<Watched> watched) {
		Map<String, Kept> all = all(watched);
		int size = all.values().stream().mapToInt(Kept::bytes).sum();
		ByteBuffer bytes = ByteBuffer.allocate(HEADER + size + CHECK);
		bytes.putInt(MAGIC).putShort(VERSION).putLong(now.toEpochMilli()).putInt(all.size());
		all.forEach((id, kept) -> {
			bytes.putLong(Long.parseUnsignedLong(id, 16));
			put(bytes, ByteBuffer.wrap(kept.unit().getBytes(StandardCharsets.UTF_8)));
			put(bytes, kept.hours().duplicate());
		});
		bytes.putInt(check(bytes.array(), bytes.position()));
		return bytes.array();
	}

	private static void put(ByteBuffer bytes, ByteBuffer part) {
		bytes.putInt(part.remaining()).put(part);
	}

	/** What is watched, and of what waits as much as there is room for. */
	private Map<String, Kept> all(Collection<Watched> watched) {
		Map<String, Kept> all = new HashMap<>();
		for (Watched each : watched) {
			if (!each.series().isNew() && each.resource().unit().length() <= UNIT) {
				all.put(each.id(), new Kept(each.resource().unit(), each.series().toBytes()));
			}
		}
		for (Map.Entry<String, Kept> each : this.waiting.entrySet()) {
			if (all.size() < WatchedResources.MOST) {
				all.putIfAbsent(each.getKey(), each.getValue());
			}
		}
		return all;
	}

	int read(byte[] history, Instant now) {
		checkForm(history);
		ByteBuffer bytes = ByteBuffer.wrap(history, 6, history.length - 6 - CHECK);
		checkTime(Instant.ofEpochMilli(bytes.getLong()), now);
		Map<String, Kept> read = readAll(bytes);
		this.waiting.clear();
		this.waiting.putAll(read);
		this.until = now.plus(WAIT);
		return read.size();
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

	private static Map<String, Kept> readAll(ByteBuffer bytes) {
		int count = bytes.getInt();
		if (count < 0 || count > WatchedResources.MOST) {
			throw MalformedHistoryException.of("at most " + WatchedResources.MOST + " resources", count);
		}
		Map<String, Kept> all = new HashMap<>();
		try {
			for (int i = 0; i < count; i++) {
				String id = "%016x".formatted(bytes.getLong());
				String unit = StandardCharsets.UTF_8.decode(take(bytes)).toString();
				ByteBuffer hours = take(bytes);
				ResourceSeries.check(hours);
				all.put(id, new Kept(unit, hours));
			}
		}
		catch (BufferUnderflowException ex) {
			throw MalformedHistoryException.of(count + " resources", all.size());
		}
		return all;
	}

	/** A copy: the file in whole must not stay because of one resource that waits. */
	private static ByteBuffer take(ByteBuffer bytes) {
		int length = bytes.getInt();
		if (length < 0 || length > bytes.remaining()) {
			throw new BufferUnderflowException();
		}
		byte[] part = new byte[length];
		bytes.get(part);
		return ByteBuffer.wrap(part);
	}

	private static int check(byte[] bytes, int length) {
		CRC32 check = new CRC32();
		check.update(bytes, 0, length);
		return (int) check.getValue();
	}

	/** Hours that wait, in the form in which a series writes them. */
	private record Kept(String unit, ByteBuffer hours) {

		int bytes() {
			return 8 + 4 + this.unit.getBytes(StandardCharsets.UTF_8).length + 4 + this.hours.remaining();
		}

	}

}
