package io.tidemark.sample.leaks;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Receipts wait in a queue until a periodic task sends them to the archive. The archive
 * failed once, and the first exception ends a periodic task without a word. The queue has
 * no bound, so nobody notices.
 */
@Component
final class UnboundedQueue implements LeakScenario {

	private static final int FEW = 16;

	private final BlockingQueue<Receipt> waiting = new LinkedBlockingQueue<>(); // FAULT

	private final BlockingQueue<Receipt> repairedWaiting = new ArrayBlockingQueue<>(FEW); // REPAIR

	private @Nullable ScheduledExecutorService archive;

	@Override
	public String id() {
		return "unbounded-queue";
	}

	@Override
	public String wrong() {
		return "A queue without a bound is emptied by a periodic task that ended with its first exception, so receipts of 64 KiB wait for ever.";
	}

	@Override
	public int cap(LeakProperties configured) {
		return configured.memoryCap();
	}

	@Override
	public int held() {
		return this.waiting.size();
	}

	@Override
	public void commit() throws Exception {
		startArchive();
		this.waiting.add(Receipt.write(this.waiting.size()));
	}

	/** Returns when the task has ended. */
	private void startArchive() throws InterruptedException {
		if (this.archive == null) {
			this.archive = Executors.newScheduledThreadPool(1, new CustomizableThreadFactory("receipt-archive-"));
			ScheduledFuture<?> sending = this.archive.scheduleWithFixedDelay(this::send, 0, 10, TimeUnit.MILLISECONDS);
			while (!sending.isDone()) {
				TimeUnit.MILLISECONDS.sleep(1);
			}
		}
	}

	/** FAULT: catches nothing, so it is the last time that it runs. */
	private void send() {
		throw new IllegalStateException("The archive does not answer, " + this.waiting.size() + " receipts wait");
	}

	@Override
	public void repaired() {
		Receipt receipt = Receipt.write(this.repairedWaiting.size());
		while (!this.repairedWaiting.offer(receipt)) {
			sendAll(this.repairedWaiting); // REPAIR: who writes waits until there is room
		}
	}

	private static void sendAll(Queue<Receipt> waiting) {
		for (Receipt sent = waiting.poll(); sent != null; sent = waiting.poll()) {
			sent.number();
		}
	}

	@Override
	public void release() throws Exception {
		if (this.archive != null) {
			this.archive.shutdown();
			this.archive.awaitTermination(5, TimeUnit.SECONDS);
			this.archive = null;
		}
		this.waiting.clear();
	}

	private static final class Receipt {

		private static final int SIZE = 64 * 1024;

		private final byte[] document;

		private Receipt(byte[] document) {
			this.document = document;
		}

		static Receipt write(int number) {
			byte[] document = new byte[SIZE];
			document[0] = (byte) number;
			return new Receipt(document);
		}

		int number() {
			return this.document[0];
		}

	}

}
