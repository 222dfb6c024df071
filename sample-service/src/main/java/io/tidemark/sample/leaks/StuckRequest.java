package io.tidemark.sample.leaks;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.tidemark.sample.OwnService;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * A request asks a supplier that never answers. So it never ends itself, and the thread
 * of the server that serves it serves no other.
 */
@RestController
final class StuckRequest implements LeakScenario {

	/** Half of the server's threads: the others are needed to release these. */
	private static final int REQUESTS = 100;

	private static final long SECONDS = 5;

	private final AtomicInteger asked = new AtomicInteger();

	private final Map<Integer, Report> reports = new ConcurrentHashMap<>();

	private final OwnService own;

	StuckRequest(OwnService own) {
		this.own = own;
	}

	@Override
	public String id() {
		return "stuck-request";
	}

	@Override
	public String wrong() {
		return "A request reads from a supplier that never answers, without a read timeout, so it never ends and keeps its thread of the server.";
	}

	@Override
	public int cap(LeakProperties configured) {
		return Math.min(REQUESTS, configured.cap());
	}

	@Override
	public int held() {
		return this.reports.size();
	}

	@GetMapping("/leaks/stuck-request/report/{id}")
	String report(@PathVariable int id) throws IOException {
		Report report = begin(id);
		try (Socket call = report.supplier.call()) {
			report.begun.countDown();
			return "Stock: " + call.getInputStream().read(); // FAULT: no read timeout
		}
		catch (SocketException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_GATEWAY, "The supplier hung up", ex); // released
		}
	}

	@GetMapping("/repaired/stuck-request/report/{id}")
	String repairedReport(@PathVariable int id) throws IOException {
		try (SilentSupplier supplier = new SilentSupplier(); Socket call = supplier.call()) {
			call.setSoTimeout(1); // REPAIR: gives up
			return "Stock: " + call.getInputStream().read();
		}
		catch (SocketTimeoutException ex) {
			throw new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT,
					"The supplier did not answer for report %d in time".formatted(id), ex);
		}
	}

	@Override
	public void commit() throws Exception {
		int id = this.asked.incrementAndGet();
		Report report = new Report();
		this.reports.put(id, report);
		report.answer = ask("/leaks/stuck-request/report/" + id);
		if (!report.begun.await(SECONDS, TimeUnit.SECONDS)) {
			throw new TimeoutException(
					"Expected a free thread of the server within %d seconds, found none".formatted(SECONDS));
		}
	}

	@Override
	public void repaired() throws Exception {
		ask("/repaired/stuck-request/report/" + this.asked.incrementAndGet()).get(SECONDS, TimeUnit.SECONDS);
	}

	@Override
	public void release() throws Exception {
		Held<Report> all = new Held<>();
		this.reports.values().forEach(all::add);
		this.reports.clear();
		all.release(Report::end);
	}

	private CompletableFuture<HttpResponse<Void>> ask(String path) {
		HttpRequest request = HttpRequest.newBuilder(this.own.uri("http", path)).build();
		return this.own.httpClient().sendAsync(request, BodyHandlers.discarding());
	}

	/** The address can be called without {@link #commit()}. */
	private Report begin(int id) {
		Report report = this.reports.get(id);
		if (report == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND,
					"Unknown report %d: POST /leaks/%s asks for one".formatted(id, id()));
		}
		if (!report.taken.compareAndSet(false, true)) {
			throw new ResponseStatusException(HttpStatus.CONFLICT,
					"Expected one request for report %d, found a second one".formatted(id));
		}
		return report;
	}

	/** One request that is under way, and what it waits for. */
	private static final class Report {

		private final SilentSupplier supplier = new SilentSupplier();

		private final AtomicBoolean taken = new AtomicBoolean();

		private final CountDownLatch begun = new CountDownLatch(1);

		private Future<?> answer = CompletableFuture.completedFuture(null);

		private Report() throws IOException {
		}

		void end() throws Exception {
			this.supplier.close();
			this.answer.get(SECONDS, TimeUnit.SECONDS);
		}

	}

}
