package io.tidemark.sample.leaks;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * One thread calls a supplier while it holds the lock of the price list, and the supplier
 * does not answer: everybody who only wants to read a price queues up behind it.
 */
@Component
final class LockConvoy implements LeakScenario {

	private final AtomicInteger started = new AtomicInteger();

	private final Held<Thread> readers = new Held<>();

	private @Nullable Writer writer;

	@Override
	public String id() {
		return "lock-convoy";
	}

	@Override
	public String wrong() {
		return "A thread waits for its supplier while it holds a lock, so each thread that needs the lock queues up behind it.";
	}

	@Override
	public String threadNames() {
		return "price-list-reader-*";
	}

	@Override
	public int held() {
		return this.readers.size();
	}

	@Override
	public void commit() throws Exception {
		if (this.writer == null) {
			this.writer = Writer.holdingTheLock();
		}
		this.readers.add(startReader(this.writer.prices));
	}

	@Override
	public void repaired() throws Exception {
		PriceList prices = new PriceList();
		Thread writer = new Thread(() -> updateAskingFirst(prices), "price-list-writer");
		writer.start();
		startReader(prices).join();
		writer.join();
	}

	/** The supplier hangs up; everybody gets the lock then. */
	@Override
	public void release() throws Exception {
		if (this.writer != null) {
			this.writer.end();
			this.writer = null;
		}
		this.readers.release(Thread::join);
	}

	private Thread startReader(PriceList prices) {
		Thread thread = new Thread(prices::read, "price-list-reader-" + this.started.incrementAndGet());
		thread.start();
		return thread;
	}

	private static void updateAskingFirst(PriceList prices) {
		try (SilentSupplier supplier = new SilentSupplier(); Socket call = supplier.call()) {
			call.setSoTimeout(1); // REPAIR: waits a little, and without the lock
			prices.write(call.getInputStream().read());
		}
		catch (SocketTimeoutException ex) {
			prices.write(prices.read()); // the old price goes on
		}
		catch (IOException ex) {
			throw new IllegalStateException("The supplier failed", ex);
		}
	}

	private static final class PriceList {

		private final ReentrantLock lock = new ReentrantLock();

		private int price = 42;

		int read() {
			this.lock.lock();
			try {
				return this.price;
			}
			finally {
				this.lock.unlock();
			}
		}

		void write(int price) {
			this.lock.lock();
			try {
				this.price = price;
			}
			finally {
				this.lock.unlock();
			}
		}

	}

	/** The thread at the head of the queue. */
	private static final class Writer {

		private final PriceList prices = new PriceList();

		private final SilentSupplier supplier = new SilentSupplier();

		private final CountDownLatch holding = new CountDownLatch(1);

		private final Thread thread = new Thread(this::update, "price-list-writer");

		private Writer() throws IOException {
		}

		static Writer holdingTheLock() throws Exception {
			Writer writer = new Writer();
			writer.thread.start();
			writer.holding.await();
			return writer;
		}

		private void update() {
			this.prices.lock.lock();
			try (Socket call = this.supplier.call()) {
				this.holding.countDown();
				int price = call.getInputStream().read(); // FAULT: waits with the lock
				this.prices.write(price);
			}
			catch (IOException ex) {
				// released: the supplier hung up
			}
			finally {
				this.prices.lock.unlock();
			}
		}

		void end() throws Exception {
			this.supplier.close();
			this.thread.join();
		}

	}

}
