package io.tidemark.capture;

import java.lang.management.ManagementFactory;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What the scheduler of virtual threads counts (JDK 24 and later): those that run or want
 * to, not those that are parked.
 */
final class VirtualThreadScheduler {

	private static final String NAME = "jdk.management:type=VirtualThreadScheduler";

	private VirtualThreadScheduler() {
	}

	/** Virtual threads that are mounted or queued, 0 where the JVM does not tell. */
	static long threads() {
		try {
			MBeanServer server = ManagementFactory.getPlatformMBeanServer();
			ObjectName name = new ObjectName(NAME);
			return Math.max(0, ((Number) server.getAttribute(name, "MountedVirtualThreadCount")).longValue())
					+ Math.max(0, ((Number) server.getAttribute(name, "QueuedVirtualThreadCount")).longValue());
		}
		catch (JMException | RuntimeException ex) {
			return 0;
		}
	}

}
