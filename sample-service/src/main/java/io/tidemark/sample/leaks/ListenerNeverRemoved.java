package io.tidemark.sample.leaks;

import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

import org.springframework.stereotype.Component;

/**
 * Each chart that somebody opens listens to a feed that lives as long as the service.
 * When the chart is closed it goes on to listen, and the feed keeps it.
 */
@Component
final class ListenerNeverRemoved implements LeakScenario {

	private final Collection<IntConsumer> feed = new CopyOnWriteArrayList<>();

	private final Collection<IntConsumer> repairedFeed = new CopyOnWriteArrayList<>();

	@Override
	public String id() {
		return "listener-never-removed";
	}

	@Override
	public String wrong() {
		return "Each chart registers with a feed of prices when it is opened and not off when it is closed, so the feed keeps it with its 64 KiB of points.";
	}

	@Override
	public int cap(LeakProperties configured) {
		return configured.memoryCap();
	}

	@Override
	public int held() {
		return this.feed.size();
	}

	@Override
	public void commit() {
		Chart chart = Chart.open();
		this.feed.add(chart);
		publish(this.feed);
		chart.close(); // FAULT: it still listens
	}

	@Override
	public void repaired() {
		Chart chart = Chart.open();
		this.repairedFeed.add(chart);
		publish(this.repairedFeed);
		this.repairedFeed.remove(chart); // REPAIR
		chart.close();
	}

	@Override
	public void release() {
		this.feed.clear();
	}

	private static void publish(Collection<IntConsumer> feed) {
		feed.forEach((listener) -> listener.accept(450));
	}

	private static final class Chart implements IntConsumer {

		private static final int POINTS = 16 * 1024;

		private final int[] prices;

		private int points;

		private boolean closed;

		private Chart(int[] prices) {
			this.prices = prices;
		}

		static Chart open() {
			return new Chart(new int[POINTS]);
		}

		@Override
		public void accept(int price) {
			if (!this.closed) {
				this.prices[this.points++ % POINTS] = price;
			}
		}

		void close() {
			this.closed = true;
		}

	}

}
