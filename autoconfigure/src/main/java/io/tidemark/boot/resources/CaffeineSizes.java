package io.tidemark.boot.resources;

import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy.Eviction;
import org.jspecify.annotations.Nullable;

/**
 * Reads caches of Caffeine. The size includes entries that are expired and not yet
 * removed. A bound by weight is no bound of entries.
 *
 * @since 0.1.0
 */
public final class CaffeineSizes implements Function<Object, @Nullable CacheSize> {

	@Override
	public @Nullable CacheSize apply(Object cache) {
		return (cache instanceof Cache<?, ?> known) ? new CacheSize(known::estimatedSize, () -> most(known)) : null;
	}

	private static double most(Cache<?, ?> cache) {
		Eviction<?, ?> eviction = cache.policy().eviction().orElse(null);
		return (eviction != null && !eviction.isWeighted()) ? eviction.getMaximum() : Double.NaN;
	}

}
