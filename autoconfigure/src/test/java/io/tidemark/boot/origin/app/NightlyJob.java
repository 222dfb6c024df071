package io.tidemark.boot.origin.app;

import org.springframework.scheduling.annotation.Scheduled;

/** Starts a thread from a scheduled method. */
public class NightlyJob {

	private final Work work = new Work();

	@Scheduled(fixedDelay = Long.MAX_VALUE / 1_000_000)
	void run() {
		Thread thread = new Thread(this.work, "nightly-helper");
		Marks.next("scheduled");
		thread.start();
	}

	public Work work() {
		return this.work;
	}

}
