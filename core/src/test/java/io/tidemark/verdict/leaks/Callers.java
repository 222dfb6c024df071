package io.tidemark.verdict.leaks;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that call something that may not return. */
final class Callers {

	private final String name;

	private final AtomicInteger started = new AtomicInteger();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	Callers(String name) {
		this.name = name;
	}

	Thread call(Callable<?> callable) {
		Thread thread = new Thread(() -> {
			try {
				callable.call();
			}
			catch (Exception ex) {
				Thread.currentThread().interrupt(); // ended from outside
			}
		}, this.name + "-" + this.started.incrementAndGet());
		this.threads.add(thread);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	void end() {
		this.threads.forEach(Thread::interrupt);
	}

}
