package io.tidemark.sample.leaks;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * A day after each upload somebody is to be reminded of it. The reminder needs the name
 * of the upload, and its lambda keeps the whole.
 */
@Component
final class ClosedOverPayload implements LeakScenario {

	private final CustomizableThreadFactory threads = new CustomizableThreadFactory("upload-reminder-");

	private volatile @Nullable ScheduledThreadPoolExecutor reminders;

	private @Nullable ScheduledThreadPoolExecutor repairedReminders;

	@Override
	public String id() {
		return "closed-over-payload";
	}

	@Override
	public String wrong() {
		return "A lambda that is to run in a day refers to an upload of 64 KiB where its name would do, so each upload stays in memory for a day.";
	}

	@Override
	public int cap(LeakProperties configured) {
		return configured.memoryCap();
	}

	@Override
	public int held() {
		ScheduledThreadPoolExecutor reminders = this.reminders;
		return (reminders != null) ? reminders.getQueue().size() : 0;
	}

	@Override
	public void commit() {
		ScheduledThreadPoolExecutor reminders = (this.reminders != null) ? this.reminders : newReminders();
		this.reminders = reminders;
		Upload upload = Upload.receive("upload-" + held());
		reminders.schedule(() -> remindOf(upload.name()), 1, TimeUnit.DAYS); // FAULT
	}

	@Override
	public void repaired() {
		ScheduledThreadPoolExecutor reminders = (this.repairedReminders != null) ? this.repairedReminders
				: newReminders();
		this.repairedReminders = reminders;
		reminders.setRemoveOnCancelPolicy(true); // REPAIR
		String name = Upload.receive("repaired").name(); // REPAIR: no more than the name
		ScheduledFuture<?> reminder = reminders.schedule(() -> remindOf(name), 1, TimeUnit.DAYS);
		reminder.cancel(false); // REPAIR: it was looked at
	}

	@Override
	public void release() throws Exception {
		end(this.reminders);
		this.reminders = null;
		end(this.repairedReminders);
		this.repairedReminders = null;
	}

	private ScheduledThreadPoolExecutor newReminders() {
		return new ScheduledThreadPoolExecutor(1, this.threads);
	}

	private static void end(@Nullable ScheduledThreadPoolExecutor reminders) throws InterruptedException {
		if (reminders != null) {
			reminders.shutdownNow();
			reminders.awaitTermination(5, TimeUnit.SECONDS);
		}
	}

	private static String remindOf(String name) {
		return "Nobody has looked at %s for a day".formatted(name);
	}

	/** A request with its body. */
	private static final class Upload {

		private static final int SIZE = 64 * 1024;

		private final String name;

		private final byte[] body;

		private Upload(String name, byte[] body) {
			this.name = name;
			this.body = body;
		}

		static Upload receive(String name) {
			byte[] body = new byte[SIZE];
			body[0] = (byte) name.charAt(0);
			return new Upload(name, body);
		}

		String name() {
			return (this.body.length > 0) ? this.name : "empty " + this.name;
		}

	}

}
