package io.tidemark.boot.resources;

import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * How to read the size of a cache.
 *
 * @param entries reads how many entries it has
 * @param most reads how many it may have, NaN if there is no bound
 * @since 0.1.0
 */
public record CacheSize(DoubleSupplier entries, DoubleSupplier most) {

	static CacheSize of(Map<?, ?> map) {
		return new CacheSize(map::size, () -> Double.NaN);
	}

}
