package io.tidemark.sample.leaks;

import io.tidemark.sample.OwnService;

import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * The caller looks at the status of a response and forgets the body. As long as the body
 * is neither read nor closed, the client cannot give its connection to the next call.
 */
@Component
final class ResponseNotClosed implements LeakScenario {

	private static final String CATALOGUE = "http://127.0.0.1:{port}/catalogue";

	private final Held<ClientHttpResponse> open = new Held<>();

	private final OwnService own;

	private final RestClient restClient;

	ResponseNotClosed(OwnService own) {
		this.own = own;
		this.restClient = RestClient.builder()
			.requestFactory(new JdkClientHttpRequestFactory(own.httpClient()))
			.build();
	}

	@Override
	public String id() {
		return "response-not-closed";
	}

	@Override
	public String wrong() {
		return "The response of an HTTP call is neither read nor closed, so its connection is never given back and each call opens one more.";
	}

	@Override
	public int held() {
		return this.open.size();
	}

	@Override
	public void commit() {
		ClientHttpResponse response = this.restClient.get()
			.uri(CATALOGUE, this.own.port())
			.exchangeForRequiredValue((request, answer) -> answer, false); // FAULT:
																			// false, and
																			// nobody
																			// closes it
		this.open.add(response);
	}

	@Override
	public void repaired() {
		this.restClient.get()
			.uri(CATALOGUE, this.own.port())
			.exchangeForRequiredValue((request, answer) -> answer.getStatusCode()); // REPAIR:
																					// closed
																					// afterwards
	}

	@Override
	public void release() throws Exception {
		this.open.release(ClientHttpResponse::close);
	}

}
