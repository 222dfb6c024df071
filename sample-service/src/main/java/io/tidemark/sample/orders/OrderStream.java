package io.tidemark.sample.orders;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells new orders to everybody who listens. A listener is forgotten when it completes,
 * fails or has listened for a minute (a browser comes back by itself), and there are at
 * most 100.
 */
@Component
class OrderStream {

	private static final int LISTENERS = 100;

	private static final long MINUTE = 60_000;

	private final Set<SseEmitter> listeners = ConcurrentHashMap.newKeySet();

	SseEmitter listen() throws IOException {
		if (this.listeners.size() >= LISTENERS) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE,
					"Expected at most %d listeners at a time; come back in a minute".formatted(LISTENERS));
		}
		SseEmitter listener = new SseEmitter(MINUTE);
		listener.onCompletion(() -> this.listeners.remove(listener));
		listener.onTimeout(listener::complete);
		listener.onError((failure) -> this.listeners.remove(listener));
		this.listeners.add(listener);
		// The headers go out with the first event, not before.
		listener.send(SseEmitter.event().comment("listening"));
		return listener;
	}

	void tell(Order order) {
		for (SseEmitter listener : this.listeners) {
			try {
				listener.send(SseEmitter.event().name("order").id(Long.toString(order.id())).data(order));
			}
			catch (IOException | IllegalStateException ex) {
				this.listeners.remove(listener); // it went away
			}
		}
	}

	int listeners() {
		return this.listeners.size();
	}

	/** An open stream would hold up a graceful shutdown. */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.listeners.forEach(SseEmitter::complete);
	}

}
