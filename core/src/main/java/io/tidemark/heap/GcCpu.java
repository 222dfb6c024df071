package io.tidemark.heap;

import java.util.Locale;

/**
 * How much the collector takes.
 *
 * @param share from 0 to 1; NaN if not known yet
 * @param basis what it is a share of
 * @since 0.1.0
 */
public record GcCpu(double share, Basis basis) {

	/** Not known yet. */
	public static final GcCpu NOT_KNOWN = new GcCpu(Double.NaN, Basis.PAUSES);

	/**
	 * What was measured.
	 */
	public enum Basis {

		/** CPU time of the collector's threads, as a share of that of the process. */
		CPU,

		/**
		 * Time for which the application stood still, as a share of the time that passed:
		 * where nobody tells the CPU time. What a collector does beside the application
		 * is not in it.
		 */
		PAUSES;

		/** Name in meters. */
		public String id() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
