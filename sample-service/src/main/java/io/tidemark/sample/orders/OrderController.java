package io.tidemark.sample.orders;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@RequestMapping("/orders")
class OrderController {

	private static final int MOST = 1000;

	private final PriceLookup prices;

	private final OrderStore store;

	private final OrderStream stream;

	private final OrderTotals totals;

	OrderController(PriceLookup prices, OrderStore store, OrderStream stream, OrderTotals totals) {
		this.prices = prices;
		this.store = store;
		this.stream = stream;
		this.totals = totals;
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	Order order(@RequestBody OrderRequest request) {
		String product = request.checkedProduct();
		int quantity = request.checkedQuantity();
		int unitPrice = this.prices.unitPrice(product);
		Order order = this.store.add(product, quantity, unitPrice, Instant.now());
		this.stream.tell(order);
		return order;
	}

	@GetMapping
	List<Order> newest() {
		return this.store.newest();
	}

	@GetMapping("/totals")
	OrderTotals.Totals totals() {
		return this.totals.totals();
	}

	@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter stream() throws IOException {
		return this.stream.listen();
	}

	/**
	 * What is to be ordered, unchecked.
	 *
	 * @param product a name of the catalogue
	 * @param quantity pieces, from 1 to 1000
	 */
	record OrderRequest(@Nullable String product, @Nullable Integer quantity) {

		String checkedProduct() {
			if (this.product == null || this.product.isBlank()) {
				throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
						"Field 'product': expected one of GET /catalogue, found nothing");
			}
			return this.product;
		}

		int checkedQuantity() {
			if (this.quantity == null || this.quantity < 1 || this.quantity > MOST) {
				throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
						"Field 'quantity': expected pieces from 1 to %d, found %s".formatted(MOST,
								(this.quantity != null) ? this.quantity : "nothing"));
			}
			return this.quantity;
		}

	}

}
