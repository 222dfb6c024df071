package io.tidemark.benchmarks.leakbench;

import java.util.Locale;

/**
 * What can be set in a case. Times are in seconds; in the table they have a unit. Sizes
 * are in the unit of the resource.
 */
enum Knob {

	/** Mean load in requests a second. */
	RATE(50),

	/** Swing of the load over a day, as a share of the mean. */
	DAILY(0.4),

	/** By how much the load is lower at a weekend, as a share. */
	WEEKEND(0.2),

	/** Deviation of the load from its wave, as a share. */
	LOAD_NOISE(0.1),

	/** For how long such a deviation lasts. */
	LOAD_NOISE_TIME(600),

	/** Deviation of whole days, as a share: no day is like another. */
	DAY_NOISE(0.03),

	/** Growth of the load in a week, as a share of the mean. */
	LOAD_GROWTH(0),

	/** What the load is multiplied with for good, from {@link #LOAD_STEP_AT} on. */
	LOAD_STEP(1),

	/** When the load changes for good. */
	LOAD_STEP_AT(0),

	/** Spikes of load a day. */
	SPIKES(0),

	/** How large a spike is, as a multiple of the mean. */
	SPIKE(2),

	/** How long a spike lasts. */
	SPIKE_TIME(600),

	/** Chance that the load is known. */
	LOAD_KNOWN(0.5),

	/** What is always there. */
	LEVEL(0),

	/** What is held for requests at mean load. */
	FOLLOW(0),

	/** For how long it is held: by so much it lags behind the load. */
	FOLLOW_TIME(30),

	/** If above 0, what follows is kept for so long after it was last needed. */
	KEEP_ALIVE(0),

	/** What is gained while warming up, all told. */
	WARM_UP(0),

	/** Time constant of the warm-up. */
	WARM_UP_TIME(120),

	/** What is filled up to a bound and then stays. */
	FILL(0),

	/** Time until the bound is reached at mean load. */
	FILL_TIME(3600),

	/**
	 * How bent the filling is: near 0 it is straight, 50 is fast first and slow later.
	 */
	FILL_BEND(0.01),

	/** Chance that the limit is known to be the bound, as with a pool. */
	FILL_LIMIT(0),

	/** Steps that come once each, such as the first call of an endpoint. */
	FIRSTS(0),

	/** How large such a step is. */
	FIRST(0),

	/** When the last of them comes; the times are even on a logarithmic scale. */
	FIRSTS_WITHIN(86_400),

	/** What a nightly batch holds. */
	BATCH(0),

	/** How long it runs. */
	BATCH_TIME(3600),

	/** Share of what the batch holds that stands still. */
	BATCH_STILL(0),

	/** Bursts a day. */
	BURSTS(0),

	/** How large a burst is. */
	BURST(0),

	/** Time constant with which it drains. */
	BURST_DRAIN(3600),

	/** Share of what is left of a burst that stands still. */
	BURST_STILL(0),

	/** Height of the small teeth, those of young collections. */
	TEETH(0),

	/** How long a small tooth takes at mean load. */
	TEETH_TIME(60),

	/** Height of the large teeth, those of old collections. */
	OLD_TEETH(0),

	/** How long a large tooth takes at mean load. */
	OLD_TEETH_TIME(14_400),

	/** What becomes less, from {@link #SHRINK_AT} on. */
	SHRINK(0),

	/** When it begins to become less. */
	SHRINK_AT(0),

	/** How long that takes. */
	SHRINK_TIME(14_400),

	/** Starts of a pool anew, a day: what follows falls to 0 and comes back. */
	POOL_RESTARTS(0),

	/** Time constant with which it comes back. */
	POOL_REFILL(600),

	/** Redeployments into the running process, a day. */
	REDEPLOYS(0),

	/** What is held twice after one. */
	REDEPLOY(0),

	/** Time until what is held twice is gone. */
	REDEPLOY_TIME(1800),

	/** Restarts of the process, a day. */
	RESTARTS(0),

	/** Deviation of the value, as a share of it. */
	NOISE(0.01),

	/** For how long such a deviation lasts. */
	NOISE_TIME(120),

	/** Gaps a day, in which nothing can be read. */
	GAPS(0),

	/** How long a gap is. */
	GAP_TIME(300),

	/** Jumps of the clock, a day. */
	JUMPS(0),

	/** By how much the clock jumps at most, forward or back. */
	JUMP(3600),

	/** Share of what follows the load that stands still though it is healthy. */
	STILL(0.01),

	/** Share of what is always there that waits for work for more than a minute. */
	IDLE(0.6),

	/** Chance that it looks like a known mistake. */
	SIGNATURE(0),

	/** A limit as a multiple of the usual peak; 0 for none. */
	LIMIT(0),

	/** When the leak begins. */
	BEGIN(0),

	/** What leaks in an hour. */
	LEAK(0),

	/** How much leaks at a time. */
	LEAK_CHUNK(1),

	/** If above 0, it comes as a clock would have it, and not by chance. */
	LEAK_REGULAR(0),

	/** How much of the leak follows the load: 1 if each request leaks. */
	LEAK_FOLLOWS(0),

	/** If above 0, it leaks only in spells, on average so far apart. */
	LEAK_EVERY(0),

	/** How long such a spell is. */
	LEAK_SPELL(600),

	/** If above 0, it leaks only while the nightly batch runs. */
	LEAK_IN_BATCH(0),

	/** Share of what leaked that stands still. */
	LEAK_STILL(1),

	/**
	 * Share of that which waits for work, as a worker does of a pool that is forgotten.
	 */
	LEAK_IDLE(0),

	/** Chance that the leak begins with a restart of the process. */
	LEAK_DEPLOYED(0),

	/** Collector of the heap that it is in, by its number; below 0 if it is in none. */
	COLLECTOR(-1),

	/** Size of the heap as a multiple of the usual peak of what lives. */
	HEAP(0),

	/** Bytes that are allocated a second at mean load. */
	ALLOCATION(5e6),

	/** Share of what is allocated that gets old before it dies. */
	PROMOTED(0.001),

	/** Share of what is allocated that is humongous. */
	HUMONGOUS(0),

	/** How often a day another share of the heap is committed. */
	RESIZES(0);

	private final double otherwise;

	Knob(double otherwise) {
		this.otherwise = otherwise;
	}

	/** What it is where the case does not say. */
	double otherwise() {
		return this.otherwise;
	}

	/** Name in the table. */
	String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static Knob of(String id) {
		for (Knob knob : values()) {
			if (knob.id().equals(id)) {
				return knob;
			}
		}
		throw new IllegalArgumentException("expected a knob such as 'leak-chunk', found '" + id + "'");
	}

}
