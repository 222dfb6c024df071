package io.tidemark.benchmarks.leakbench;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * One case of the corpus: a kind of service, and whether it leaks.
 *
 * @param name its name
 * @param leak whether it leaks
 * @param group class of cases that it belongs to, such as {@code steady}
 * @param members whether the resource consists of members that can stand still
 * @param seconds how long it is observed: a leak from when it begins (its horizon), a
 * healthy service from its start
 * @param ranges what is drawn for a run; what is not in it is as its knob says
 */
record BenchCase(String name, boolean leak, String group, boolean members, double seconds, Map<Knob, Range> ranges) {

	BenchCase {
		ranges = Map.copyOf(ranges);
		if (leak != ranges.containsKey(Knob.LEAK)) {
			throw new IllegalArgumentException(name + ": expected 'leak' to be set in leaking cases and only there");
		}
	}

	/** Draws a run. */
	Simulation draw(SplittableRandom random) {
		double[] drawn = new double[Knob.values().length];
		for (Knob knob : Knob.values()) {
			Range range = this.ranges.get(knob);
			drawn[knob.ordinal()] = (range != null) ? range.draw(random) : knob.otherwise();
		}
		return new Simulation(this, drawn, random);
	}

}
