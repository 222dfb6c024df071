package io.tidemark.verdict;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the names of some threads say about their pools. Of {@code pool-7-thread-1} the
 * first number counts pools and the last one threads; where there is one number only, two
 * threads named {@code mailer-1} are of two pools. A name without a counter may be that
 * of all threads of one pool.
 *
 * @param names the names
 * @param pools how many different pools they are of, at least
 */
record PoolNames(List<String> names, int pools) {

	/** Fewer pools are no habit. */
	private static final int MANY = 3;

	private static final Pattern POOL_AND_THREAD = Pattern.compile("^(\\D*+\\d++)\\D++(?:\\d++\\D++)*+(\\d++)$");

	/** Counters of pools that are made for one call do not get far. */
	private static final Pattern COUNTED = Pattern.compile("[-_ #:.][0-9]$");

	PoolNames {
		names = List.copyOf(names);
	}

	static PoolNames of(List<String> names) {
		Set<String> pools = new HashSet<>();
		Map<String, Integer> sameNames = new HashMap<>();
		for (String name : names) {
			pools.add(pool(name));
			if (COUNTED.matcher(name).find()) {
				sameNames.merge(name, 1, Integer::sum);
			}
		}
		int mostOfOneName = sameNames.values().stream().mapToInt(Integer::intValue).max().orElse(0);
		return new PoolNames(names, Math.max(pools.size(), mostOfOneName));
	}

	private static String pool(String name) {
		Matcher matcher = POOL_AND_THREAD.matcher(name);
		return matcher.matches() ? matcher.group(1) : "";
	}

	/** Whether there are at least three pools, and more pools than half of the names. */
	boolean many() {
		return this.pools >= MANY && 2 * this.pools > this.names.size();
	}

	/** Whether all names are of one pool. */
	boolean one() {
		return this.pools == 1;
	}

	/** Two of the names, or {@code null} if there are fewer. */
	@Nullable String example() {
		return (this.names.size() >= 2) ? this.names.get(0) + ", " + this.names.get(1) : null;
	}

}
