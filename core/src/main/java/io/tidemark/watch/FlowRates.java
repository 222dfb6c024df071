package io.tidemark.watch;

/**
 * What comes and goes a second, each NaN if not known.
 *
 * @param arrivals what is put in a second
 * @param completions what is taken out a second
 * @param blocked how many wait to put something in
 * @param drops what is refused a second
 */
record FlowRates(double arrivals, double completions, double blocked, double drops) {

	static final FlowRates NOT_KNOWN = new FlowRates(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

	/** Of a queue whose tasks come and go at random one may be ahead by chance. */
	private static final double AHEAD = 1.1;

	static FlowRates between(FlowCounts from, FlowCounts to, double seconds) {
		return new FlowRates((to.arrived() - from.arrived()) / seconds, (to.completed() - from.completed()) / seconds,
				to.blocked(), (to.dropped() - from.dropped()) / seconds);
	}

	boolean areKnown() {
		return !Double.isNaN(this.arrivals) && !Double.isNaN(this.completions);
	}

	/** Whether clearly more comes than goes; also where nobody counts. */
	boolean mayRise() {
		return !areKnown() || this.arrivals > AHEAD * this.completions;
	}

}
