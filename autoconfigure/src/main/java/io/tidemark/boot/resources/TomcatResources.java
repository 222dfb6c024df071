package io.tidemark.boot.resources;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

import io.tidemark.origin.ExecutorReading;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.watch.Flow;
import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedResource;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.apache.catalina.session.ManagerBase;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.Processor;
import org.apache.coyote.RequestGroupInfo;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.util.ReflectionUtils;

/**
 * What the embedded Tomcat holds: connections, sessions, WebSocket sessions, requests
 * that go on without a thread (server-sent events, deferred results), and its threads
 * with their queue. Tomcat counts all of it anyway, so a request costs nothing more and a
 * reading 0.01 to 11 µs.
 * <p>
 * WebSocket sessions are counted in a field of Tomcat's container that no public method
 * tells; where it is not found they are blind. They include those that the service itself
 * opens through that container as a client.
 * <p>
 * What waits without a thread is looked at one by one, 20 ns each. Connections include
 * the one that Tomcat is ready to accept. Requests on virtual threads are known by the
 * tasks that Tidemark counts anyway, so only where {@code tidemark.tasks.enabled} is
 * true.
 *
 * @since 0.1.0
 */
public final class TomcatResources implements ResourceSource {

	/** What the executor of virtual threads is called among the watched ones, too. */
	private static final String NAME = "tomcat";

	private static final String WEB_SOCKETS = "jakarta.websocket.server.ServerContainer";

	private final TomcatServer server;

	private final Supplier<SubmittedTasks> tasks;

	private final RequestRate rate = new RequestRate(this::served, System::nanoTime);

	private final RequestTime latency = new RequestTime(this::served, this::millis);

	private final List<BlindSource> blind = new ArrayList<>();

	/**
	 * @param context the context that has the web server
	 * @param tasks what runs on virtual threads
	 */
	public TomcatResources(Supplier<ApplicationContext> context, Supplier<SubmittedTasks> tasks) {
		this.server = new TomcatServer(context);
		this.tasks = tasks;
	}

	@Override
	public String name() {
		return "Tomcat";
	}

	@Override
	public List<WatchedResource> resources() {
		this.blind.clear();
		List<WatchedResource> resources = new ArrayList<>();
		List<AbstractProtocol<?>> protocols = this.server.protocols();
		for (int i = 0; i < protocols.size(); i++) {
			addProtocol(protocols.get(i), (i == 0) ? NAME : NAME + "-" + (i + 1), resources);
		}
		this.server.applications().forEach((application) -> addApplication(application, resources));
		return resources;
	}

	@Override
	public List<LoadSignal> loads() {
		if (this.server.protocols().isEmpty()) {
			return List.of();
		}
		return List.of(new LoadSignal(LoadSignal.REQUESTS, this.rate),
				new LoadSignal(LoadSignal.ACTIVE_REQUESTS, this::busy),
				new LoadSignal(LoadSignal.LATENCY, this.latency), new LoadSignal(LoadSignal.SESSIONS, this::sessions));
	}

	@Override
	public List<BlindSource> blind() {
		return List.copyOf(this.blind);
	}

	private void addProtocol(AbstractProtocol<?> protocol, String name, List<WatchedResource> resources) {
		if (protocol.getMaxConnections() >= 1) { // without a maximum Tomcat does not
													// count them
			resources.add(lent("tomcat.connections", "connections", protocol::getConnectionCount).withTag("name", name)
				.withLimit(() -> WatchedPool.bounded(protocol.getMaxConnections()))
				.withLoad(LoadSignal.ACTIVE_REQUESTS));
		}
		Set<?> waiting = field(protocol, "waitingProcessors", Set.class);
		if (waiting != null) {
			resources.add(lent("tomcat.requests.async", "requests", () -> async(waiting)).withTag("name", name));
		}
		else {
			this.blind.add(new BlindSource("asynchronous requests", "this Tomcat does not tell them"));
		}
		addThreads(protocol.getExecutor(), name, resources);
	}

	/** Upgraded connections, such as WebSockets, are in the same set. */
	private static double async(Set<?> waiting) {
		int async = 0;
		for (Object each : waiting) {
			if (each instanceof Processor processor && processor.isAsync()) {
				async++;
			}
		}
		return async;
	}

