package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.tidemark.watch.WatchedResource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/**
 * Entries of the caches of Spring's cache managers, where these lie in memory: those in
 * maps, and Caffeine's with their maximum. A cache that tells nothing is blind. Caches
 * appear with their first use.
 *
 * @since 0.1.0
 */
public final class CacheSizes implements ResourceSource {

	private final MadeBeans beans;

	private final Function<Object, @Nullable CacheSize> sizes;

	private final List<BlindSource> blind = new ArrayList<>();

	/**
	 * @param beans where the cache managers are
	 * @param sizes knows how to read what a cache is made of; {@code null} for what it
	 * does not know
	 */
	public CacheSizes(ConfigurableListableBeanFactory beans, Function<Object, @Nullable CacheSize> sizes) {
		this.beans = new MadeBeans(beans);
		this.sizes = sizes;
	}

	@Override
	public String name() {
		return "caches";
	}

	@Override
	public List<WatchedResource> resources() {
		this.blind.clear();
		List<WatchedResource> resources = new ArrayList<>();
		this.beans.each(CacheManager.class, (manager, bean) -> {
			for (String name : bean.getCacheNames()) {
				Cache cache = bean.getCache(name);
				if (cache != null) {
					add(manager, cache, resources);
				}
			}
		});
		return resources;
	}

	@Override
	public List<BlindSource> blind() {
		return List.copyOf(this.blind);
	}

	private void add(String manager, Cache cache, List<WatchedResource> resources) {
		Object own = cache.getNativeCache();
		CacheSize size = (own instanceof Map<?, ?> map) ? CacheSize.of(map) : this.sizes.apply(own);
		if (size != null) {
			resources.add(WatchedResource.of("cache.size", "entries", size.entries())
				.withTag("cache", cache.getName())
				.withTag("cache.manager", manager)
				.withLimit(size.most()));
		}
		else {
			this.blind.add(new BlindSource("cache '" + cache.getName() + "'",
					"its class %s does not tell its size".formatted(own.getClass().getName())));
		}
	}

}
