package io.tidemark.sample.leaks;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.springframework.stereotype.Component;

/**
 * A timer that reminds every minute of something that is long done. The JVM ends the
 * thread of a timer that is collected, but only when no task is left in it, and a
 * periodic task always is.
 */
@Component
final class ForgottenTimer implements LeakScenario {

	private static final long MINUTE = 60_000;

	private final Held<Reminder> forgotten = new Held<>();

	@Override
	public String id() {
		return "forgotten-timer";
	}

	@Override
	public String wrong() {
		return "Each request starts a timer with a periodic task and nobody cancels it, so its thread reminds for ever of what is long done.";
	}

	@Override
	public String threadNames() {
		return "Timer-*";
	}

	@Override
	public int held() {
		return this.forgotten.size();
	}

	@Override
	public void commit() throws Exception {
		Timer timer = new Timer();
		Reminder reminder = new Reminder(timer);
		this.forgotten.add(reminder);
		timer.schedule(reminder, 0, MINUTE); // FAULT: nothing cancels the timer
		reminder.firstRun().get();
	}

	@Override
	public void repaired() throws Exception {
		Timer timer = new Timer();
		Reminder reminder = new Reminder(timer);
		try {
			timer.schedule(reminder, 0, MINUTE);
			reminder.firstRun().get();
		}
		finally {
			reminder.end(); // REPAIR: the timer ends with what it reminds of
		}
	}

	@Override
	public void release() throws Exception {
		this.forgotten.release(Reminder::end);
	}

	private static final class Reminder extends TimerTask {

		private final Timer timer;

		private final CompletableFuture<Thread> firstRun = new CompletableFuture<>();

		Reminder(Timer timer) {
			this.timer = timer;
		}

		@Override
		public void run() {
			this.firstRun.complete(Thread.currentThread());
		}

		Future<Thread> firstRun() {
			return this.firstRun;
		}

		void end() throws Exception {
			this.timer.cancel();
			this.firstRun.get().join();
		}

	}

}
