package io.tidemark.heap;

import java.lang.management.ManagementFactory;

import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The diagnostic command {@code GC.class_histogram} of a JVM. Stops the application while
 * it counts.
 */
interface HistogramCommand {

	/** Parallel workers are asked for up to here. */
	int MOST_WORKERS = 8;

	/**
	 * Text of a histogram.
	 * @param collect whether a full collection comes first
	 * @throws IllegalStateException if the JVM fails
	 */
	String run(boolean collect);

	/**
	 * The command of this JVM.
	 * @throws IllegalStateException with a sentence if it has none
	 */
	static HistogramCommand ofThisJvm() {
		return of("com.sun.management:type=DiagnosticCommand", "gcClassHistogram");
	}

	static HistogramCommand of(String bean, String operation) {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		try {
			ObjectName name = new ObjectName(bean);
			MBeanOperationInfo found = find(server, name, operation);
			if (!found.getDescription().contains("heap usage")) {
				throw new IllegalStateException("The operation %s of %s is not HotSpot's: '%s'".formatted(operation,
						bean, found.getDescription()));
			}
			return (collect) -> invoke(server, name, operation, arguments(collect));
		}
		catch (JMException ex) {
			throw new IllegalStateException(
					"This JVM has no diagnostic commands, which count objects by class: no bean " + bean, ex);
		}
	}

	private static MBeanOperationInfo find(MBeanServer server, ObjectName name, String operation) throws JMException {
		for (MBeanOperationInfo info : server.getMBeanInfo(name).getOperations()) {
			if (info.getName().equals(operation)) {
				return info;
			}
		}
		throw new IllegalStateException(
				"This JVM counts no objects by class: %s has no operation %s".formatted(name, operation));
	}

	private static String[] arguments(boolean collect) {
		String parallel = "-parallel=" + workers();
		return collect ? new String[] { parallel } : new String[] { "-all", parallel };
	}

	/** All processors: nothing else runs while it counts. */
	static int workers() {
		return Math.min(Runtime.getRuntime().availableProcessors(), MOST_WORKERS);
	}

	private static String invoke(MBeanServer server, ObjectName name, String operation, String[] arguments) {
		try {
			return (String) server.invoke(name, operation, new Object[] { arguments },
					new String[] { String[].class.getName() });
		}
		catch (JMException | RuntimeException ex) {
			throw new IllegalStateException("The JVM failed to count objects by class: " + ex.getMessage(), ex);
		}
	}

}
