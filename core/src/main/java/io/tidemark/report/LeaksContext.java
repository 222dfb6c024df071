package io.tidemark.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.tidemark.jvm.MemoryPlan;
import io.tidemark.jvm.PartState;
import io.tidemark.trend.Direction;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.PoolRatio;
import org.jspecify.annotations.Nullable;

/**
 * What a report of leaks says beside its verdicts.
 *
 * @param time when it was asked for
 * @param filter which verdicts are told
 * @param dropped resources that were not watched or no longer because there are too many
 * @param shadow whether nobody is told of the verdicts
 * @param observer the state of Tidemark's own parts
 * @param self last segment of the address that serves all verdicts, such as
 * {@code leaks}; one verdict lies one segment below
 * @param threadDiff address of the page of thread diffs, relative to {@code self}, or
 * {@code null} if there is none
 * @param container what the settings of memory add up to, or {@code null} if nobody
 * looked
 * @param pools how well pools and caches work
 * @param heapDiff address of the page of memory, relative to {@code self}, or
 * {@code null} if there is none
 * @since 0.1.0
 */
public record LeaksContext(Instant time, LeaksFilter filter, long dropped, boolean shadow, List<PartState> observer,
		String self, @Nullable String threadDiff, @Nullable MemoryPlan container, List<PoolRatio> pools,
		@Nullable String heapDiff) {

	/** Two minutes with readings are needed. */
	private static final Duration EARLY = Duration.ofMinutes(3);

	public LeaksContext {
		observer = List.copyOf(observer);
		pools = List.copyOf(pools);
	}

	/** Without a look at the container and at pools. */
	public LeaksContext(Instant time, LeaksFilter filter, long dropped, boolean shadow, List<PartState> observer,
			String self, @Nullable String threadDiff) {
		this(time, filter, dropped, shadow, observer, self, threadDiff, null, List.of(), null);
	}

	/** The same with what the settings of memory add up to. */
	public LeaksContext withContainer(@Nullable MemoryPlan container) {
		return new LeaksContext(this.time, this.filter, this.dropped, this.shadow, this.observer, this.self,
				this.threadDiff, container, this.pools, this.heapDiff);
	}

	/** The same with how well pools and caches work. */
	public LeaksContext withPools(List<PoolRatio> pools) {
		return new LeaksContext(this.time, this.filter, this.dropped, this.shadow, this.observer, this.self,
				this.threadDiff, this.container, pools, this.heapDiff);
	}

	/** The same with the address of the page of memory. */
	public LeaksContext withHeapDiff(@Nullable String heapDiff) {
		return new LeaksContext(this.time, this.filter, this.dropped, this.shadow, this.observer, this.self,
				this.threadDiff, this.container, this.pools, heapDiff);
	}

	/**
	 * Whether a resource is watched for too short a time to tell, and for no other
	 * reason.
	 */
	boolean isTooEarly(LeakVerdict verdict) {
		Judgement judgement = verdict.judgement();
		return judgement.grade() == Grade.UNDECIDED && Double.isFinite(judgement.value())
				&& judgement.trend().direction() == Direction.TOO_SHORT
				&& Duration.between(judgement.since(), this.time).compareTo(EARLY) < 0;
	}

}
