package io.tidemark.sample.leaks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Each statement of account has a thread-local of its own, in which it puts itself while
 * a thread of the pool prints it. A thread forgets the value of a thread-local that is
 * collected; but this value refers to its thread-local, which therefore never is.
 */
@Component
final class ThreadLocalNeverRemoved implements LeakScenario {

	private static final int WORKERS = 4;

	private final ThreadFactory threads = new CustomizableThreadFactory("statement-worker-");

	private ExecutorService workers = newWorkers();

	private volatile int held;

	@Override
	public String id() {
		return "thread-local";
	}

	@Override
	public String wrong() {
		return "Each document of 64 KiB puts itself into a thread-local of its own on a pooled thread and is not removed, so the threads of the pool keep them all.";
	}

	@Override
	public int cap(LeakProperties configured) {
		return configured.memoryCap();
	}

	@Override
	public int held() {
		return this.held;
	}

	@Override
	public void commit() throws Exception {
		this.workers.submit(() -> Statement.print(this.held)).get();
		this.held++;
	}

	@Override
	public void repaired() throws Exception {
		this.workers.submit(() -> Statement.printAndRemove(this.held)).get();
	}

	/** What the threads keep goes with them. */
	@Override
	public void release() throws Exception {
		this.workers.shutdown();
		this.workers.awaitTermination(5, TimeUnit.SECONDS);
		this.workers = newWorkers();
		this.held = 0;
	}

	private ExecutorService newWorkers() {
		return Executors.newFixedThreadPool(WORKERS, this.threads);
	}

	private static final class Statement {

		private static final int SIZE = 64 * 1024;

		/** Neither static nor shared: one for each object. */
		private final ThreadLocal<Statement> printing = new ThreadLocal<>();

		private final byte[] text;

		private Statement(byte[] text) {
			this.text = text;
		}

		static int print(int account) {
			Statement statement = render(account);
			statement.printing.set(statement); // FAULT: nothing removes it
			return statement.length();
		}

		static int printAndRemove(int account) {
			Statement statement = render(account);
			statement.printing.set(statement);
			try {
				return statement.length();
			}
			finally {
				statement.printing.remove(); // REPAIR
			}
		}

		private static Statement render(int account) {
			byte[] text = new byte[SIZE];
			text[0] = (byte) account;
			return new Statement(text);
		}

		/** As code deep in a call finds the document that its thread prints. */
		private int length() {
			return this.printing.get().text.length;
		}

	}

}
