package io.tidemark.verdict.leaks;

import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

final class HttpClientPerCall implements Mistake {

	private final HttpClient shared = HttpClient.newHttpClient();

	private final List<HttpClient> clients = new CopyOnWriteArrayList<>();

	@Override
	public String signature() {
		return "http-client-per-call";
	}

	@Override
	public void faulty() {
		client();
	}

	@Override
	public void repaired() {
		sharedClient();
	}

	HttpClient client() {
		HttpClient client = HttpClient.newHttpClient();
		this.clients.add(client);
		return client;
	}

	HttpClient sharedClient() {
		return this.shared;
	}

	/** The selector thread of a client ends when the client has been collected. */
	@Override
	public void close() throws Exception {
		for (HttpClient client : this.clients) {
			if (client instanceof AutoCloseable closeable) { // since JDK 21
				closeable.close();
			}
		}
		this.clients.clear();
		System.gc();
	}

}
