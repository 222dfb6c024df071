package io.tidemark.sample.leaks;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;

/**
 * A cache that only grows: its keys never come again and nothing evicts.
 */
@Component
final class StaticCache implements LeakScenario {

	/** Size of a cached page, bytes. */
	private static final int PAGE = 64 * 1024;

	/** Pages that the repaired cache keeps: 1 MiB in all. */
	static final int KEPT = 16;

	// FAULT: no bound
	private static final Map<String, byte[]> CACHE = new ConcurrentHashMap<>();

	private static final Map<String, byte[]> REPAIRED_CACHE = Collections.synchronizedMap(new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
			return size() > KEPT; // REPAIR: the eldest goes
		}

	});

	@Override
	public String id() {
		return "static-cache";
	}

	@Override
	public String wrong() {
		return "A static map caches a page of 64 KiB under a key that never comes again, and nothing evicts, so the heap fills up.";
	}

	@Override
	public int cap(LeakProperties configured) {
		return configured.memoryCap();
	}

	@Override
	public int held() {
		return CACHE.size();
	}

	@Override
	public void commit() {
		CACHE.computeIfAbsent(UUID.randomUUID().toString(), StaticCache::render);
	}

	@Override
	public void repaired() {
		REPAIRED_CACHE.computeIfAbsent(UUID.randomUUID().toString(), StaticCache::render);
	}

	@Override
	public void release() {
		CACHE.clear();
	}

	private static byte[] render(String key) {
		byte[] page = new byte[PAGE];
		Arrays.fill(page, (byte) key.charAt(0));
		return page;
	}

	int heldByRepaired() {
		return REPAIRED_CACHE.size();
	}

}
