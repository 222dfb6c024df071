package io.tidemark.heap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the rows of one histogram by class. Holds at most {@value #MOST_CLASSES}
 * classes; the text has the largest first, so that it is the smallest which are only
 * summed. Not safe for use by several threads.
 */
final class HistogramTable {

	/** Classes that are told apart while a text is read. */
	static final int MOST_CLASSES = 20_000;

	/**
	 * Classes that are kept of each histogram: about 40 bytes each, names not counted.
	 */
	static final int MOST_KEPT = 5_000;

	private final Map<String, Row> rows = new HashMap<>();

	private int dropped;

	private long instances;

	private long bytes;

	void add(ClassName name, ModuleName module, long instances, long bytes) {
		this.instances += instances;
		this.bytes += bytes;
		Row row = this.rows.get(name.readable());
		if (row == null && this.rows.size() == MOST_CLASSES) {
			this.dropped++;
			return;
		}
		if (row == null) {
			row = new Row(name.readable(), module);
			this.rows.put(name.readable(), row);
		}
		row.add(name.hidden(), instances, bytes);
	}

	long instances() {
		return this.instances;
	}

	long bytes() {
		return this.bytes;
	}

	/** Classes that are not among the {@link #largest()}. */
	int omitted() {
		return this.dropped + Math.max(this.rows.size() - MOST_KEPT, 0);
	}

	/** The classes with most bytes, largest first, at most {@value #MOST_KEPT}. */
	List<ClassCount> largest() {
		List<Row> sorted = new ArrayList<>(this.rows.values());
		sorted.sort(Comparator.comparingLong((Row row) -> -row.bytes).thenComparing((row) -> row.name));
		return sorted.stream().limit(MOST_KEPT).map(Row::count).toList();
	}

	/** One class, or several of one name. */
	private static final class Row {

		private final String name;

		private final ModuleName module;

		private int loaders;

		private long instances;

		private long bytes;

		Row(String name, ModuleName module) {
			this.name = name;
			this.module = module;
		}

		/** Hidden classes share a name although they share the loader. */
		void add(boolean hidden, long instances, long bytes) {
			this.loaders = (hidden && this.loaders > 0) ? this.loaders : this.loaders + 1;
			this.instances += instances;
			this.bytes += bytes;
		}

		ClassCount count() {
			return new ClassCount(this.name, this.module.name(), this.loaders, this.instances, this.bytes);
		}

	}

}
