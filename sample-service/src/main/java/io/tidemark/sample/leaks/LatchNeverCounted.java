package io.tidemark.sample.leaks;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;

/**
 * A thread sends a batch of invoices when all of them are rendered. One cannot be
 * rendered, is logged and forgotten, and so is its count.
 */
@Component
final class LatchNeverCounted implements LeakScenario {

	private static final Log logger = LogFactory.getLog(LatchNeverCounted.class);

	/** Customers of one batch; the second has no address. */
	private static final List<String> CUSTOMERS = List.of("Ada, Turing Street 1", "Bob", "Eve, Hopper Road 3");

	private final AtomicInteger started = new AtomicInteger();

	private final Held<Batch> waiting = new Held<>();

	@Override
	public String id() {
		return "latch-never-counted";
	}

	@Override
	public String wrong() {
		return "A task that fails does not count down the latch of its batch, so the thread that waits for the batch waits for ever.";
	}

	@Override
	public String threadNames() {
		return "invoice-batch-*";
	}

	@Override
	public int held() {
		return this.waiting.size();
	}

	@Override
	public void commit() {
		CountDownLatch rendered = new CountDownLatch(CUSTOMERS.size());
		this.waiting.add(new Batch(sendWhenRendered(rendered), rendered));
		CUSTOMERS.forEach((customer) -> render(customer, rendered));
	}

	@Override
	public void repaired() throws InterruptedException {
		CountDownLatch rendered = new CountDownLatch(CUSTOMERS.size());
		Thread thread = sendWhenRendered(rendered);
		CUSTOMERS.forEach((customer) -> renderAndCount(customer, rendered));
		thread.join();
	}

	@Override
	public void release() throws Exception {
		this.waiting.release(Batch::end);
	}

	private Thread sendWhenRendered(CountDownLatch rendered) {
		Thread thread = new Thread(() -> {
			try {
				rendered.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "invoice-batch-" + this.started.incrementAndGet());
		thread.start();
		return thread;
	}

	private void render(String customer, CountDownLatch rendered) {
		try {
			address(customer);
			rendered.countDown(); // FAULT: not reached by the one that fails
		}
		catch (IllegalArgumentException ex) {
			logger.debug("One invoice less in this batch", ex);
		}
	}

	private void renderAndCount(String customer, CountDownLatch rendered) {
		try {
			address(customer);
		}
		catch (IllegalArgumentException ex) {
			logger.debug("One invoice less in this batch", ex);
		}
		finally {
			rendered.countDown(); // REPAIR: counted in any case
		}
	}

	private String address(String customer) {
		int comma = customer.indexOf(',');
		if (comma < 0) {
			throw new IllegalArgumentException("Expected a name and an address, found '" + customer + "'");
		}
		return customer.substring(comma + 1).strip();
	}

	private record Batch(Thread thread, CountDownLatch rendered) {

		void end() throws InterruptedException {
			while (this.rendered.getCount() > 0) {
				this.rendered.countDown();
			}
			this.thread.join();
		}

	}

}
