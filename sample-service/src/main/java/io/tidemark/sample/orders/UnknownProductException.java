package io.tidemark.sample.orders;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Somebody orders what the catalogue does not have; 400.
 */
class UnknownProductException extends ResponseStatusException {

	UnknownProductException(String product) {
		super(HttpStatus.BAD_REQUEST, "Field 'product': expected one of GET /catalogue, found '%s'".formatted(product));
	}

}
