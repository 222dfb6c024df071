package io.tidemark.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.tidemark.group.GroupedSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the snapshots that somebody may want to compare with: the baseline, the two
 * newest ({@code now} and {@code previous}) and those that were asked to be kept, a
 * bounded number. When one too many is kept, the oldest without a name goes; named ones
 * go only when they are forgotten by hand. All methods may be called by any thread.
 *
 * @since 0.1.0
 */
public final class SnapshotStore {

	/** Reference to the baseline. */
	public static final String BASELINE = "baseline";

	/** Reference to the snapshot before the newest. */
	public static final String PREVIOUS = "previous";

	/** Reference to the newest snapshot. */
	public static final String NOW = "now";

	/** Longest name. */
	public static final int MAX_NAME = 64;

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_NAME - 1) + "}");

	private static final Pattern ID = Pattern.compile("s\\d+");

	private final int capacity;

	/** By identifier, oldest first; the baseline is among them. */
	private final Map<String, KeptSnapshot> kept = new LinkedHashMap<>();

	private @Nullable KeptSnapshot previous;

	private @Nullable KeptSnapshot newest;

	private int sequence;

	/**
	 * @param capacity snapshots that are kept at most, the baseline included, 1 to 1,000;
	 * each holds 32 bytes a thread and its stack groups
	 */
	public SnapshotStore(int capacity) {
		if (capacity < 1 || capacity > 1_000) {
			throw new IllegalArgumentException("capacity must be 1 to 1,000, found " + capacity);
		}
		this.capacity = capacity;
	}

	/** Makes a snapshot the newest one; the newest so far becomes the previous. */
	public synchronized KeptSnapshot observed(GroupedSnapshot groups) {
		this.sequence++;
		this.previous = this.newest;
		this.newest = new KeptSnapshot("s" + this.sequence, null, false, groups);
		return this.newest;
	}

	/**
	 * Keeps a snapshot beyond the next one.
	 * @param snapshot the snapshot
	 * @param name name to keep it under, or {@code null}
	 * @param baseline whether it becomes the baseline; the baseline so far stays as an
	 * ordinary snapshot
	 * @throws IllegalArgumentException if the name is illegal or taken, or if all places
	 * are held by named snapshots
	 */
	public synchronized KeptSnapshot keep(KeptSnapshot snapshot, @Nullable String name, boolean baseline) {
		checkName(name);
		KeptSnapshot result = toKeep(this.kept.getOrDefault(snapshot.id(), snapshot), name, baseline);
		makeRoomFor(result);
		if (baseline) {
			this.kept.replaceAll((id, other) -> new KeptSnapshot(id, other.name(), false, other.groups()));
		}
		this.kept.put(result.id(), result);
		return result;
	}

	/**
	 * Several people may keep one snapshot that they share. The second name is a second
	 * entry, and nobody's wish for less takes away what another has asked for.
	 */
	private KeptSnapshot toKeep(KeptSnapshot snapshot, @Nullable String name, boolean baseline) {
		if (name != null && snapshot.name() != null) {
			this.sequence++;
			return new KeptSnapshot("s" + this.sequence, name, baseline, snapshot.groups());
		}
		return new KeptSnapshot(snapshot.id(), (name != null) ? name : snapshot.name(), baseline || snapshot.baseline(),
				snapshot.groups());
	}

	/**
	 * Gives the baseline its settled content, under the same identifier.
	 * @param ready the baseline that was settled; if somebody has taken another one
	 * meanwhile, theirs stays
	 * @param settled what it holds from now on
	 */
	public synchronized KeptSnapshot replaceBaseline(KeptSnapshot ready, GroupedSnapshot settled) {
		KeptSnapshot baseline = baseline();
		if (baseline == null || !baseline.id().equals(ready.id())) {
			return new KeptSnapshot(ready.id(), ready.name(), false, settled);
		}
		KeptSnapshot result = new KeptSnapshot(baseline.id(), baseline.name(), true, settled);
		this.kept.put(result.id(), result);
		return result;
	}

	/**
	 * The snapshot with this identifier or name, or {@link #BASELINE}, {@link #PREVIOUS}
	 * or {@link #NOW}.
	 * @throws UnknownSnapshotException if there is none
	 */
	public synchronized KeptSnapshot find(String reference) {
		KeptSnapshot found = switch (reference) {
			case BASELINE -> baseline();
			case PREVIOUS -> this.previous;
			case NOW -> this.newest;
			default -> byIdOrName(reference);
		};
		if (found == null) {
			throw unknown(reference);
		}
		return asKept(found);
	}

	/** A recent snapshot does not know that it was kept meanwhile. */
	private KeptSnapshot asKept(KeptSnapshot found) {
		KeptSnapshot known = this.kept.get(found.id());
		return (known != null) ? new KeptSnapshot(found.id(), known.name(), known.baseline(), found.groups()) : found;
	}

	private UnknownSnapshotException unknown(String reference) {
		return new UnknownSnapshotException(shortened(reference), references());
	}

	/**
	 * Forgets a kept snapshot.
	 * @throws UnknownSnapshotException if there is none
	 * @throws IllegalArgumentException if it is the baseline, which can only be replaced
	 */
	public synchronized void forget(String reference) {
		KeptSnapshot snapshot = find(reference);
		if (snapshot.baseline()) {
			throw new IllegalArgumentException(
					"The baseline cannot be forgotten, only replaced by a POST with {\"baseline\":true}");
		}
		if (this.kept.remove(snapshot.id()) == null) {
			throw unknown(reference);
		}
	}

	/** The kept snapshots, oldest first, the baseline among them. */
	public synchronized List<KeptSnapshot> kept() {
		return List.copyOf(this.kept.values());
	}

	private @Nullable KeptSnapshot baseline() {
		return this.kept.values().stream().filter(KeptSnapshot::baseline).findFirst().orElse(null);
	}

	private @Nullable KeptSnapshot byIdOrName(String reference) {
		for (KeptSnapshot snapshot : this.kept.values()) {
			if (reference.equals(snapshot.id()) || reference.equals(snapshot.name())) {
				return snapshot;
			}
		}
		for (KeptSnapshot snapshot : recent()) {
			if (reference.equals(snapshot.id())) {
				return snapshot;
			}
		}
		return null;
	}

	private List<KeptSnapshot> recent() {
		List<KeptSnapshot> recent = new ArrayList<>();
		if (this.previous != null) {
			recent.add(this.previous);
		}
		if (this.newest != null) {
			recent.add(this.newest);
		}
		return recent;
	}

	/** What could be asked for, for people who asked for something else. */
	private List<String> references() {
		List<String> references = new ArrayList<>();
		if (baseline() != null) {
			references.add(BASELINE);
		}
		if (this.previous != null) {
			references.add(PREVIOUS);
		}
		references.add(NOW);
		this.kept.values()
			.forEach((snapshot) -> references.add((snapshot.name() != null) ? snapshot.name() : snapshot.id()));
		return references;
	}

	/**
	 * Checks whether a snapshot may be kept under this name, before it is taken.
	 * @param name the name, or {@code null} for none
	 * @throws IllegalArgumentException if the name is illegal or taken
	 */
	public synchronized void checkName(@Nullable String name) {
		if (name == null) {
			return;
		}
		if (!NAME.matcher(name).matches()) {
			throw new IllegalArgumentException(
					"A name is 1 to %d letters, digits, '.', '_' or '-', the first a letter or digit; found '%s'"
						.formatted(MAX_NAME, shortened(name)));
		}
		if (List.of(BASELINE, PREVIOUS, NOW).contains(name) || ID.matcher(name).matches()) {
			throw new IllegalArgumentException(
					"The names baseline, previous, now and s<number> are taken by Tidemark; found '%s'"
						.formatted(name));
		}
		if (byIdOrName(name) != null) {
			throw new IllegalArgumentException(
					"A snapshot named '%s' is kept already; forget it first or choose another name".formatted(name));
		}
	}

	private static String shortened(String name) {
		return (name.length() > MAX_NAME) ? name.substring(0, MAX_NAME) + "…" : name;
	}

	private void makeRoomFor(KeptSnapshot added) {
		if (this.kept.containsKey(added.id()) || this.kept.size() < this.capacity) {
			return;
		}
		KeptSnapshot oldest = this.kept.values()
			.stream()
			.filter((snapshot) -> snapshot.name() == null)
			.filter((snapshot) -> !snapshot.baseline() || added.baseline())
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"All %d kept snapshots are named or the baseline; forget one of them first: %s"
						.formatted(this.capacity, String.join(", ", references()))));
		this.kept.remove(oldest.id());
	}

}
