package io.tidemark.verdict.leaks;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

final class LatchNeverCounted implements Mistake {

	private final Callers batches = new Callers("batch");

	private final ExecutorService renderer = Executors.newFixedThreadPool(1);

	@Override
	public String signature() {
		return "latch-never-counted";
	}

	@Override
	public void faulty() {
		this.batches.call(() -> {
			renderAll(List.of("Ada", "Bob"));
			return null;
		});
	}

	@Override
	public void repaired() {
		this.batches.call(() -> {
			renderAllOrFail(List.of("Ada", "Bob"));
			return null;
		});
	}

	void renderAll(List<String> customers) throws InterruptedException {
		CountDownLatch rendered = new CountDownLatch(customers.size());
		for (String customer : customers) {
			this.renderer.submit(() -> {
				render(customer);
				rendered.countDown();
			});
		}
		rendered.await();
	}

	void renderAllOrFail(List<String> customers) throws InterruptedException, TimeoutException {
		CountDownLatch rendered = new CountDownLatch(customers.size());
		for (String customer : customers) {
			this.renderer.submit(() -> {
				try {
					render(customer);
				}
				finally {
					rendered.countDown();
				}
			});
		}
		if (!rendered.await(1, TimeUnit.MINUTES)) {
			throw new TimeoutException("Expected all invoices within a minute, missing " + rendered.getCount());
		}
	}

	private static void render(String customer) {
		if (customer.equals("Bob")) {
			throw new IllegalStateException("Bob has no address");
		}
	}

	@Override
	public void close() {
		this.batches.end();
		this.renderer.shutdownNow();
	}

}
