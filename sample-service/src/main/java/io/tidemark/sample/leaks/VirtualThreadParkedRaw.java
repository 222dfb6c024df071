package io.tidemark.sample.leaks;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * A virtual thread that no framework knows of waits for messages of a subscription that
 * nobody serves. Only a dump by the JVM shows it.
 */
@Component
final class VirtualThreadParkedRaw implements LeakScenario {

	private final Held<Subscriber> waiting = new Held<>();

	@Override
	public String id() {
		return "virtual-thread-parked-raw";
	}

	@Override
	public String wrong() {
		return "A virtual thread, started without any executor, waits for a message on a queue that nobody fills any more, so it is parked for ever.";
	}

	/** They have none. */
	@Override
	public String threadNames() {
		return "";
	}

	@Override
	public boolean virtual() {
		return true;
	}

	@Override
	public @Nullable String unsupported() {
		return VirtualThreads.exist() ? null : VirtualThreads.MISSING;
	}

	@Override
	public int cap(LeakProperties configured) {
		return configured.virtualCap();
	}

	@Override
	public int held() {
		return this.waiting.size();
	}

	@Override
	public void commit() throws InterruptedException {
		Subscriber subscriber = new Subscriber();
		subscriber.publish("price changed"); // FAULT: and never the end
		subscriber.handled.await();
		this.waiting.add(subscriber);
	}

	@Override
	public void repaired() throws InterruptedException {
		Subscriber subscriber = new Subscriber();
		try {
			subscriber.publish("price changed");
		}
		finally {
			subscriber.end(); // REPAIR: who publishes says when it is over
		}
	}

	@Override
	public void release() throws Exception {
		this.waiting.release(Subscriber::end);
	}

	private static final class Subscriber {

		private static final String END = "end";

		private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

		private final CountDownLatch handled = new CountDownLatch(1);

		private final Thread thread = VirtualThreads.start(this::handleMessages);

		void publish(String message) {
			this.messages.add(message);
		}

		private void handleMessages() {
			try {
				while (!END.equals(this.messages.take())) {
					this.handled.countDown();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		void end() throws InterruptedException {
			publish(END);
			this.thread.join();
		}

	}

}
