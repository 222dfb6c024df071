package io.tidemark.verdict.leaks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

final class StuckRequest implements Mistake {

	private final Callers requests = new Callers("http-exec");

	private final ServerSocket supplier = silentSupplier();

	@Override
	public String signature() {
		return "stuck-request";
	}

	@Override
	public void faulty() {
		this.requests.call(this::stock);
	}

	@Override
	public void repaired() {
		this.requests.call(this::stockInTime);
	}

	int stock() throws IOException {
		try (Socket call = new Socket(this.supplier.getInetAddress(), this.supplier.getLocalPort())) {
			return call.getInputStream().read();
		}
	}

	int stockInTime() throws IOException {
		try (Socket call = new Socket(this.supplier.getInetAddress(), this.supplier.getLocalPort())) {
			call.setSoTimeout(10);
			return call.getInputStream().read();
		}
	}

	/** Listens and never answers. */
	private static ServerSocket silentSupplier() {
		try {
			return new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.supplier.close();
	}

}
