package io.tidemark.sample.leaks;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Component;

/**
 * The caller asks a thread for a quote and waits a little. When the quote comes late the
 * caller has gone, and the thread stands there with it for ever: the JVM's twin of
 * sending on an unbuffered channel that nobody reads.
 */
@Component
final class BlockedHandoff implements LeakScenario {

	private final AtomicInteger started = new AtomicInteger();

	private final Held<Thread> stuck = new Held<>();

	@Override
	public String id() {
		return "blocked-handoff";
	}

	@Override
	public String wrong() {
		return "A thread hands its result to a caller that has timed out and gone, through a queue without a place to put it, so it waits for ever.";
	}

	@Override
	public String threadNames() {
		return "quote-handoff-*";
	}

	@Override
	public int held() {
		return this.stuck.size();
	}

	@Override
	public void commit() throws InterruptedException {
		BlockingQueue<String> handoff = new SynchronousQueue<>(); // FAULT: no place
		CountDownLatch late = new CountDownLatch(1);
		this.stuck.add(askForQuote(handoff, late));
		waitAndGo(handoff, late);
	}

	@Override
	public void repaired() throws InterruptedException {
		BlockingQueue<String> handoff = new LinkedBlockingQueue<>(1); // REPAIR: put()
																		// finds a place
		CountDownLatch late = new CountDownLatch(1);
		Thread thread = askForQuote(handoff, late);
		waitAndGo(handoff, late);
		thread.join();
	}

	@Override
	public void release() throws Exception {
		this.stuck.release((thread) -> {
			thread.interrupt();
			thread.join();
		});
	}

	private Thread askForQuote(BlockingQueue<String> handoff, CountDownLatch late) {
		Thread thread = new Thread(() -> {
			try {
				late.await(); // the supplier takes longer than the caller waits, always
				handoff.put("quote");
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt(); // released
			}
		}, "quote-handoff-" + this.started.incrementAndGet());
		thread.start();
		return thread;
	}

	private void waitAndGo(BlockingQueue<String> handoff, CountDownLatch late) throws InterruptedException {
		handoff.poll(1, TimeUnit.MILLISECONDS);
		late.countDown();
	}

}
