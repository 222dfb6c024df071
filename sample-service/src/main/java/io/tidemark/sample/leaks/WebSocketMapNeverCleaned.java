package io.tidemark.sample.leaks;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.tidemark.sample.OwnService;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * A map of the sessions that are open, in which the closed ones stay, each with its
 * buffers.
 */
@Component
final class WebSocketMapNeverCleaned implements LeakScenario {

	private static final long SECONDS = 5;

	private final Map<String, WebSocketSession> sessions = new ConcurrentHashMap<>();

	private final Map<String, WebSocketSession> repairedSessions = new ConcurrentHashMap<>();

	private final Visitor staying = new Visitor();

	private final OwnService own;

	private final LeakProperties properties;

	WebSocketMapNeverCleaned(OwnService own, LeakProperties properties) {
		this.properties = properties;
		this.own = own;
	}

	/**
	 * One session stays open all the time. Tomcat starts a background thread with the
	 * first session and ends it with the last, so that without this one each visit would
	 * cost a thread for about a second, and this fault is not about threads.
	 */
	@EventListener(ApplicationReadyEvent.class)
	void stay() {
		if (this.own.listens()) {
			this.own.httpClient()
				.newWebSocketBuilder()
				.buildAsync(this.own.uri("ws", "/repaired/websocket-map-never-cleaned/socket"), this.staying);
		}
	}

	@EventListener(ContextClosedEvent.class)
	void leave() {
		this.staying.leave();
	}

	@Override
	public String id() {
		return "websocket-map-never-cleaned";
	}

	@Override
	public String wrong() {
		return "Each WebSocket session is put into a map when it opens and not taken out when it closes, so closed sessions and their buffers stay for ever.";
	}

	@Override
	public int held() {
		return this.sessions.size();
	}

	@Override
	public void commit() throws Exception {
		visit("/leaks/websocket-map-never-cleaned/socket");
	}

	@Override
	public void repaired() throws Exception {
		visit("/repaired/websocket-map-never-cleaned/socket");
	}

	@Override
	public void release() {
		this.sessions.clear(); // the sessions are closed, only the map holds them
	}

	/** The open sessions: the one that stays, and visitors. */
	int heldByRepaired() {
		return this.repairedSessions.size();
	}

	/** Opens a session, waits for the greeting and leaves. */
	private void visit(String path) throws Exception {
		HttpClient client = this.own.httpClient();
		Visitor visitor = new Visitor();
		WebSocket socket = client.newWebSocketBuilder()
			.buildAsync(this.own.uri("ws", path), visitor)
			.get(SECONDS, TimeUnit.SECONDS);
		visitor.greeted.get(SECONDS, TimeUnit.SECONDS);
		socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(SECONDS, TimeUnit.SECONDS);
		visitor.gone.get(SECONDS, TimeUnit.SECONDS);
	}

	/** The server's side, with the fault. */
	final class FaultyHandler extends TextWebSocketHandler {

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws Exception {
			if (held() >= WebSocketMapNeverCleaned.this.properties.cap()) {
				session.close(CloseStatus.SERVICE_OVERLOAD); // opened without commit()
				return;
			}
			WebSocketMapNeverCleaned.this.sessions.put(session.getId(), session);
			session.sendMessage(new TextMessage("welcome"));
		}

		// FAULT: there is no afterConnectionClosed

	}

	/** The server's side, repaired. */
	final class RepairedHandler extends TextWebSocketHandler {

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws Exception {
			WebSocketMapNeverCleaned.this.repairedSessions.put(session.getId(), session);
			session.sendMessage(new TextMessage("welcome"));
		}

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			WebSocketMapNeverCleaned.this.repairedSessions.remove(session.getId()); // REPAIR
		}

	}

	/** The client's side. */
	private static final class Visitor implements WebSocket.Listener {

		private final CompletableFuture<Void> greeted = new CompletableFuture<>();

		private final CompletableFuture<Void> gone = new CompletableFuture<>();

		private volatile @Nullable WebSocket socket;

		@Override
		public void onOpen(WebSocket socket) {
			this.socket = socket;
			socket.request(1);
		}

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.greeted.complete(null);
			socket.request(1);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
			this.greeted.completeExceptionally(new IllegalStateException("Closed without a greeting: " + statusCode));
			this.gone.complete(null);
			return null;
		}

		@Override
		public void onError(WebSocket socket, Throwable error) {
			this.greeted.completeExceptionally(error);
			this.gone.completeExceptionally(error);
		}

		void leave() {
			WebSocket open = this.socket;
			if (open != null) {
				open.abort();
			}
		}

	}

}
