package io.tidemark.boot.resources;

import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.tidemark.origin.SubmittedTasks;
import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.WatchedResource;
import jakarta.servlet.http.HttpSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a real Tomcat holds while real clients use it.
 */
class TomcatResourcesTests {

	@Test
	void whatTomcatHoldsIsRead() throws Exception {
		try (ConfigurableApplicationContext context = run("false")) {
			assertPool(source(context));
			assertRead(context);
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void whatTomcatHoldsIsReadOnVirtualThreads() throws Exception {
		try (ConfigurableApplicationContext context = run("true")) {
			assertRead(context);
		}
	}

	private void assertRead(ConfigurableApplicationContext context) throws Exception {
		TomcatResources source = source(context);
		assertThat(source.blind()).isEmpty();
		assertConnections(context, source);
		assertSessions(context, source);
		assertWebSockets(context, source);
		assertEvents(context, source);
		assertRunning(context, source);
	}

	private static void assertConnections(ConfigurableApplicationContext context, TomcatResources source)
			throws Exception {
		double before = value(source, "tomcat.connections");

		get(context, "/ping");

		WatchedResource connections = Offered.of(source, "tomcat.connections", "tomcat");
		assertThat(connections.reading().getAsDouble()).isEqualTo(before + 1);
		assertThat(connections.limit().getAsDouble()).isEqualTo(77);
		assertThat(connections.load()).isEqualTo(LoadSignal.ACTIVE_REQUESTS);
	}

	private static void assertSessions(ConfigurableApplicationContext context, TomcatResources source)
			throws Exception {
		HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
		client.send(request(context, "/login"), BodyHandlers.ofString());
		get(context, "/login");

		WatchedResource sessions = Offered.of(source, "tomcat.sessions", "/");
		assertThat(sessions.reading().getAsDouble()).isEqualTo(2);
		assertThat(sessions.limit().getAsDouble()).isNaN();
		client.send(request(context, "/logout"), BodyHandlers.ofString());
		assertThat(sessions.reading().getAsDouble()).isEqualTo(1);
		assertThat(sessions.flow().arrived().getAsLong()).isEqualTo(2);
		assertThat(sessions.flow().completed().getAsLong()).isEqualTo(1);
	}

	private static void assertWebSockets(ConfigurableApplicationContext context, TomcatResources source)
			throws Exception {
		WatchedResource sockets = Offered.of(source, "tomcat.websocket.sessions", "/");
		assertThat(sockets.reading().getAsDouble()).isZero();

		WebSocket socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create(uri(context, "/socket").toString().replace("http", "ws")), new WebSocket.Listener() {
			})
			.get();

		await().until(() -> sockets.reading().getAsDouble() == 1);
		assertThat(value(source, "tomcat.requests.async")).isZero();
		socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get();
		await().until(() -> sockets.reading().getAsDouble() == 0);
	}

	private static void assertEvents(ConfigurableApplicationContext context, TomcatResources source) throws Exception {
		List<InputStream> streams = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			streams
				.add(HttpClient.newHttpClient().send(request(context, "/events"), BodyHandlers.ofInputStream()).body());
		}

		await().until(() -> value(source, "tomcat.requests.async") == 3);
		assertThat(load(source, LoadSignal.ACTIVE_REQUESTS)).isZero();
		context.getBean(Shop.class).emitters.forEach(SseEmitter::complete);
		await().until(() -> value(source, "tomcat.requests.async") == 0);
		for (InputStream stream : streams) {
			stream.close();
		}
	}

	private static void assertRunning(ConfigurableApplicationContext context, TomcatResources source) throws Exception {
		assertThat(load(source, LoadSignal.REQUESTS)).isNaN();
		List<CompletableFuture<?>> running = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			running.add(HttpClient.newHttpClient().sendAsync(request(context, "/hang"), BodyHandlers.ofString()));
		}

		await().until(() -> load(source, LoadSignal.ACTIVE_REQUESTS) == 2);
		assertThat(value(source, "executor.active")).isEqualTo(2);
		context.getBean(Shop.class).release.countDown();
		CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).get();
		await().until(() -> load(source, LoadSignal.REQUESTS) > 0);
		await().until(() -> load(source, LoadSignal.REQUESTS) == 0);
	}

	private static void assertPool(TomcatResources source) {
		assertThat(Offered.limit(source, "executor.active", "tomcat")).isEqualTo(33);
		assertThat(Offered.limit(source, "executor.pool.size", "tomcat")).isEqualTo(33);
		assertThat(Offered.limit(source, "executor.queued", "tomcat")).isNaN();
		assertThat(Offered.of(source, "executor.queued", "tomcat").flow()).isNotNull();
		// not their own number
		assertThat(Offered.of(source, "executor.active", "tomcat").load()).isEqualTo(LoadSignal.REQUESTS);
	}

	private static TomcatResources source(ConfigurableApplicationContext context) {
		return new TomcatResources(() -> context, () -> context.getBean(SubmittedTasks.class));
	}

	private static double value(TomcatResources source, String name) {
		return Offered.value(source, name, "tomcat");
	}

	private static double load(TomcatResources source, String name) {
		return source.loads()
			.stream()
			.filter((load) -> load.name().equals(name))
			.findFirst()
			.orElseThrow()
			.reading()
			.getAsDouble();
	}

	private static void get(ConfigurableApplicationContext context, String path) throws Exception {
		HttpClient.newHttpClient().send(request(context, path), BodyHandlers.ofString());
	}

	private static HttpRequest request(ConfigurableApplicationContext context, String path) {
		return HttpRequest.newBuilder(uri(context, path)).version(HttpClient.Version.HTTP_1_1).build();
	}

	private static URI uri(ConfigurableApplicationContext context, String path) {
		return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
	}

	private static ConfigurableApplicationContext run(String virtual) {
		return SpringApplication.run(Shop.class, "--server.port=0", "--spring.main.banner-mode=off",
				"--spring.threads.virtual.enabled=" + virtual, "--server.tomcat.max-connections=77",
				"--server.tomcat.threads.max=33",
				"--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"--tidemark.threads.enabled=false", "--tidemark.origin.enabled=false");
	}

	@RestController
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		private final CountDownLatch release = new CountDownLatch(1);

		private final List<SseEmitter> emitters = new ArrayList<>();

		@GetMapping("/ping")
		String ping() {
			return "pong";
		}

		@GetMapping("/login")
		String login(HttpSession session) {
			return session.getId();
		}

		@GetMapping("/logout")
		String logout(HttpSession session) {
			session.invalidate();
			return "bye";
		}

		@GetMapping("/hang")
		String hang() throws InterruptedException {
			this.release.await();
			return "done";
		}

		@GetMapping("/events")
		synchronized SseEmitter events() throws Exception {
			SseEmitter emitter = new SseEmitter(0L);
			emitter.send(SseEmitter.event().data("welcome"));
			this.emitters.add(emitter);
			return emitter;
		}

		@Bean
		static HandlerMapping webSockets() {
			WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
			mapping.setOrder(-1);
			mapping.setUrlMap(Map.of("/socket", new WebSocketHttpRequestHandler(new TextWebSocketHandler())));
			return mapping;
		}

	}

}
