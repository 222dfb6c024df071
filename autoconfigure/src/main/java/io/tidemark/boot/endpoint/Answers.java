package io.tidemark.boot.endpoint;

import io.tidemark.report.JsonReport;

import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeTypeUtils;

/**
 * Answers of the endpoints.
 */
final class Answers {

	private static final JsonReport JSON = new JsonReport();

	private Answers() {
	}

	/** The body is text, or for a profile bytes. */
	static WebEndpointResponse<Object> respond(Producible<?> format, Object body) {
		return new WebEndpointResponse<>(body, WebEndpointResponse.STATUS_OK, format.getProducedMimeType());
	}

	static WebEndpointResponse<Object> badRequest(Producible<?> accepted, Exception ex) {
		return refuse(accepted, WebEndpointResponse.STATUS_BAD_REQUEST, "Bad Request", ex);
	}

	static WebEndpointResponse<Object> notFound(Producible<?> accepted, Exception ex) {
		return refuse(accepted, WebEndpointResponse.STATUS_NOT_FOUND, "Not Found", ex);
	}

	/**
	 * A refusal is a sentence: as JSON for programs, as plain text for everybody else.
	 */
	static WebEndpointResponse<Object> refuse(Producible<?> accepted, int status, String error, Exception ex) {
		String message = String.valueOf(ex.getMessage());
		return accepted.getProducedMimeType().equals(MimeTypeUtils.APPLICATION_JSON)
				? new WebEndpointResponse<>(JSON.refusal(status, error, message), status,
						MimeTypeUtils.APPLICATION_JSON)
				: new WebEndpointResponse<>(message + "\n", status, LeaksFormat.TEXT.getProducedMimeType());
	}

}
