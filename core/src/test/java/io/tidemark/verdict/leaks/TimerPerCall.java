package io.tidemark.verdict.leaks;

import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

final class TimerPerCall implements Mistake {

	private final List<Timer> forgotten = new CopyOnWriteArrayList<>();

	private final ScheduledExecutorService shared = Executors.newScheduledThreadPool(1);

	@Override
	public String signature() {
		return "timer-per-call";
	}

	@Override
	public void faulty() {
		remind(() -> {
		});
	}

	@Override
	public void repaired() {
		remindOnSharedScheduler(() -> {
		}).cancel(false);
	}

	void remind(Runnable reminder) {
		Timer timer = new Timer();
		this.forgotten.add(timer);
		timer.schedule(new TimerTask() {
			@Override
			public void run() {
				reminder.run();
			}
		}, 0, 60_000);
	}

	ScheduledFuture<?> remindOnSharedScheduler(Runnable reminder) {
		return this.shared.scheduleAtFixedRate(reminder, 0, 1, TimeUnit.MINUTES);
	}

	@Override
	public void close() {
		this.forgotten.forEach(Timer::cancel);
		this.shared.shutdownNow();
	}

}
