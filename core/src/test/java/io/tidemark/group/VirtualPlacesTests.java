package io.tidemark.group;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.tidemark.group.TypicalPlaces.Step;
import io.tidemark.snapshot.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Virtual threads are parked where platform threads stand in native code; the reason is
 * the same.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualPlacesTests {

	private static final long AN_HOUR = Duration.ofHours(1).toMillis();

	private final Map<String, Thread> threads = new LinkedHashMap<>();

	@Test
	void theRulesSeeVirtualThreadsAsTheySeePlatformThreads() throws Exception {
		ReentrantLock lock = new ReentrantLock();
		lock.lock();
		try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				Socket silent = new Socket(server.getInetAddress(), server.getLocalPort());
				Socket full = new Socket(server.getInetAddress(), server.getLocalPort());
				SocketChannel channel = SocketChannel.open(server.getLocalSocketAddress());
				Socket first = server.accept();
				Socket second = server.accept();
				Socket third = server.accept()) {
			first.setSoTimeout((int) AN_HOUR);
			send("socket-read", () -> silent.getInputStream().read());
			send("timed-socket-read", () -> first.getInputStream().read());
			send("socket-write", () -> fill(full.getOutputStream()));
			send("channel-read", () -> channel.read(ByteBuffer.allocate(1)));
			send("accept", server::accept);
			send("lock", lock::lockInterruptibly);
			send("latch", () -> new CountDownLatch(1).await());
			send("phaser", () -> new Phaser(1).awaitAdvanceInterruptibly(0));
			send("future", () -> new CompletableFuture<String>().get());
			send("timed-future", () -> new CompletableFuture<String>().get(1, TimeUnit.HOURS));
			send("queue-take", () -> new LinkedBlockingQueue<String>().take());
			send("queue-put", () -> new SynchronousQueue<String>().put("result"));
			send("sleep", () -> Thread.sleep(AN_HOUR));
			send("join", () -> this.threads.get("latch").join());

			assertThat(this.threads.keySet().stream().map(this::seen)).containsExactly("socket-read socket-read",
					"timed-socket-read socket-read", "socket-write socket-write", "channel-read socket-read",
					"accept socket", "lock lock", "latch latch", "phaser phaser", "future future",
					"timed-future timed-future", "queue-take queue-take", "queue-put queue-handoff", "sleep sleep",
					"join condition");
		}
		finally {
			this.threads.values().forEach(Thread::interrupt);
		}
	}

	private void send(String place, Step step) throws ReflectiveOperationException {
		Runnable walk = () -> {
			try {
				step.run();
			}
			catch (Exception ex) {
				// the test is over
			}
		};
		Thread thread = (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, walk);
		this.threads.put(place, thread);
		while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
			Thread.onSpinWait();
		}
	}

	private String seen(String place) {
		Thread thread = this.threads.get(place);
		List<Frame> frames = Arrays.stream(thread.getStackTrace()).map(Frame::of).toList();
		return place + " " + WaitRules.own().reason(thread.getState(), frames, null).id();
	}

	private static void fill(OutputStream stream) throws Exception {
		byte[] bytes = new byte[1 << 16];
		while (true) {
			stream.write(bytes);
		}
	}

}
