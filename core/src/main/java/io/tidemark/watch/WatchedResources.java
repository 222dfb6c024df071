package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * All resources that are watched, each with the series of its readings.
 * <p>
 * Bounded: {@value #MOST} resources, {@value LoadSignal#MOST} load signals and
 * {@value #DENSE} dense series at once. When there is no room the least interesting one
 * makes way, see {@link #add} and {@link #read}, and is counted. What a supplier does
 * harms nothing else: an exception, NaN or a value below 0 is a missing reading.
 * <p>
 * Any thread may register; one thread reads. It adds to a series while it holds this
 * object as its lock, so whoever looks into one from elsewhere holds it, too. Suppliers
 * are called without a lock, so that one which blocks holds up the readings and nothing
 * else. A reading takes what its suppliers take, and about 0.1 ms for 512 resources.
 *
 * @since 0.1.0
 */
public final class WatchedResources {

	/** Resources at most. */
	public static final int MOST = 512;

	/** Resources that are read every second at most. */
	public static final int DENSE = 16;

	/** Bytes of {@link #history} at most. */
	public static final int HISTORY_BYTES = KeptHistory.BYTES;

	/** What was not in a reading for that long is forgotten. */
	static final Duration ABSENT = Duration.ofHours(1);

	/** What did not move for that long may make way for something larger. */
	static final Duration FLAT = Duration.ofHours(3);

	/**
	 * Slots of a series are never shorter, however often it is read: windows are counted
	 * in slots, and what takes three minutes to tell cannot be told in twenty seconds.
	 */
	static final Duration SLOT = Duration.ofSeconds(10);

	private final Duration slot;

	private final int most;

	private final Map<Identity, Watched> watched = new LinkedHashMap<>();

	private final Map<String, LoadSignal> signals = new LinkedHashMap<>();

	private final KeptHistory kept = new KeptHistory();

	private Map<String, Double> loads = Map.of();

	private Predicate<String> keep = (id) -> false;

	private Instant newest = Instant.MIN;

	private long dropped;

	private int withoutRoom;

	/**
	 * @param interval distance of two regular readings, at least a second
	 * @param most resources at most, from 1 to {@value #MOST}
	 */
	public WatchedResources(Duration interval, int most) {
		if (most < 1 || most > MOST) {
			throw new IllegalArgumentException("most must be from 1 to " + MOST + ", found " + most);
		}
		this.slot = (interval.compareTo(SLOT) > 0) ? interval : SLOT;
		this.most = most;
	}

	/**
	 * Names what must not be dropped for want of room, such as what is under suspicion.
	 * @param keep tells it by the id of the resource
	 */
	public synchronized void keep(Predicate<String> keep) {
		this.keep = keep;
	}

	/**
	 * Reads this load from now on; one of the same name is replaced.
	 * @return {@code false} if there are {@value LoadSignal#MOST} others already
	 */
	public synchronized boolean load(LoadSignal signal) {
		if (this.signals.size() == LoadSignal.MOST && !this.signals.containsKey(signal.name())) {
			return false;
		}
		this.signals.put(signal.name(), signal);
		return true;
	}

	/** The last reading of this load, NaN if it is not known. */
	public synchronized double load(String name) {
		return this.loads.getOrDefault(name, Double.NaN);
	}

	/**
	 * Watches this from now on. One of the same id is replaced and keeps its series, so
	 * that an application context may be refreshed.
	 * <p>
	 * When there is no room a family of threads makes way, then another resource of ours;
	 * one of the application ({@link ResourceKind#CUSTOM}) only for one of the
	 * application. Among these it is first what is 0, then what did not move for three
	 * hours, then the smallest, then what was seen last longest ago.
	 * @return {@code false} if there is no room, because all others are kept or move
	 */
	public synchronized boolean add(WatchedResource resource) {
		Identity identity = Identity.of(resource);
		Watched known = this.watched.get(identity);
		if (known != null) {
			known.register(resource);
			return true;
		}
		boolean room = makeRoom(Newcomer.registered(resource));
		if (room) {
			this.watched.put(identity, begin(resource, true));
		}
		return room;
	}

	/**
	 * Forgets the resource and its series.
	 * @return whether it was watched
	 */
	public synchronized boolean remove(String id) {
		return this.watched.values().removeIf((each) -> each.id().equals(id));
	}

	/**
	 * Takes a reading of everything.
	 * <p>
	 * Of what was measured elsewhere the absent count as 0 for an hour and are forgotten
	 * then. When there is no room a new one takes the place of one that is 0, of one half
	 * its size, or of a smaller one that did not move for three hours; never of one that
	 * was registered.
	 * @param now when; times may be missing and a clock may jump
	 * @param measured what was measured elsewhere
	 */
	public void read(Instant now, List<Measured> measured) {
		readLoads();
		for (Watched each : registered()) {
			Reading reading = Reading.of(each.resource());
			synchronized (this) {
				each.takeRegular(now, reading, load(each.resource()), Double.NaN);
			}
		}
		synchronized (this) {
			this.newest = now;
			this.kept.expire(now);
			take(now, measured);
		}
	}

	/**
	 * The ids of what should be read every second: what comes nearer to its limit fast,
	 * the nearest first, at most {@value #DENSE}; empty most of the time.
	 */
	public synchronized Set<String> fast() {
		Set<String> ids = new LinkedHashSet<>();
		nearest().forEach((each) -> ids.add(each.id()));
		return ids;
	}

	/** Reads what {@link #fast()} names, every second. */
	public void readFast(Instant now) {
		List<Watched> near;
		synchronized (this) {
			near = nearest();
		}
		for (Watched each : near) {
			Reading reading = Reading.of(each.resource());
			synchronized (this) {
				each.takeDense(now, reading);
			}
		}
	}

	/** All of them, in the order in which they came. */
	public synchronized List<WatchedSeries> all() {
		return this.watched.values().stream().map(Watched::toSeries).toList();
	}

	/**
	 * How many series were given up for others so far, or never begun by {@link #add}.
	 */
	public synchronized long dropped() {
		return this.dropped;
	}

	/** How many of what was measured last are not watched because there is no room. */
	public synchronized int withoutRoom() {
		return this.withoutRoom;
	}

	/**
	 * What another process may go on with: the hours of all series, and those that were
	 * kept and wait for their resource. At most {@value #HISTORY_BYTES} bytes, 4 MB when
	 * full; takes about a millisecond per megabyte.
	 * @param now the time
	 */
	public synchronized byte[] history(Instant now) {
		return this.kept.write(now, this.watched.values());
	}

	/**
	 * Goes on with what another process wrote. A resource of the same id and unit that is
	 * watched within an hour takes its hours over; what nobody takes is forgotten then.
	 * They are drawn; only of one of the application ({@link ResourceKind#CUSTOM}) whose
	 * level goes on are they judged, too.
	 * @param history what {@link #history} gave
	 * @param now the time
	 * @return how many resources wait for theirs
	 * @throws MalformedHistoryException if it cannot be read; nothing is changed then
	 */
	public synchronized int goOn(byte[] history, Instant now) {
		int resources = this.kept.read(history, now);
		this.watched.values().forEach(this.kept::claim);
		return resources;
	}

	private synchronized List<Watched> registered() {
		return this.watched.values().stream().filter(Watched::isRegistered).toList();
	}

	private void readLoads() {
		List<LoadSignal> known;
		synchronized (this) {
			known = List.copyOf(this.signals.values());
		}
		Map<String, Double> read = new HashMap<>();
		known.forEach((signal) -> read.put(signal.name(), Reading.quietly(signal.reading())));
		synchronized (this) {
			this.loads = read;
		}
	}

	private double load(WatchedResource resource) {
		return (resource.load() != null) ? this.loads.getOrDefault(resource.load(), Double.NaN) : Double.NaN;
	}

	private void take(Instant now, List<Measured> measured) {
		Set<Watched> present = new HashSet<>();
		List<Measured> newcomers = new ArrayList<>();
		for (Measured each : measured) {
			Watched known = this.watched.get(Identity.of(each.resource()));
			if (known == null) {
				newcomers.add(each);
			}
			else if (!known.isRegistered()) {
				take(now, known, each);
				present.add(known);
			}
		}
		takeAbsent(now, present);
		takeNew(now, newcomers);
	}

	private void take(Instant now, Watched known, Measured measured) {
		known.takeRegular(now, Reading.of(measured.resource(), measured.value()), load(measured.resource()),
				measured.stagnant());
	}

	private void takeAbsent(Instant now, Set<Watched> present) {
		for (Watched each : List.copyOf(this.watched.values())) {
			if (!each.isRegistered() && !present.contains(each)) {
				each.takeAbsent(now, load(each.resource()));
			}
		}
		this.watched.values().removeIf((each) -> each.isGone(now, ABSENT) && !this.keep.test(each.id()));
	}

	/** The largest first: where there is no room for it there is none for the others. */
	private void takeNew(Instant now, List<Measured> newcomers) {
		newcomers.removeIf((each) -> !(each.value() > 0));
		newcomers.sort(Comparator.comparingDouble(Measured::value).reversed());
		int taken = 0;
		while (taken < newcomers.size() && makeRoom(Newcomer.measured(newcomers.get(taken)))) {
			Measured next = newcomers.get(taken++);
			Watched fresh = begin(next.resource(), false);
			this.watched.put(Identity.of(next.resource()), fresh);
			take(now, fresh, next);
		}
		this.withoutRoom = newcomers.size() - taken;
	}

	private Watched begin(WatchedResource resource, boolean registered) {
		Watched fresh = new Watched(resource, registered, this.slot);
		this.kept.claim(fresh);
		return fresh;
	}

	private boolean makeRoom(Newcomer newcomer) {
		if (this.watched.size() < this.most) {
			return true;
		}
		Watched least = leastInteresting(newcomer);
		if (least != null) {
			this.watched.remove(Identity.of(least.resource()));
		}
		this.dropped += (least != null || newcomer.isRegistered()) ? 1 : 0;
		return least != null;
	}

	private @Nullable Watched leastInteresting(Newcomer newcomer) {
		return this.watched.values()
			.stream()
			.filter((each) -> newcomer.mayReplace(each, this.newest) && !this.keep.test(each.id()))
			.min(Newcomer.leastInteresting(this.newest))
			.orElse(null);
	}

	private List<Watched> nearest() {
		return this.watched.values()
			.stream()
			.filter((each) -> each.isRegistered() && each.isDense())
			.sorted(Comparator.comparingDouble(Watched::secondsLeft))
			.limit(DENSE)
			.toList();
	}

	/**
	 * What makes a resource the same, told without its hash.
	 */
	private record Identity(ResourceKind kind, String name, Map<String, String> tags) {

		static Identity of(WatchedResource resource) {
			return new Identity(resource.kind(), resource.name(), resource.tags());
		}

	}

}
