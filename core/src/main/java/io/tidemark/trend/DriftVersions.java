package io.tidemark.trend;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

import io.tidemark.watch.MalformedHistoryException;
import org.jspecify.annotations.Nullable;

/**
 * What each version of the application needed: at most {@value #MOST} of them, because
 * another version may need another heap at the same load. Can be written for the next
 * process to go on with.
 * <p>
 * The form is: {@code TIDD}, the version 1 as two bytes, milliseconds of writing, number
 * of versions; of each its name with its length, and the model; CRC-32 of all that.
 * <p>
 * For one thread.
 *
 * @since 0.1.0
 */
public final class DriftVersions {

	/** Versions at most; of more the one seen longest ago is forgotten. */
	public static final int MOST = 4;

	/** Bytes of {@link #toBytes} at most. */
	public static final int BYTES = 8192;

	/** What is older tells nothing any more: all but an eighth has faded. */
	public static final Duration OLDEST = DriftModel.MEMORY.multipliedBy(2);

	/** By how much a clock may be behind that of the process before. */
	private static final Duration AHEAD = Duration.ofHours(1);

	/** Letters of a version at most; of a longer one these count. */
	private static final int NAME = 100;

	private static final int MAGIC = 0x54494444;

	private static final short FORM = 1;

	private static final int HEADER = 4 + 2 + 8 + 4;

	private static final int CHECK = 4;

	private final String version;

	private final Map<String, DriftModel> models = new LinkedHashMap<>();

	/**
	 * @param version version of the application that runs
	 */
	public DriftVersions(String version) {
		this.version = version.substring(0, Math.min(NAME, version.length()));
		this.models.put(this.version, new DriftModel());
	}

	/** The version that runs. */
	public String version() {
		return this.version;
	}

	/** The model of the version that runs. */
	public DriftModel model() {
		return this.models.computeIfAbsent(this.version, (absent) -> new DriftModel());
	}

	/** How many versions are known, the one that runs included. */
	public int size() {
		return this.models.size();
	}

	/**
	 * Why nothing is expected yet, as a sentence, or {@code null} if it is not the model
	 * that is too new.
	 * @param reading the last reading
	 * @param age how long the process runs
	 */
	public @Nullable String learning(DriftReading reading, Duration age) {
		if (reading.state() != DriftState.LEARNING) {
			return null;
		}
		String before = before(reading.load(), age);
		return "It learns what a load needs, for %s at least%s.".formatted(span(reading.left()),
				(before != null && reading.band() == null) ? " (new version %s; %s)".formatted(this.version, before)
						: "");
	}

	private static String span(Duration left) {
		long minutes = Math.max(1, left.toMinutes());
		return (minutes < 60) ? minutes + " min"
				: minutes / 60 + " h" + ((minutes % 60 > 0) ? " " + minutes % 60 + " min" : "");
	}

	/** What the version before this one needed. */
	private @Nullable String before(DriftLoad load, Duration age) {
		Map.Entry<String, DriftModel> last = this.models.entrySet()
			.stream()
			.filter((each) -> !each.getKey().equals(this.version) && each.getValue().newest() != null)
			.max(Map.Entry.comparingByValue(byAge()))
			.orElse(null);
		DriftBand band = (last != null) ? last.getValue().band(load, age) : null;
		return (last != null && band != null) ? "the last one, %s, needed %s at this load".formatted(last.getKey(),
				DriftReading.megabytes(band.expected())) : null;
	}

	private static Comparator<DriftModel> byAge() {
		return Comparator.comparing((model) -> (model.newest() != null) ? model.newest() : Instant.MIN);
	}

	/**
	 * What another process may go on with, at most {@value #BYTES} bytes.
	 * @param now the time
	 */
	public byte[] toBytes(Instant now) {
		ByteBuffer bytes = ByteBuffer.allocate(BYTES);
		bytes.putInt(MAGIC).putShort(FORM).putLong(now.toEpochMilli()).putInt(this.models.size());
		this.models.forEach((version, model) -> {
			byte[] name = version.getBytes(StandardCharsets.UTF_8);
			bytes.putInt(name.length).put(name);
			model.write(bytes);
		});
		bytes.putInt(check(bytes.array(), bytes.position()));
		byte[] written = new byte[bytes.position()];
		bytes.flip().get(written);
		return written;
	}

