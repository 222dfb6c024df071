package io.tidemark.sample.leaks;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;

/**
 * Keys are interned and put into a table of those that are known, to save memory. That
 * pays for the few that come often; these come once. The JVM would forget an interned
 * string that nobody holds, but the table does.
 */
@Component
final class StringIntern implements LeakScenario {

	/** With their entries about 64 KiB in all. */
	private static final int KEYS = 400;

	private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

	@Override
	public String id() {
		return "string-intern";
	}

	@Override
	public String wrong() {
		return "Keys that come once are interned and kept in a static table of known keys, 400 with each request, so strings fill the heap.";
	}

	@Override
	public int cap(LeakProperties configured) {
		return configured.memoryCap();
	}

	@Override
	public int held() {
		return KNOWN.size() / KEYS;
	}

	@Override
	public void commit() {
		String visit = newVisit();
		for (int element = 0; element < KEYS; element++) {
			KNOWN.add(key(visit, element).intern()); // FAULT: nothing is ever removed
		}
	}

	@Override
	public void repaired() {
		String visit = newVisit();
		Set<String> seen = ConcurrentHashMap.newKeySet(); // REPAIR: goes with the request
		for (int element = 0; element < KEYS; element++) {
			seen.add(key(visit, element));
		}
	}

	@Override
	public void release() {
		KNOWN.clear();
	}

	private static String newVisit() {
		return UUID.randomUUID().toString();
	}

	private static String key(String visit, int element) {
		return new StringBuilder(96).append("/shop/visit/")
			.append(visit)
			.append("/page/of/the/catalogue/element/")
			.append(element)
			.toString();
	}

}
