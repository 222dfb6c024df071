package io.tidemark.heap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the JVM told of the collections of a process of which the live set is known: 300
 * to 600 MB of 1 GB, 300 MB/s of churn, a leak of 3 MB/s. Lines are start; end;
 * collector; action; cause; live MB; allocated bytes or -1; and the pools in MB: before >
 * after (collection usage).
 *
 * @param collectors names of the beans that told
 * @param collections what they told
 * @param live bytes that lived, one for each collection
 */
record RecordedCollections(List<String> collectors, List<HeapCollection> collections, List<Long> live) {

	private static final Pattern POOL = Pattern.compile("([\\d.]+)>([\\d.]+)\\(([\\d.]+)\\)");

	static RecordedCollections of(String name) throws IOException {
		List<HeapCollection> collections = new ArrayList<>();
		List<Long> live = new ArrayList<>();
		List<String> pools = List.of();
		for (String line : lines(name)) {
			String[] fields = line.split(";");
			if (fields[0].equals("pools")) {
				pools = List.of(fields).subList(1, fields.length);
			}
			else {
				collections.add(collection(fields, pools));
				live.add(bytes(fields[5]));
			}
		}
		List<String> collectors = collections.stream().map(HeapCollection::collector).distinct().toList();
		return new RecordedCollections(collectors, collections, live);
	}

	private static List<String> lines(String name) throws IOException {
		try (InputStream in = RecordedCollections.class.getResourceAsStream("collections/" + name + ".txt")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}

	private static HeapCollection collection(String[] fields, List<String> pools) {
		long start = Long.parseLong(fields[0]);
		long end = Long.parseLong(fields[1]);
		List<PoolChange> changes = new ArrayList<>();
		for (int i = 0; i < pools.size(); i++) {
			Matcher pool = POOL.matcher(fields[7 + i]);
			if (!pool.matches()) {
				throw new IllegalStateException("expected before>after(collected), found '" + fields[7 + i] + "'");
			}
			changes.add(new PoolChange(pools.get(i), bytes(pool.group(1)), bytes(pool.group(2)), bytes(pool.group(3))));
		}
		return new HeapCollection(fields[2], fields[3], fields[4], Instant.ofEpochMilli(end),
				Duration.ofMillis(end - start), changes, Long.parseLong(fields[6]));
	}

	private static long bytes(String megabytes) {
		return Math.round(Double.parseDouble(megabytes) * 1e6);
	}

}