	/**
	 * Goes on with what another process wrote.
	 * @param written what {@link #toBytes} gave
	 * @param now the time
	 * @return whether the version that runs was among it
	 * @throws MalformedHistoryException if it cannot be read; nothing is changed then
	 */
	public boolean goOn(byte[] written, Instant now) {
		checkForm(written);
		ByteBuffer bytes = ByteBuffer.wrap(written, 6, written.length - 6 - CHECK);
		checkTime(Instant.ofEpochMilli(bytes.getLong()), now);
		Map<String, DriftModel> read = readAll(bytes);
		read.values().removeIf((model) -> model.newest() == null || model.newest().isBefore(now.minus(OLDEST)));
		boolean known = read.containsKey(this.version);
		while (read.size() > (known ? MOST : MOST - 1)) {
			read.remove(oldest(read));
		}
		this.models.clear();
		this.models.putAll(read);
		this.models.putIfAbsent(this.version, new DriftModel());
		return known;
	}

	private String oldest(Map<String, DriftModel> models) {
		return models.entrySet()
			.stream()
			.filter((each) -> !each.getKey().equals(this.version))
			.min(Map.Entry.comparingByValue(byAge()))
			.orElseThrow()
			.getKey();
	}

	private static void checkForm(byte[] written) {
		if (written.length > BYTES) {
			throw MalformedHistoryException.foreign("at most " + BYTES + " bytes", written.length);
		}
		ByteBuffer bytes = ByteBuffer.wrap(written);
		if (written.length < 4 || bytes.getInt(0) != MAGIC) {
			throw MalformedHistoryException.foreign("TIDD as the first bytes",
					HexFormat.of().formatHex(written, 0, Math.min(4, written.length)));
		}
		if (written.length < HEADER + CHECK) {
			throw MalformedHistoryException.of("at least " + (HEADER + CHECK) + " bytes", written.length);
		}
		if (bytes.getShort(4) != FORM) {
			throw MalformedHistoryException.of("version " + FORM, bytes.getShort(4));
		}
		int expected = bytes.getInt(written.length - CHECK);
		int found = check(written, written.length - CHECK);
		if (expected != found) {
			throw MalformedHistoryException.of("the checksum %08x".formatted(expected),
					"%08x: it is cut off or damaged".formatted(found));
		}
	}

	private static void checkTime(Instant time, Instant now) {
		if (time.isBefore(now.minus(OLDEST)) || time.isAfter(now.plus(AHEAD))) {
			throw MalformedHistoryException
				.of("that it was written within %d days before %s".formatted(OLDEST.toDays(), now), time);
		}
	}

	private static Map<String, DriftModel> readAll(ByteBuffer bytes) {
		int count = bytes.getInt();
		if (count < 0 || count > MOST) {
			throw MalformedHistoryException.of("at most " + MOST + " versions", count);
		}
		Map<String, DriftModel> all = new LinkedHashMap<>();
		try {
			for (int i = 0; i < count; i++) {
				String name = name(bytes);
				all.put(name, DriftModel.read(bytes));
			}
		}
		catch (BufferUnderflowException ex) {
			throw MalformedHistoryException.of(count + " versions", all.size());
		}
		return all;
	}

	private static String name(ByteBuffer bytes) {
		int length = bytes.getInt();
		if (length < 0 || length > bytes.remaining()) {
			throw new BufferUnderflowException();
		}
		byte[] name = new byte[length];
		bytes.get(name);
		return new String(name, StandardCharsets.UTF_8);
	}

	private static int check(byte[] bytes, int length) {
		CRC32 check = new CRC32();
		check.update(bytes, 0, length);
		return (int) check.getValue();
	}

}
