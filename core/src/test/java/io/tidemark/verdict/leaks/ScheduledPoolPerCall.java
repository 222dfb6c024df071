package io.tidemark.verdict.leaks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The same mistake as {@link SchedulerNeverDisposed}, with the JDK's scheduler. */
final class ScheduledPoolPerCall implements Mistake {

	private final ScheduledExecutorService shared = Executors.newScheduledThreadPool(1);

	private final List<ScheduledExecutorService> forgotten = new CopyOnWriteArrayList<>();

	@Override
	public String signature() {
		return "scheduler-never-disposed";
	}

	@Override
	public void faulty() throws Exception {
		ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
		this.forgotten.add(scheduler);
		scheduler.schedule(() -> "rates", 0, TimeUnit.MILLISECONDS).get();
	}

	@Override
	public void repaired() throws Exception {
		this.shared.schedule(() -> "rates", 0, TimeUnit.MILLISECONDS).get();
	}

	@Override
	public void close() {
		this.shared.shutdownNow();
		this.forgotten.forEach(ScheduledExecutorService::shutdownNow);
	}

}
