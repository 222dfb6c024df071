package io.tidemark.watch;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

import org.jspecify.annotations.Nullable;

/**
 * Equally spaced readings; the oldest make room for the newest. Of the readings of one
 * slot it keeps the lowest, the lowest number of members that do not move, and the mean
 * load; where wanted also the highest and the mean.
 */
final class ReadingRing {

	/** Of something that is kept as a share, all of it. */
	private static final int WHOLE = 0xFFFE;

	private static final short MISSING = (short) 0xFFFF;

	/** Number of the newest slot, and how many there are. */
	private static final int HEADER = Long.BYTES + Integer.BYTES;

	private final int size;

	private final float[] floors;

	/** Short floats: see {@link #encode}. */
	private final short[] loads;

	/** Members that do not move as a share of the floor. */
	private final short[] still;

	/** By how much the peak is above the floor, as a short float. */
	private final short @Nullable [] ways;

	/** The mean as a share of the way from floor to peak. */
	private final short @Nullable [] means;

	private long first = Long.MIN_VALUE;

	private long newest = Long.MIN_VALUE;

	private int head;

	private double loadSum;

	private int loadCount;

	private double valueSum;

	private int valueCount;

	private double highest = Double.NaN;

	ReadingRing(int size, boolean wide) {
		this.size = size;
		this.floors = new float[size];
		this.loads = new short[size];
		this.still = new short[size];
		Arrays.fill(this.floors, Float.NaN);
		Arrays.fill(this.loads, MISSING);
		Arrays.fill(this.still, MISSING);
		this.ways = wide ? new short[size] : null;
		this.means = wide ? new short[size] : null;
	}

	/**
	 * The upper half of a float, rounded up: right to 0.8 %, for what is at least 0. All
	 * bits set is NaN.
	 */
	private static short encode(double value) {
		int bits = Float.floatToIntBits((float) value);
		return (short) ((bits >>> 16) + (((bits & 0xFFFF) > 0) ? 1 : 0));
	}

	private static float decode(short encoded) {
		return Float.intBitsToFloat(encoded << 16);
	}

	long newest() {
		return this.newest;
	}

	/** Slots since the first reading, that which is not over yet included. */
	int length() {
		return (this.first == Long.MIN_VALUE) ? 0 : (int) Math.min(this.newest - this.first + 1, this.size);
	}

	/** Whole slots since the first reading, also those that are forgotten. */
	long age() {
		return (this.first == Long.MIN_VALUE) ? 0 : this.newest - this.first;
	}

	long first() {
		return this.first;
	}

	/**
	 * Goes on in another process: the slot in which that begins is its own, and what lies
	 * ahead of it came from a clock that was wrong.
	 */
	void goOn(long number) {
		if (number < this.newest) {
			this.first = Long.MIN_VALUE;
			Arrays.fill(this.floors, Float.NaN);
			Arrays.fill(this.loads, MISSING);
			Arrays.fill(this.still, MISSING);
		}
		if (number == this.newest) {
			this.newest--;
			this.head = at(1);
		}
		advance(number);
	}

	/**
	 * All slots since the first reading, as {@link #goOn(ByteBuffer)} takes them.
	 * @param shift slots by which they are ahead of the clock
	 */
	ByteBuffer toBytes(long shift) {
		ByteBuffer bytes = ByteBuffer.allocate(HEADER + length() * bytesOfSlot());
		bytes.putLong(this.newest - shift).putInt(length());
		for (int age = length() - 1; age >= 0; age--) {
			int at = at(age);
			bytes.putFloat(this.floors[at]).putShort(this.loads[at]).putShort(this.still[at]);
			if (this.ways != null && this.means != null) {
				bytes.putShort(this.ways[at]).putShort(this.means[at]);
			}
		}
		return bytes.flip();
	}

	/** Takes the slots of a ring of the same size; called before the first reading. */
	void goOn(ByteBuffer bytes) {
		check(bytes);
		long last = bytes.getLong();
		for (long number = last - bytes.getInt() + 1; number <= last; number++) {
			advance(number);
			this.floors[this.head] = bytes.getFloat();
			this.loads[this.head] = bytes.getShort();
			this.still[this.head] = bytes.getShort();
			if (this.ways != null && this.means != null) {
				this.ways[this.head] = bytes.getShort();
				this.means[this.head] = bytes.getShort();
			}
		}
	}

	/** Tells whether {@link #goOn(ByteBuffer)} can take it, and throws if not. */
	void check(ByteBuffer bytes) {
		int slots = (bytes.remaining() - HEADER) / bytesOfSlot();
		if (slots < 1 || slots > this.size || bytes.remaining() != HEADER + slots * bytesOfSlot()) {
			throw MalformedHistoryException.of("1 to " + this.size + " whole slots", bytes.remaining() + " bytes");
		}
		long last = bytes.getLong(bytes.position());
		int length = bytes.getInt(bytes.position() + Long.BYTES);
		if (length != slots || last < length || last > Integer.MAX_VALUE) {
			throw MalformedHistoryException.of(slots + " slots since 1970", length + " up to " + last);
		}
	}

