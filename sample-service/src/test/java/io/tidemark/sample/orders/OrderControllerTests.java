package io.tidemark.sample.orders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import io.tidemark.sample.ServiceClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class OrderControllerTests {

	@LocalServerPort
	private int port;

	@Autowired
	private OrderTotals totals;

	@Autowired
	private OrderStream stream;

	@Test
	void orderIsPricedByTheCatalogueAndListedFirst() {
		Order order = order("coffee", 3);

		Order[] newest = ServiceClient.on(this.port).get().uri("/orders").retrieve().requiredBody(Order[].class);
		assertThat(order.unitPrice()).isEqualTo(790);
		assertThat(newest[0].id()).isEqualTo(order.id());
		assertThat(newest[0].quantity()).isEqualTo(3);
	}

	@Test
	void totalsAreSummedUpWhenTheJobRuns() {
		await().until(() -> this.totals.totals().at() != null);
		order("mate", 2);
		order("mate", 5);

		this.totals.sum();

		OrderTotals.Totals answer = ServiceClient.on(this.port)
			.get()
			.uri("/orders/totals")
			.retrieve()
			.requiredBody(OrderTotals.Totals.class);
		assertThat(answer.products()).contains(new ProductTotal("mate", 7, 7 * 610));
	}

	@Test
	@Timeout(20)
	void listenerIsToldOfANewOrderAndForgottenWhenItHasGone() throws IOException {
		HttpURLConnection connection = (HttpURLConnection) URI
			.create("http://127.0.0.1:" + this.port + "/orders/stream")
			.toURL()
			.openConnection();

		try (BufferedReader events = new BufferedReader(
				new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
			assertThat(events.readLine()).isEqualTo(":listening");
			order("cocoa", 1);
			String data = events.lines().filter((line) -> line.startsWith("data:")).findFirst().orElseThrow();
			assertThat(data).contains("\"product\":\"cocoa\"");
			connection.disconnect();
		}

		await().until(() -> {
			order("tea", 1); // whoever has gone is noticed when something is sent
			return this.stream.listeners() == 0;
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"product":"gold","quantity":1}  | Field 'product': expected one of GET /catalogue, found 'gold'
			{"quantity":1}                   | Field 'product': expected one of GET /catalogue, found nothing
			{"product":"tea","quantity":0}   | Field 'quantity': expected pieces from 1 to 1000, found 0
			{"product":"tea"}                | Field 'quantity': expected pieces from 1 to 1000, found nothing
			""")
	void orderIsRefusedWhenAFieldIsWrong(String body, String sentence) {
		ResponseEntity<ProblemDetail> answer = ServiceClient.on(this.port)
			.post()
			.uri("/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.toEntity(ProblemDetail.class);

		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(answer.getBody().getDetail()).isEqualTo(sentence);
	}

	@Test
	void catalogueIsLargerThanWhatAClientReadsAhead() {
		Product[] all = ServiceClient.on(this.port).get().uri("/catalogue").retrieve().requiredBody(Product[].class);

		assertThat(Arrays.stream(all).map(Product::name)).contains("tea", "blend-800").hasSize(804);
	}

	private Order order(String product, int quantity) {
		return ServiceClient.on(this.port)
			.post()
			.uri("/orders")
			.body(Map.of("product", product, "quantity", quantity))
			.retrieve()
			.requiredBody(Order.class);
	}

}
