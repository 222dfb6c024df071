package io.tidemark.boot.resources;

import java.util.List;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.AbstractValueAdaptingCache;
import org.springframework.cache.support.SimpleCacheManager;

import static org.assertj.core.api.Assertions.assertThat;

class CacheSizesTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final CacheSizes source = new CacheSizes(this.beans, new CaffeineSizes());

	@Test
	void aCacheInAMapIsReadFromItsFirstUse() {
		ConcurrentMapCacheManager manager = new ConcurrentMapCacheManager();
		this.beans.registerSingleton("manager", manager);
		assertThat(this.source.resources()).isEmpty();

		Cache orders = manager.getCache("orders");
		orders.put(1, "one");
		orders.put(2, "two");

		assertThat(Offered.value(this.source, "cache.size", "orders")).isEqualTo(2);
		assertThat(Offered.limit(this.source, "cache.size", "orders")).isNaN();
	}

	@Test
	void aCacheOfCaffeineIsReadWithItsMaximum() {
		manage(new NativeCache("orders", Caffeine.newBuilder().maximumSize(500).build()));

		assertThat(Offered.value(this.source, "cache.size", "orders")).isEqualTo(1);
		assertThat(Offered.limit(this.source, "cache.size", "orders")).isEqualTo(500);
	}

	@Test
	void aBoundByWeightOrNoneIsNoBoundOfEntries() {
		manage(new NativeCache("weighed", Caffeine.newBuilder().maximumWeight(500).weigher((key, value) -> 10).build()),
				new NativeCache("free", Caffeine.newBuilder().build()));

		assertThat(Offered.limit(this.source, "cache.size", "weighed")).isNaN();
		assertThat(Offered.limit(this.source, "cache.size", "free")).isNaN();
	}

	@Test
	void aCacheThatTellsNothingIsBlind() {
		manage(new NativeCache("remote", new Object()));

		assertThat(this.source.resources()).isEmpty();
		assertThat(this.source.blind())
			.containsExactly(new BlindSource("cache 'remote'", "its class java.lang.Object does not tell its size"));
	}

	@Test
	void aCacheManagerThatFailsTakesNoOtherWithIt() {
		this.beans.registerSingleton("failing", new ConcurrentMapCacheManager() {
			@Override
			public List<String> getCacheNames() {
				throw new IllegalStateException("closed");
			}
		});
		this.beans.registerSingleton("manager", new ConcurrentMapCacheManager("orders"));

		assertThat(this.source.resources()).hasSize(1);
	}

	private void manage(Cache... caches) {
		SimpleCacheManager manager = new SimpleCacheManager();
		manager.setCaches(List.of(caches));
		manager.initializeCaches();
		this.beans.registerSingleton("manager", manager);
	}

	/** What spring-context-support has for Caffeine, as far as it is looked at here. */
	private static final class NativeCache extends AbstractValueAdaptingCache {

		private final String name;

		private final Object cache;

		NativeCache(String name, Object cache) {
			super(true);
			this.name = name;
			this.cache = cache;
			if (cache instanceof com.github.benmanes.caffeine.cache.Cache<?, ?> caffeine) {
				put(caffeine);
			}
		}

		@SuppressWarnings("unchecked")
		private static void put(com.github.benmanes.caffeine.cache.Cache<?, ?> cache) {
			((com.github.benmanes.caffeine.cache.Cache<Object, Object>) cache).put("key", "value");
		}

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public Object getNativeCache() {
			return this.cache;
		}

		@Override
		protected Object lookup(Object key) {
			return null;
		}

		@Override
		public <T> T get(Object key, java.util.concurrent.Callable<T> loader) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void put(Object key, Object value) {
		}

		@Override
		public void evict(Object key) {
		}

		@Override
		public void clear() {
		}

	}

}
