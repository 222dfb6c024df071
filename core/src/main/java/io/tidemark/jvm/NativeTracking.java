package io.tidemark.jvm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What native memory tracking counts, where the JVM was started with
 * {@code -XX:NativeMemoryTracking}. It sees what the JVM takes, and not what libraries
 * take past it.
 *
 * @param committed bytes that were obtained, by category such as {@code Thread} or
 * {@code GC}, in the order of the JVM; of stacks it is what was touched. At most
 * {@value #MOST}
 * @since 0.1.0
 */
public record NativeTracking(Map<String, Long> committed) {

	/** Categories at most; JDK 25 has 30. */
	static final int MOST = 64;

	/** {@code -    Thread (reserved=19506KB, committed=770KB)}. */
	private static final Pattern CATEGORY = Pattern
		.compile("(?m)^-\\s+(\\S[^(\\n]{0,60}?) \\(reserved=\\d{1,15}KB, committed=(\\d{1,15})KB\\)");

	private static final String HEAP = "Java Heap";

	public NativeTracking {
		committed = Collections.unmodifiableMap(new LinkedHashMap<>(committed));
	}

	/** What the summary says, or {@code null} if it is none. */
	static @Nullable NativeTracking parse(String summary) {
		Map<String, Long> committed = new LinkedHashMap<>();
		Matcher matcher = CATEGORY.matcher(summary);
		while (matcher.find() && committed.size() < MOST) {
			committed.put(matcher.group(1).strip(), Long.parseLong(matcher.group(2)) * 1_024);
		}
		return committed.isEmpty() ? null : new NativeTracking(committed);
	}

	/** Bytes of everything but the heap. */
	public long outsideHeap() {
		return this.committed.entrySet()
			.stream()
			.filter((category) -> !category.getKey().equals(HEAP))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

}
