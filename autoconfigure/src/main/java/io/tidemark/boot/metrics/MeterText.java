package io.tidemark.boot.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a meter; the reference in {@code docs/metrics.md} is written
 * from it.
 *
 * @param type gauge, counter or timer
 * @param name name in Micrometer
 * @param unit base unit, or {@code null} if a tag has it or there is none
 * @param description what it says, in one line; goes out with each scrape
 * @param tags each tag with its bound
 * @param series series of it at most, at defaults; those that Prometheus makes of a timer
 * counted
 * @param begin since when its series are there
 * @param read what a scrape does for it
 * @param not what the number does not mean, empty if that needs no word
 */
record MeterText(Meter.Type type, String name, @Nullable String unit, String description, Map<String, String> tags,
		int series, Begin begin, Read read, String not) {

	MeterText {
		tags = new LinkedHashMap<>(tags);
	}

	/** One series, there from the start, read from a field. */
	static MeterText gauge(String name, @Nullable String unit, String description) {
		return new MeterText(Meter.Type.GAUGE, name, unit, description, Map.of(), 1, Begin.START, Read.FIELD, "");
	}

	/** The same for what never falls. */
	static MeterText counter(String name, @Nullable String unit, String description) {
		return new MeterText(Meter.Type.COUNTER, name, unit, description, Map.of(), 1, Begin.START, Read.FIELD, "");
	}

	/** The same for durations. */
	static MeterText timer(String name, String description) {
		return new MeterText(Meter.Type.TIMER, name, "seconds", description, Map.of(), 1, Begin.START, Read.FIELD, "");
	}

	MeterText tag(String key, String bound) {
		Map<String, String> more = new LinkedHashMap<>(this.tags);
		more.put(key, bound);
		return new MeterText(this.type, this.name, this.unit, this.description, more, this.series, this.begin,
				this.read, this.not);
	}

	MeterText series(int series) {
		return new MeterText(this.type, this.name, this.unit, this.description, this.tags, series, this.begin,
				this.read, this.not);
	}

	MeterText begin(Begin begin) {
		return new MeterText(this.type, this.name, this.unit, this.description, this.tags, this.series, begin,
				this.read, this.not);
	}

	MeterText read(Read read) {
		return new MeterText(this.type, this.name, this.unit, this.description, this.tags, this.series, this.begin,
				read, this.not);
	}

	MeterText not(String not) {
		return new MeterText(this.type, this.name, this.unit, this.description, this.tags, this.series, this.begin,
				this.read, not);
	}

	/** Since when the series of a meter are there. */
	enum Begin {

		/** With the application, or its first reading some seconds later. */
		START("start"),

		/** When the value is known for the first time, and for good. */
		KNOWN("known"),

		/** As long as there is what it tells of. */
		WHILE("while");

		private final String id;

		Begin(String id) {
			this.id = id;
		}

		String id() {
			return this.id;
		}

	}

	/** What a scrape does for a meter. */
	enum Read {

		/** Reads a number that the schedule keeps. */
		FIELD("field"),

		/** Asks the JVM, for less than two microseconds. */
		JVM("JVM"),

		/** Makes one pass over all threads, for whoever asks within a second. */
		PASS("pass");

		private final String id;

		Read(String id) {
			this.id = id;
		}

		String id() {
			return this.id;
		}

	}

}
