package io.tidemark.jvm;

import org.jspecify.annotations.Nullable;

/**
 * Whether this JVM has a flight recorder that may be used.
 *
 * @param available whether it has
 * @param because why not, as a sentence; {@code null} if it has
 * @since 0.1.0
 */
public record FlightRecorderSupport(boolean available, @Nullable String because) {

	private static final FlightRecorderSupport OF_THIS_JVM = find();

	/** What the running JVM offers; does not start the recorder. */
	public static FlightRecorderSupport ofThisJvm() {
		return OF_THIS_JVM;
	}

	private static FlightRecorderSupport find() {
		if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
			return missing("this Java runtime was built without the module jdk.jfr");
		}
		if (!FlightRecorderModule.isAvailable()) {
			return missing("the flight recorder was switched off when this JVM was started, or it has none");
		}
		return new FlightRecorderSupport(true, null);
	}

	private static FlightRecorderSupport missing(String because) {
		return new FlightRecorderSupport(false, because);
	}

}
