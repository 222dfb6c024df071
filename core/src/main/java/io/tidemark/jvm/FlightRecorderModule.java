package io.tidemark.jvm;

import jdk.jfr.FlightRecorder;

/**
 * The only class of this package that names types of the module {@code jdk.jfr}, so that
 * the others load in a runtime without it.
 */
final class FlightRecorderModule {

	private FlightRecorderModule() {
	}

	static boolean isAvailable() {
		return FlightRecorder.isAvailable();
	}

	/** Whether anybody in this JVM has used the recorder. */
	static boolean isUsed() {
		return FlightRecorder.isInitialized();
	}

	/** Recordings of anybody, running or not; does not start the recorder. */
	static int recordings() {
		return isUsed() ? FlightRecorder.getFlightRecorder().getRecordings().size() : 0;
	}

}
