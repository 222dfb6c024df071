package io.tidemark.sample.leaks;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A supplier on loopback that takes one call and never answers. The system takes it:
 * nobody accepts, so that no thread is needed that whoever counts threads would see.
 */
final class SilentSupplier implements Closeable {

	private final ServerSocket server;

	SilentSupplier() throws IOException {
		this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
	}

	/**
	 * Calls; whoever reads waits until {@link #close()}, or as long as the socket says.
	 */
	Socket call() throws IOException {
		return new Socket(this.server.getInetAddress(), this.server.getLocalPort());
	}

	/** Hangs up: whoever still waits for the answer gets an {@link IOException}. */
	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