	private void addThreads(Executor executor, String name, List<WatchedResource> resources) {
		if (executor instanceof ThreadPoolExecutor pool) {
			resources.addAll(new WatchedPool(name, "executor.queued", pool.getQueue()::size,
					WatchedPool.capacity(pool.getQueue()), pool::getActiveCount, pool::getPoolSize,
					pool::getMaximumPoolSize, Flow.of(pool::getTaskCount, pool::getCompletedTaskCount))
				.resources());
		}
		else if (executor instanceof java.util.concurrent.ThreadPoolExecutor pool) {
			resources.addAll(WatchedPool.of(name, pool).resources());
		}
		else if (executor instanceof VirtualThreadExecutor && name.equals(NAME)) {
			// one count for all connectors
			resources.add(WatchedPool.active(name, this::onVirtualThreads, () -> -1));
		}
	}

	private void addApplication(Context application, List<WatchedResource> resources) {
		String path = application.getPath().isEmpty() ? "/" : application.getPath();
		Manager manager = application.getManager();
		if (manager != null) {
			resources.add(lent("tomcat.sessions", "sessions", manager::getActiveSessions).withTag("context", path)
				.withLimit(() -> (manager instanceof ManagerBase base)
						? WatchedPool.bounded(base.getMaxActiveSessions()) : Double.NaN)
				.withFlow(Flow.of(manager::getSessionCounter, manager::getExpiredSessions)));
		}
		Object container = application.getServletContext().getAttribute(WEB_SOCKETS);
		Map<?, ?> sockets = (container != null) ? field(container, "sessions", Map.class) : null;
		if (sockets != null) {
			resources.add(lent("tomcat.websocket.sessions", "sessions", sockets::size).withTag("context", path));
		}
		else if (container != null) {
			this.blind.add(new BlindSource("WebSocket sessions", "this Tomcat does not tell them"));
		}
	}

	private static WatchedResource lent(String name, String unit, DoubleSupplier reading) {
		return WatchedResource.of(name, unit, reading).withKind(ResourceKind.POOL);
	}

	private static <T> @Nullable T field(Object owner, String name, Class<T> type) {
		Field field = ReflectionUtils.findField(owner.getClass(), name);
		if (field == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		Object value = ReflectionUtils.getField(field, owner);
		return type.isInstance(value) ? type.cast(value) : null;
	}

	/** Requests that ended so far; each connector counts them in 32 bits. */
	private long served() {
		long served = -1;
		for (AbstractProtocol<?> protocol : this.server.protocols()) {
			AbstractEndpoint.Handler<?> handler = protocol.getHandler();
			if (handler != null && handler.getGlobal() instanceof RequestGroupInfo group) {
				served = Math.max(0, served) + Integer.toUnsignedLong(group.getRequestCount());
			}
		}
		return served;
	}

	/** What the requests that ended took in all. */
	private double millis() {
		double millis = 0;
		for (AbstractProtocol<?> protocol : this.server.protocols()) {
			AbstractEndpoint.Handler<?> handler = protocol.getHandler();
			if (handler != null && handler.getGlobal() instanceof RequestGroupInfo group) {
				millis += group.getProcessingTime();
			}
		}
		return millis;
	}

	private double sessions() {
		double sessions = Double.NaN;
		for (Context application : this.server.applications()) {
			Manager manager = application.getManager();
			if (manager != null) {
				sessions = (Double.isNaN(sessions) ? 0 : sessions) + manager.getActiveSessions();
			}
		}
		return sessions;
	}

	/** Requests that a thread serves; those that go on without one are no load. */
	private double busy() {
		double busy = Double.NaN;
		for (AbstractProtocol<?> protocol : this.server.protocols()) {
			Executor executor = protocol.getExecutor();
			if (executor instanceof VirtualThreadExecutor) {
				return onVirtualThreads();
			}
			int active = (executor instanceof ThreadPoolExecutor pool) ? pool.getActiveCount()
					: (executor instanceof java.util.concurrent.ThreadPoolExecutor pool) ? pool.getActiveCount() : -1;
			if (active >= 0) {
				busy = (Double.isNaN(busy) ? 0 : busy) + active;
			}
		}
		return busy;
	}

	private double onVirtualThreads() {
		for (ExecutorReading reading : this.tasks.get().readings()) {
			if (reading.name().equals(NAME)) {
				return reading.running();
			}
		}
		return Double.NaN;
	}

}
