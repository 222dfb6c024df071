package io.tidemark.verdict.leaks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

final class SwallowedInterrupt implements Mistake {

	private volatile boolean released;

	private volatile double rate = 1;

	@Override
	public String signature() {
		return "swallowed-interrupt";
	}

	@Override
	public void faulty() {
		ExecutorService pool = Executors.newSingleThreadExecutor();
		pool.execute(this::poll);
		pool.shutdownNow();
	}

	@Override
	public void repaired() {
		ExecutorService pool = Executors.newSingleThreadExecutor();
		pool.execute(this::pollUntilInterrupted);
		pool.shutdownNow();
	}

	void poll() {
		while (!this.released) {
			try {
				lookForRates();
				Thread.sleep(10);
			}
			catch (InterruptedException ex) {
				// next round
			}
		}
	}

	void pollUntilInterrupted() {
		try {
			while (!this.released) {
				lookForRates();
				Thread.sleep(10);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void lookForRates() {
		this.rate = this.rate * 1.0001;
	}

	@Override
	public void close() {
		this.released = true;
	}

}
