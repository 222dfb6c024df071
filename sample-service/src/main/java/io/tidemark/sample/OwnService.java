package io.tidemark.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * This service as its own clients reach it: loopback, on the port that the server really
 * listens on.
 * <p>
 * Its threads are started with the application, so that a call to oneself adds none and
 * whoever counts threads sees those of a leak alone. The executor is not a bean: one more
 * {@link Executor} in the context would make Boot's own task executor back off.
 */
@Component
public final class OwnService implements DisposableBean {

	private static final String PORT = "local.server.port";

	private static final int CLIENT_THREADS = 2;

	private final Environment environment;

	private final ThreadPoolExecutor executor;

	private final HttpClient httpClient;

	OwnService(Environment environment) {
		this.environment = environment;
		CustomizableThreadFactory threads = new CustomizableThreadFactory("own-client-");
		threads.setDaemon(true);
		this.executor = new ThreadPoolExecutor(CLIENT_THREADS, CLIENT_THREADS, 0, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threads);
		this.executor.prestartAllCoreThreads();
		this.httpClient = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(this.executor).build();
	}

	/** Whether there is a server; a test with a mock environment has none. */
	public boolean listens() {
		return this.environment.containsProperty(PORT);
	}

	/**
	 * Returns the port of the server.
	 * @throws IllegalStateException as long as the server does not listen
	 */
	public int port() {
		return this.environment.getRequiredProperty(PORT, Integer.class);
	}

	/**
	 * Returns the address of one of our own resources.
	 * @param scheme {@code http} or {@code ws}
	 * @param path from the root, with the leading slash
	 */
	public URI uri(String scheme, String path) {
		return URI.create(scheme + "://127.0.0.1:" + port() + path);
	}

	/**
	 * Returns the one client that all calls to ourselves share.
	 */
	public HttpClient httpClient() {
		return this.httpClient;
	}

	/**
	 * Returns the threads that work for the clients; no task may block them.
	 */
	public Executor executor() {
		return this.executor;
	}

	@Override
	public void destroy() throws Exception {
		if (this.httpClient instanceof AutoCloseable closeable) { // since JDK 21
			closeable.close();
		}
		this.executor.shutdown();
	}

}
