package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.tidemark.expected.Expectation;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.ThreadFamily;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.origin.ExecutorReading;
import io.tidemark.report.GroupNotes;
import io.tidemark.trend.Direction;
import io.tidemark.trend.Rise;
import io.tidemark.verdict.Circumstances;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakCase;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.verdict.Mutes;
import io.tidemark.verdict.Signature;
import io.tidemark.watch.JvmResources;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.Saturation;
import io.tidemark.watch.WatchedSeries;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the stages know of each watched resource to a case that can be judged. What
 * costs, the signature and the expectation of a family, is worked out only where the
 * trend is not flat, once for each look at the stacks, and for at most {@value #NOTES}
 * families. One thread calls it.
 */
final class LeakCases {

	/** Families whose stacks are looked at in one evaluation: 10 ms. */
	static final int NOTES = 32;

	/** Stacks are looked at again after that long while something rises. */
	private static final Duration AGAIN = Duration.ofMinutes(1);

	/** A look that is older tells nothing of what is there now. */
	private static final Duration OLD = Duration.ofMinutes(5);

	private final Tidemark tidemark;

	private final FamilyReadings families;

	private final ProofReadings proofs;

	private final Mutes mutes;

	private volatile @Nullable HeapWitness heap;

	private @Nullable GroupedSnapshot looked;

	private Set<FamilyKey> lookedAt = Set.of();

	private final Map<FamilyKey, GroupNotes> notes = new HashMap<>();

	LeakCases(Tidemark tidemark, FamilyReadings families, ProofReadings proofs, Mutes mutes) {
		this.tidemark = tidemark;
		this.families = families;
		this.proofs = proofs;
		this.mutes = mutes;
	}

	/** May be called by any thread. */
	void heap(HeapWitness witness) {
		this.heap = witness;
	}

	/**
	 * The cases of all that is watched.
	 * @param now the time
	 * @param age time since the application was ready
	 * @param watched the resources
	 * @param last the verdict so far by the id of the series, if there is one
	 */
	List<LeakCase> of(Instant now, Duration age, List<WatchedSeries> watched,
			Function<String, @Nullable LeakVerdict> last) {
		Set<FamilyKey> moving = new LinkedHashSet<>();
		for (WatchedSeries series : watched) {
			FamilyReading reading = FamilyReading.in(series.resource());
			if (reading != null && moves(last.apply(series.id()))) {
				moving.add(reading.family());
			}
		}
		lookAt(moving, now);
		return watched.stream().map((series) -> of(now, age, series, moving, last)).toList();
	}

	private static boolean moves(@Nullable LeakVerdict verdict) {
		return verdict != null && (verdict.grade().compareTo(Grade.WATCHING) >= 0
				|| verdict.judgement().trend().direction() == Direction.RISING);
	}

	/** Has the stacks looked at again, and works out what the last look told. */
	private void lookAt(Set<FamilyKey> moving, Instant now) {
		GroupedSnapshot looked = this.tidemark.looked();
		if (!moving.isEmpty() && isOlder(looked, AGAIN, now)) {
			this.tidemark.wantLook();
		}
		if (looked != this.looked) {
			this.looked = looked;
			this.lookedAt = keys(looked);
			this.notes.clear();
		}
		this.notes.keySet().retainAll(moving);
		Set<FamilyKey> unknown = new HashSet<>();
		moving.stream()
			.filter((family) -> this.lookedAt.contains(family) && !this.notes.containsKey(family))
			.limit(NOTES)
			.forEach(unknown::add);
		if (looked != null && !isOlder(looked, OLD, now) && !unknown.isEmpty()) {
			this.notes.putAll(this.tidemark.notes(looked, unknown));
		}
	}

	private static Set<FamilyKey> keys(@Nullable GroupedSnapshot looked) {
		return (looked != null) ? looked.families().stream().map(ThreadFamily::key).collect(Collectors.toSet())
				: Set.of();
	}

	private static boolean isOlder(@Nullable GroupedSnapshot looked, Duration than, Instant now) {
		return looked == null || Duration.between(looked.time(), now).compareTo(than) > 0;
	}

	private LeakCase of(Instant now, Duration age, WatchedSeries series, Set<FamilyKey> moving,
			Function<String, @Nullable LeakVerdict> last) {
		FamilyReading reading = FamilyReading.in(series.resource());
		ThreadFamily family = (reading != null) ? this.families.family(reading.family()) : null;
		boolean moves = reading != null && moving.contains(reading.family());
		GroupNotes notes = moves ? this.notes.get(reading.family()) : null;
		boolean whole = reading != null && reading.stack() == null;
		ThreadFamily grown = moves ? family : null;
		Circumstances known = new Circumstances(age, cleared(grown, notes, whole), blind(series, grown, notes),
				signature(notes), this.proofs.of(series.resource()), saturation(series), series.limit(),
				reading != null, isWitnessed(series), suspects(series, last), drift(series), told(series));
		FamilyOrigin origin = (family != null) ? family.origin() : null;
		String id = whole ? reading.id() : series.id();
		return new LeakCase(id, series, known, (reading != null) ? reading.family() : null, origin,
				this.mutes.of(series.resource().kind(), series.resource().name(), now));
	}

	private boolean isWitnessed(WatchedSeries series) {
		return this.heap != null && HeapPace.isMemory(series.resource().kind());
	}

	/**
	 * @param family the family if it grows
	 */
	private @Nullable String cleared(@Nullable ThreadFamily family, @Nullable GroupNotes notes, boolean whole) {
		if (family == null || notes == null) {
			return null;
		}
		Expectation expected = notes.expected();
		if (expected != null) {
			return expected.because();
		}
		return (whole && notes.stuck().isEmpty()) ? mayGrow(family) : null;
	}

	/**
	 * A pool that grows to its configured maximum does what it was told, unless its
	 * threads are stuck. Threads of another origin may have the same names, and all of
	 * them together are what the pool may have.
	 */
	private @Nullable String mayGrow(ThreadFamily family) {
		int most = 0;
		List<String> names = new ArrayList<>();
		for (ExecutorReading executor : this.tidemark.tasks().readings()) {
			if (family.key().virtual() == executor.virtual()
					&& family.key().name().equals(NoteTaker.pattern(executor))) {
				if (executor.most() == null) {
					return null;
				}
				most += executor.most();
				names.add("'" + executor.name() + "'");
			}
		}
		int threads = this.families.threads(family.key().name(), family.key().virtual());
		return (threads <= most) ? "It has %d of the %d threads that %s may have, and none of them is stuck."
			.formatted(threads, most, String.join(" and ", names)) : null;
	}

	private static @Nullable Signature signature(@Nullable GroupNotes notes) {
		return (notes != null) ? notes.signature() : null;
	}

	/**
	 * Whether a family is expected only its stacks can tell, so one that may be is not
	 * accused before somebody saw them.
	 * @param family the family if it grows
	 */
	private @Nullable String blind(WatchedSeries series, @Nullable ThreadFamily family, @Nullable GroupNotes notes) {
		if (series.problem() != null) {
			String unknown = unknown(series);
			return (unknown != null) ? unknown : "It cannot be read: " + series.problem();
		}
		if (family != null && notes == null && this.tidemark.expected().mayBe(family)) {
			return "It has a name that is expected, and nobody has seen its stacks lately, which would tell.";
		}
		return null;
	}

	private @Nullable HeapSuspects suspects(WatchedSeries series, Function<String, @Nullable LeakVerdict> last) {
		HeapWitness heap = this.heap;
		return (heap != null && moves(last.apply(series.id()))) ? heap.suspects(series.resource().kind()) : null;
	}

	private @Nullable String drift(WatchedSeries series) {
		HeapWitness heap = this.heap;
		return (heap != null && isLiveHeap(series)) ? heap.drift() : null;
	}

	private @Nullable Rise told(WatchedSeries series) {
		HeapWitness heap = this.heap;
		return (heap != null && isLiveHeap(series)) ? heap.rise() : null;
	}

	private @Nullable String unknown(WatchedSeries series) {
		HeapWitness heap = this.heap;
		String unknown = (heap != null && isLiveHeap(series)) ? heap.unknown() : null;
		return (unknown != null && !unknown.endsWith(".")) ? unknown + "." : unknown;
	}

	private static boolean isLiveHeap(WatchedSeries series) {
		return series.resource().kind() == ResourceKind.HEAP && series.resource().name().equals(JvmResources.LIVE_HEAP);
	}

	private static @Nullable String saturation(WatchedSeries series) {
		Saturation saturation = series.saturation();
		return (saturation != null) ? saturation.sentence() : null;
	}

}