	private int bytesOfSlot() {
		return Float.BYTES + ((this.ways != null) ? 4 : 2) * Short.BYTES;
	}

	void advance(long number) {
		if (number == this.newest) {
			return;
		}
		if (this.first == Long.MIN_VALUE) {
			this.first = number;
			this.newest = number - 1;
		}
		for (long missed = Math.min(number - this.newest, this.size); missed > 0; missed--) {
			this.head = (this.head + 1 == this.size) ? 0 : this.head + 1;
			this.floors[this.head] = Float.NaN;
			this.loads[this.head] = MISSING;
			this.still[this.head] = MISSING;
		}
		this.newest = number;
		this.loadCount = 0;
		this.loadSum = 0;
		this.valueCount = 0;
		this.valueSum = 0;
		this.highest = Double.NaN;
	}

	void add(double value, double load, double members) {
		if (load >= 0) {
			this.loadSum += load;
			this.loads[this.head] = encode(this.loadSum / ++this.loadCount);
		}
		if (!(value >= 0)) {
			return;
		}
		double lowest = lower(stillAt(this.head), (members >= 0) ? members : Double.NaN);
		this.floors[this.head] = (float) lower(this.floors[this.head], value);
		this.still[this.head] = share(lowest, this.floors[this.head]);
		if (this.ways != null && this.means != null) {
			this.highest = higher(this.highest, value);
			this.valueSum += value;
			this.ways[this.head] = encode(this.highest - this.floors[this.head]);
			this.means[this.head] = share(this.valueSum / ++this.valueCount - this.floors[this.head],
					decode(this.ways[this.head]));
		}
	}

	private static short share(double part, double whole) {
		if (Double.isNaN(part)) {
			return MISSING;
		}
		return (whole > 0) ? (short) Math.round(Math.max(0, Math.min(1, part / whole)) * WHOLE) : 0;
	}

	private double stillAt(int at) {
		int share = this.still[at] & 0xFFFF;
		return (share > WHOLE) ? Double.NaN : this.floors[at] * (share / (double) WHOLE);
	}

	private int at(int age) {
		int at = this.head - age;
		return (at < 0) ? at + this.size : at;
	}

	double floor(int age) {
		return (age < this.size) ? this.floors[at(age)] : Double.NaN;
	}

	double load(int age) {
		return (age < this.size) ? decode(this.loads[at(age)]) : Double.NaN;
	}

	double still(int age) {
		return (age < this.size) ? stillAt(at(age)) : Double.NaN;
	}

	/** The floor where no peaks are kept. */
	double peak(int age) {
		return (this.ways != null && age < this.size) ? floor(age) + decode(this.ways[at(age)]) : floor(age);
	}

	double mean(int age) {
		if (age >= this.size || this.means == null) {
			return Double.NaN;
		}
		double share = (this.means[at(age)] & 0xFFFF) / (double) WHOLE;
		return floor(age) + (peak(age) - floor(age)) * share;
	}

	/** Whether a load is known of any. */
	boolean hasLoads() {
		for (short load : this.loads) {
			if (load != MISSING) {
				return true;
			}
		}
		return false;
	}

	/** Folds the newest complete sub-windows, oldest first. */
	void fold(int width, int count, double[] floors, double[] loads, double[] still) {
		int youngest = (int) (this.newest - Math.floorDiv(this.newest, (long) width) * width) + 1;
		for (int i = 0; i < count; i++) {
			fold(youngest + (count - 1 - i) * width, width, i, floors, loads, still);
		}
	}

	private void fold(int age, int width, int to, double[] floors, double[] loads, double[] still) {
		double floor = Double.NaN;
		double members = Double.NaN;
		double load = 0;
		int known = 0;
		for (int i = age; i < Math.min(age + width, this.size); i++) {
			int at = at(i);
			if (Float.isNaN(this.floors[at])) {
				continue;
			}
			floor = lower(floor, this.floors[at]);
			members = lower(members, stillAt(at));
			if (this.loads[at] != MISSING) {
				load += decode(this.loads[at]);
				known++;
			}
		}
		floors[to] = floor;
		still[to] = members;
		loads[to] = (known > 0) ? load / known : Double.NaN;
	}

	/** Time of the oldest slot. */
	Instant from(long step, long shift) {
		int length = length();
		return (length == 0) ? Instant.EPOCH : Instant.ofEpochMilli((this.newest - length + 1) * step - shift);
	}

	List<Float> floors() {
		return list(this::floor);
	}

	List<Float> peaks() {
		return list(this::peak);
	}

	List<Float> loads() {
		return hasLoads() ? list(this::load) : List.of();
	}

	private List<Float> list(IntToDoubleFunction of) {
		List<Float> list = new ArrayList<>(length());
		for (int age = length() - 1; age >= 0; age--) {
			list.add((float) of.applyAsDouble(age));
		}
		return list;
	}

	private static double lower(double one, double other) {
		return (Double.isNaN(one) || other < one) ? other : one;
	}

	private static double higher(double one, double other) {
		return (Double.isNaN(one) || other > one) ? other : one;
	}

}
