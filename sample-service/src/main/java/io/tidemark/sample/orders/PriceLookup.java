package io.tidemark.sample.orders;

import io.tidemark.sample.OwnService;

import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Asks for a price over HTTP, as if the catalogue were somebody else's service.
 */
@Component
class PriceLookup {

	private final RestClient restClient;

	private final OwnService own;

	PriceLookup(RestClient.Builder builder, OwnService own) {
		this.restClient = builder.build();
		this.own = own;
	}

	/**
	 * Returns the price of one piece, in cents.
	 * @throws UnknownProductException if the catalogue does not have the product
	 */
	int unitPrice(String product) {
		Product found = this.restClient.get()
			.uri("http://127.0.0.1:{port}/catalogue/{product}", this.own.port(), product)
			.retrieve()
			.onStatus(HttpStatusCode::is4xxClientError, (request, response) -> {
				throw new UnknownProductException(product);
			})
			.requiredBody(Product.class);
		return found.unitPrice();
	}

}
