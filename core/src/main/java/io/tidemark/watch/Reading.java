package io.tidemark.watch;

import java.util.function.DoubleSupplier;

import io.tidemark.group.ThreadName;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a resource at one moment. Whatever the suppliers of an application do,
 * reading them ends in a value.
 *
 * @param value the level, NaN if it is missing
 * @param problem why it is missing, or {@code null} if it is not
 * @param limit the most there can be, NaN if not known
 * @param limitName where the limit comes from, or {@code null} if not known
 * @param counts what came and went so far
 */
record Reading(double value, @Nullable String problem, double limit, @Nullable String limitName, FlowCounts counts) {

	static Reading of(WatchedResource resource) {
		try {
			return of(resource, resource.reading().getAsDouble());
		}
		// An application's supplier may throw what it does not declare.
		catch (Exception | LinkageError | StackOverflowError | AssertionError ex) {
			return missing("its reading failed with " + said(ex));
		}
	}

	/** The same of a value that was read elsewhere. */
	static Reading of(WatchedResource resource, double value) {
		if (!isKnown(value)) {
			return missing("its reading is "
					+ ((value == (long) value) ? Long.toString((long) value) : Double.toString(value)));
		}
		double limit = quietly(resource.limit());
		String limitName = Double.isNaN(limit) ? null : quietlyNamed(resource);
		return new Reading(value, null, limit, limitName, FlowCounts.of(resource.flow()));
	}

	/** The value, or NaN whatever goes wrong. */
	static double quietly(DoubleSupplier supplier) {
		try {
			double value = supplier.getAsDouble();
			return isKnown(value) ? value : Double.NaN;
		}
		catch (Exception | LinkageError | StackOverflowError | AssertionError ex) {
			return Double.NaN;
		}
	}

	private static @Nullable String quietlyNamed(WatchedResource resource) {
		try {
			return resource.limitName();
		}
		catch (Exception | LinkageError | StackOverflowError | AssertionError ex) {
			return null;
		}
	}

	private static Reading missing(String problem) {
		return new Reading(Double.NaN, problem, Double.NaN, null, FlowCounts.NOT_KNOWN);
	}

	private static boolean isKnown(double value) {
		return value >= 0 && value < Double.POSITIVE_INFINITY;
	}

	/** Messages may hold addresses and passwords, as names of threads do. */
	private static String said(Throwable failure) {
		String message = failure.getMessage();
		String type = failure.getClass().getName();
		return (message != null) ? type + ": " + ThreadName.redact(message) : type;
	}

}
