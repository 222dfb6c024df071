package io.tidemark.boot.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An endpoint over a real socket, on one of both web stacks, on the application's port or
 * on one of its own.
 *
 * @param address where it is
 */
record ServedEndpoint(String address) {

	/** What a browser accepts. */
	static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static final String TOMCAT_REACTIVE = "org.springframework.boot.tomcat.autoconfigure.actuate.web.server."
			+ "TomcatReactiveManagementContextAutoConfiguration";

	/** Both stacks, each with one port and with two. */
	static Stream<Arguments> stacks() {
		return Stream.of(Arguments.of("servlet", false), Arguments.of("servlet", true), Arguments.of("reactive", false),
				Arguments.of("reactive", true));
	}

	static ConfigurableApplicationContext start(Class<?> application, String stack, boolean separatePort,
			String... more) {
		List<String> arguments = new ArrayList<>(List.of("--spring.main.web-application-type=" + stack,
				"--server.port=0", separatePort ? "--management.server.port=0" : "--separate=none",
				// both servers are on the class path of the tests, and each brings one of
				// these
				"--spring.autoconfigure.exclude=" + (stack.equals("reactive") ? TOMCAT_REACTIVE : ""),
				"--spring.main.banner-mode=off"));
		arguments.addAll(List.of(more));
		return new SpringApplication(application).run(arguments.toArray(String[]::new));
	}

	static ServedEndpoint of(ConfigurableApplicationContext application, boolean separatePort, String id) {
		String port = application.getEnvironment()
			.getProperty(separatePort ? "local.management.port" : "local.server.port");
		return new ServedEndpoint("http://127.0.0.1:" + port + "/actuator/" + id);
	}

	HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		return send(request(path, headers).GET());
	}

	HttpRequest.Builder request(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.address + path))
			.timeout(Duration.ofSeconds(30));
		return (headers.length > 0) ? request.headers(headers) : request;
	}

	HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return send(request, HttpResponse.BodyHandlers.ofString());
	}

	<T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
			throws IOException, InterruptedException {
		return CLIENT.send(request.build(), body);
	}

	static String contentType(HttpResponse<String> answer) {
		return answer.headers().firstValue("content-type").orElse("");
	}

	static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
