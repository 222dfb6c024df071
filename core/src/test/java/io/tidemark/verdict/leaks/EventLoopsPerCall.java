package io.tidemark.verdict.leaks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

final class EventLoopsPerCall implements Mistake {

	private final EventLoopGroup shared = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final List<EventLoopGroup> forgotten = new CopyOnWriteArrayList<>();

	@Override
	public String signature() {
		return "event-loops-per-call";
	}

	@Override
	public void faulty() throws Exception {
		publish(() -> {
		});
	}

	@Override
	public void repaired() throws Exception {
		publishOnSharedLoops(() -> {
		});
	}

	void publish(Runnable message) throws Exception {
		EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
		this.forgotten.add(loops);
		loops.submit(message).get();
	}

	void publishOnSharedLoops(Runnable message) throws Exception {
		this.shared.submit(message).get();
	}

	@Override
	public void close() throws Exception {
		this.forgotten.add(this.shared);
		for (EventLoopGroup loops : this.forgotten) {
			loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).get();
		}
	}

}
