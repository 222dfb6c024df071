package io.tidemark.sample;

import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * A client of the running service that takes every status as an answer and has no threads
 * that a test could mistake for leaked ones.
 */
public final class ServiceClient {

	private ServiceClient() {
	}

	public static RestClient on(int port) {
		return RestClient.builder()
			.baseUrl("http://127.0.0.1:" + port)
			.requestFactory(new SimpleClientHttpRequestFactory())
			.defaultStatusHandler((status) -> true, (request, response) -> {
			})
			.build();
	}

	/** Makes what is there now the baseline. */
	static void takeBaseline(RestClient service) {
		service.post()
			.uri("/actuator/threaddiff")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("baseline", true))
			.retrieve()
			.toBodilessEntity();
	}

}
