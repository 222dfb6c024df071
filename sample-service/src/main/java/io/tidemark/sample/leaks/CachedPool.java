package io.tidemark.sample.leaks;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * One pool for all mails, without a limit so that no mail waits for another. When the
 * mail server hangs, each mail takes a thread more and keeps it.
 */
@Component
final class CachedPool implements LeakScenario {

	/** A mail on its way holds two open files. */
	private static final int MAILS = 200;

	private static final int SENDERS = 4;

	private final ThreadFactory threads = new CustomizableThreadFactory("mail-sender-");

	private final Held<SilentSupplier> hanging = new Held<>();

	private final ExecutorService repairedPool = limitedPool();

	private ExecutorService pool = unlimitedPool();

	@Override
	public String id() {
		return "cached-pool";
	}

	@Override
	public String wrong() {
		return "A thread pool without a limit runs tasks that wait for a server without a timeout, so each task takes one thread more.";
	}

	@Override
	public String threadNames() {
		return "mail-sender-*";
	}

	@Override
	public int cap(LeakProperties configured) {
		return Math.min(MAILS, configured.cap());
	}

	@Override
	public int held() {
		return this.hanging.size();
	}

	@Override
	public void commit() throws IOException {
		SilentSupplier mailServer = new SilentSupplier();
		this.hanging.add(mailServer);
		this.pool.execute(() -> send(mailServer));
	}

	@Override
	public void repaired() throws Exception {
		try (SilentSupplier mailServer = new SilentSupplier()) {
			Thread sender = this.repairedPool.submit(() -> sendOrGiveUp(mailServer)).get();
			sender.join();
		}
	}

	@Override
	public void release() throws Exception {
		this.hanging.release(SilentSupplier::close);
		this.pool.shutdown();
		this.pool.awaitTermination(5, TimeUnit.SECONDS);
		this.pool = unlimitedPool();
	}

	private ExecutorService unlimitedPool() {
		return Executors.newCachedThreadPool(this.threads); // FAULT: no limit
	}

	/** Its threads go as soon as there is no mail, and here there is one at a time. */
	private ExecutorService limitedPool() {
		ThreadPoolExecutor limited = new ThreadPoolExecutor(SENDERS, SENDERS, 1, TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(MAILS), this.threads); // REPAIR: both limited
		limited.allowCoreThreadTimeOut(true);
		return limited;
	}

	private void send(SilentSupplier mailServer) {
		try (Socket call = mailServer.call()) {
			call.getInputStream().read(); // FAULT: no timeout
		}
		catch (IOException ex) {
			// released: the mail server hung up
		}
	}

	private Thread sendOrGiveUp(SilentSupplier mailServer) throws IOException {
		try (Socket call = mailServer.call()) {
			call.setSoTimeout(1); // REPAIR: gives up
			call.getInputStream().read();
		}
		catch (SocketTimeoutException ex) {
			// the mail is for another day
		}
		return Thread.currentThread();
	}

}
