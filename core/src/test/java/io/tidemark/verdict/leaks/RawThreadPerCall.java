package io.tidemark.verdict.leaks;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

final class RawThreadPerCall implements Mistake {

	private final ExecutorService two = new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(1_000));

	private volatile boolean released;

	@Override
	public String signature() {
		return "raw-thread-per-call";
	}

	@Override
	public void faulty() {
		watch(() -> {
		});
	}

	@Override
	public void repaired() {
		watchOnPool(() -> {
		});
	}

	void watch(Runnable look) {
		new Thread(() -> lookAgainAndAgain(look)).start();
	}

	void watchOnPool(Runnable look) {
		this.two.execute(look);
	}

	private void lookAgainAndAgain(Runnable look) {
		while (!this.released) {
			look.run();
			try {
				Thread.sleep(20);
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	@Override
	public void close() {
		this.released = true;
		this.two.shutdownNow();
	}

}
