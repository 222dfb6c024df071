package io.tidemark.sample.leaks;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.tidemark.sample.OwnService;
import jakarta.servlet.http.HttpSession;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * What a visitor found is put into the session, so that the next page need not search
 * again. Sessions last for a day; most visitors look at one page and never come back.
 */
@RestController
final class SessionHoarding implements LeakScenario {

	private static final String RESULT = "searchResult";

	private static final Duration DAY = Duration.ofDays(1);

	private final Held<HttpSession> sessions = new Held<>();

	private final OwnService own;

	private final LeakProperties properties;

	SessionHoarding(OwnService own, LeakProperties properties) {
		this.own = own;
		this.properties = properties;
	}

	@Override
	public String id() {
		return "session-hoarding";
	}

	@Override
	public String wrong() {
		return "Each visit opens an HTTP session that lasts a day and holds 64 KiB of search results, so the sessions of visitors who never come back pile up.";
	}

	@Override
	public int cap(LeakProperties configured) {
		return configured.memoryCap();
	}

	@Override
	public int held() {
		return this.sessions.size();
	}

	@GetMapping("/leaks/session-hoarding/search")
	int search(HttpSession session) {
		refuseBeyondCap();
		SearchResult result = SearchResult.find();
		session.setMaxInactiveInterval(Math.toIntExact(DAY.toSeconds())); // FAULT
		session.setAttribute(RESULT, result); // FAULT: all of it
		this.sessions.add(session);
		return result.size();
	}

	@GetMapping("/repaired/session-hoarding/search")
	int repairedSearch(HttpSession session) {
		SearchResult result = SearchResult.find();
		session.setAttribute(RESULT, result.size()); // REPAIR: what the next page needs
		int size = (int) session.getAttribute(RESULT);
		session.invalidate(); // REPAIR: the visitor has said goodbye
		return size;
	}

	@Override
	public void commit() throws Exception {
		visit("/leaks/session-hoarding/search");
	}

	@Override
	public void repaired() throws Exception {
		visit("/repaired/session-hoarding/search");
	}

	@Override
	public void release() throws Exception {
		this.sessions.release(HttpSession::invalidate);
	}

	/** A visitor without a cookie is a new one. */
	private void visit(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.own.uri("http", path)).build();
		HttpResponse<String> page = this.own.httpClient().send(request, BodyHandlers.ofString());
		if (page.statusCode() != HttpStatus.OK.value()) {
			throw new IOException("Expected 200 from %s, found %d".formatted(path, page.statusCode()));
		}
	}

	/** The address can be called without {@link #commit()}. */
	private void refuseBeyondCap() {
		if (held() >= cap(this.properties)) {
			throw new ResponseStatusException(HttpStatus.CONFLICT,
					"Expected at most %d sessions held at a time; DELETE /leaks/%s releases them"
						.formatted(cap(this.properties), id()));
		}
	}

	private static final class SearchResult {

		private static final int SIZE = 8 * 1024;

		private final long[] products;

		private SearchResult(long[] products) {
			this.products = products;
		}

		static SearchResult find() {
			return new SearchResult(new long[SIZE]);
		}

		int size() {
			return this.products.length;
		}

	}

}
