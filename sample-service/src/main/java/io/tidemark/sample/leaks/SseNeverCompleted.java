package io.tidemark.sample.leaks;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.tidemark.sample.OwnService;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A client listens to server-sent events and goes away. The server would notice when it
 * sends something, but there is nothing to send.
 */
@RestController
final class SseNeverCompleted implements LeakScenario {

	private static final long NEVER = 0;

	private static final long MINUTE = 60_000;

	private final Held<SseEmitter> listeners = new Held<>();

	private final Set<SseEmitter> repairedListeners = ConcurrentHashMap.newKeySet();

	private final OwnService own;

	private final LeakProperties properties;

	SseNeverCompleted(OwnService own, LeakProperties properties) {
		this.properties = properties;
		this.own = own;
	}

	@Override
	public String id() {
		return "sse-never-completed";
	}

	@Override
	public String wrong() {
		return "A stream of server-sent events has no timeout and is never completed, so request and connection of a client that went away stay for ever.";
	}

	@Override
	public int held() {
		return this.listeners.size();
	}

	@GetMapping(path = "/leaks/sse-never-completed/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter stream() throws IOException {
		refuseBeyondCap();
		SseEmitter emitter = new SseEmitter(NEVER); // FAULT: no timeout, no callback
		this.listeners.add(emitter);
		emitter.send(SseEmitter.event().data("welcome"));
		return emitter;
	}

	@GetMapping(path = "/repaired/sse-never-completed/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter repairedStream() throws IOException {
		SseEmitter emitter = new SseEmitter(MINUTE); // REPAIR: ends at the latest then
		emitter.onCompletion(() -> this.repairedListeners.remove(emitter)); // REPAIR
		this.repairedListeners.add(emitter);
		emitter.send(SseEmitter.event().data("welcome"));
		return emitter;
	}

	@Override
	public void commit() throws Exception {
		listenAndGo("/leaks/sse-never-completed/stream");
	}

	@Override
	public void repaired() throws Exception {
		listenAndGo("/repaired/sse-never-completed/stream");
		for (SseEmitter emitter : this.repairedListeners) {
			complete(emitter); // REPAIR: all is said
			this.repairedListeners.remove(emitter);
		}
	}

	@Override
	public void release() throws Exception {
		this.listeners.release(SseNeverCompleted::complete);
	}

	/** One after the other: all at once they would make the server's pool grow. */
	private static void complete(SseEmitter emitter) throws Exception {
		CountDownLatch completed = new CountDownLatch(1);
		emitter.onCompletion(completed::countDown);
		emitter.complete();
		completed.await(1, TimeUnit.SECONDS);
	}

	int heldByRepaired() {
		return this.repairedListeners.size();
	}

	/** The address can be called without {@link #commit()}. */
	private void refuseBeyondCap() {
		if (held() >= this.properties.cap()) {
			throw new ResponseStatusException(HttpStatus.CONFLICT,
					"Expected at most %d streams held at a time; DELETE /leaks/%s releases them"
						.formatted(this.properties.cap(), id()));
		}
	}

	private void listenAndGo(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.own.uri("http", path)).build();
		try (InputStream events = this.own.httpClient().send(request, BodyHandlers.ofInputStream()).body()) {
			events.read();
		}
	}

}
