package io.tidemark.verdict.leaks;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

final class ExecutorPerCall implements Mistake {

	private final ExecutorService shared = Executors.newFixedThreadPool(2);

	private final List<ExecutorService> forgotten = new CopyOnWriteArrayList<>();

	@Override
	public String signature() {
		return "executor-per-call";
	}

	@Override
	public void faulty() throws Exception {
		invoice(() -> "invoice");
	}

	@Override
	public void repaired() throws Exception {
		invoiceOnSharedExecutor(() -> "invoice");
	}

	String invoice(Callable<String> rendering) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(2);
		this.forgotten.add(executor);
		return executor.submit(rendering).get();
	}

	String invoiceOnSharedExecutor(Callable<String> rendering) throws Exception {
		return this.shared.submit(rendering).get();
	}

	String invoiceOnOwnExecutor(Callable<String> rendering) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(2);
		try {
			return executor.submit(rendering).get();
		}
		finally {
			executor.shutdown();
		}
	}

	@Override
	public void close() {
		this.shared.shutdownNow();
		this.forgotten.forEach(ExecutorService::shutdownNow);
	}

}
