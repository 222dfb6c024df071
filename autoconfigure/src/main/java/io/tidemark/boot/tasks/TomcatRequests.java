package io.tidemark.boot.tasks;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

import io.tidemark.watch.ServedRequest;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.Constants;
import org.apache.coyote.RequestGroupInfo;
import org.apache.coyote.RequestInfo;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.core.log.LogMessage;
import org.springframework.util.ReflectionUtils;

/**
 * Which request each thread of the embedded Tomcat serves, from Tomcat's own table of
 * running requests. Tomcat keeps it anyway, so a request costs nothing more; the table is
 * read when somebody asks. Its list is in no public method (it is in JMX where
 * {@code server.tomcat.mbeanregistry.enabled} is set), so a field is read; where it is
 * not found nothing is known. Requests on virtual threads are in it, too.
 *
 * @since 0.1.0
 */
public final class TomcatRequests implements RequestsInProgress {

	private static final Log logger = LogFactory.getLog(TomcatRequests.class);

	/** Requests that began later are not looked at: nobody calls them stuck. */
	private static final Duration LEAST = Duration.ofSeconds(1);

	/** Requests that are looked at most. */
	private static final int REQUESTS = 1_000;

	/** The method is text of the client; only these are told. */
	private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
			"TRACE");

	private static final String UNKNOWN = "unknown";

	private final Supplier<ApplicationContext> context;

	private final BinaryOperator<String> patterns;

	private final Duration least;

	/**
	 * @param context the context that has the web server
	 * @param patterns gives the pattern of the path for a method and a path, or
	 * {@code unknown}
	 */
	public TomcatRequests(Supplier<ApplicationContext> context, BinaryOperator<String> patterns) {
		this(context, patterns, LEAST);
	}

	TomcatRequests(Supplier<ApplicationContext> context, BinaryOperator<String> patterns, Duration least) {
		this.context = context;
		this.patterns = patterns;
		this.least = least;
	}

	/** What threads serve that serve it for a second at least, by their names. */
	@Override
	public Map<String, ServedRequest> byThread() {
		Map<String, ServedRequest> requests = new HashMap<>();
		try {
			for (RequestGroupInfo group : groups()) {
				running(group).stream().limit(REQUESTS).forEach((request) -> add(requests, request));
			}
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug(LogMessage.format("Tidemark does not know Tomcat's running requests: %s", ex));
		}
		return requests;
	}

	private void add(Map<String, ServedRequest> requests, RequestInfo request) {
		String thread = request.getWorkerThreadName();
		String method = request.getMethod();
		String uri = request.getCurrentUri();
		if (thread != null && method != null && uri != null && requests.size() < REQUESTS) {
			requests.put(thread,
					new ServedRequest(METHODS.contains(method) ? method : UNKNOWN, this.patterns.apply(method, uri)));
		}
	}

	private List<RequestGroupInfo> groups() {
		List<RequestGroupInfo> groups = new ArrayList<>();
		WebServer server = (this.context.get() instanceof WebServerApplicationContext context) ? context.getWebServer()
				: null;
		if (server instanceof TomcatWebServer tomcat) {
			for (Service service : tomcat.getTomcat().getServer().findServices()) {
				for (Connector connector : service.findConnectors()) {
					RequestGroupInfo group = group(connector);
					if (group != null) {
						groups.add(group);
					}
				}
			}
		}
		return groups;
	}

	private static @Nullable RequestGroupInfo group(Connector connector) {
		AbstractEndpoint.Handler<?> handler = (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol)
				? protocol.getHandler() : null;
		return (handler != null && handler.getGlobal() instanceof RequestGroupInfo group) ? group : null;
	}

	private List<RequestInfo> running(RequestGroupInfo group) {
		Field field = ReflectionUtils.findField(RequestGroupInfo.class, "processors");
		if (field == null) {
			return List.of();
		}
		ReflectionUtils.makeAccessible(field);
		List<RequestInfo> running = new ArrayList<>();
		// the lock under which Tomcat changes the list
		synchronized (group) {
			if (ReflectionUtils.getField(field, group) instanceof List<?> all) {
				for (Object each : all) {
					if (each instanceof RequestInfo request && request.getStage() == Constants.STAGE_SERVICE
							&& request.getRequestProcessingTime() >= this.least.toMillis()) {
						running.add(request);
					}
				}
			}
		}
		return running;
	}

}
