package io.tidemark.parse;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A small service whose threads stand where threads of services stand: the saved dumps in
 * {@code src/test/resources/dumps} are of it. Says {@code ready} when all have arrived
 * and ends when its input does.
 */
public final class DumpedService {

	private static final long AN_HOUR = TimeUnit.HOURS.toMillis(1);

	private static final Object MONITOR = new Object();

	private static final ReentrantLock LOCK = new ReentrantLock();

	/** What keeps its objects reachable, so that no pool ends by itself. */
	private static final List<Object> HELD = new ArrayList<>();

	private final List<Thread> waiting = new ArrayList<>();

	public static void main(String[] args) throws Exception {
		new DumpedService().arrive();
		System.out.println("ready");
		while (System.in.read() >= 0) {
			continue;
		}
		System.exit(0);
	}

	/** Starts all threads and waits until each stands where it is to stand. */
	void arrive() throws Exception {
		poolsWithIdleWorkers();
		waitersForLocks();
		deadlocks();
		waitersForOthers();
		strangeNames();
		if (Runtime.version().feature() >= 21) {
			virtualThreads();
		}
		for (Thread thread : this.waiting) {
			while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
				Thread.onSpinWait();
			}
		}
	}

	private void poolsWithIdleWorkers() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(3);
		CyclicBarrier barrier = new CyclicBarrier(4);
		for (int i = 0; i < 3; i++) {
			pool.submit(() -> barrier.await());
		}
		barrier.await();
		ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
		scheduler.scheduleAtFixedRate(() -> {
		}, 0, 1, TimeUnit.HOURS);
		HELD.add(pool);
		HELD.add(scheduler);
	}

	private void waitersForLocks() throws Exception {
		CountDownLatch held = new CountDownLatch(2);
		start("holder of the monitor", () -> {
			synchronized (MONITOR) {
				held.countDown();
				Thread.sleep(AN_HOUR);
			}
		});
		start("holder of the lock", () -> {
			LOCK.lock();
			held.countDown();
			Thread.sleep(AN_HOUR);
		});
		held.await();
		for (int i = 1; i <= 3; i++) {
			start("waits-for-monitor-" + i, () -> {
				synchronized (MONITOR) {
					HELD.clear();
				}
			});
			start("waits-for-lock-" + i, () -> LOCK.lockInterruptibly());
		}
	}

	private void deadlocks() throws Exception {
		Object left = new Object();
		Object right = new Object();
		CyclicBarrier both = new CyclicBarrier(2);
		start("deadlocked-left", () -> monitors(left, right, both));
		start("deadlocked-right", () -> monitors(right, left, both));
		ReentrantLock first = new ReentrantLock();
		ReentrantLock second = new ReentrantLock();
		CyclicBarrier again = new CyclicBarrier(2);
		start("deadlocked-first", () -> locks(first, second, again));
		start("deadlocked-second", () -> locks(second, first, again));
	}

	private static void monitors(Object first, Object second, CyclicBarrier both) throws Exception {
		synchronized (first) {
			both.await();
			synchronized (second) {
				HELD.clear();
			}
		}
	}

	private static void locks(ReentrantLock first, ReentrantLock second, CyclicBarrier both) throws Exception {
		first.lock();
		both.await();
		second.lock();
	}

	private void waitersForOthers() throws Exception {
		Object condition = new Object();
		start("waits-for-notify", () -> {
			synchronized (condition) {
				condition.wait();
			}
		});
		start("sleeps", () -> Thread.sleep(AN_HOUR));
		start("waits-for-future", () -> new CompletableFuture<String>().get());
		start("waits-for-permit", () -> new Semaphore(0).acquire());
		start("puts-into-full-queue", () -> {
			ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
			queue.put("one");
			queue.put("two");
		});
		start("hands-over", () -> new SynchronousQueue<String>().put("nobody takes it"));
		start("parked", () -> LockSupport.park());
		start("deep", () -> descend(60));
		ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		Thread acceptor = new Thread(() -> {
			try {
				socket.accept();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}, "acceptor");
		acceptor.setDaemon(true);
		acceptor.start();
		while (Arrays.stream(acceptor.getStackTrace())
			.noneMatch((frame) -> frame.getMethodName().equals("implAccept"))) {
			Thread.onSpinWait();
		}
	}

	private static void descend(int depth) throws InterruptedException {
		if (depth == 0) {
			Thread.sleep(AN_HOUR);
		}
		descend(depth - 1);
	}

	private void strangeNames() {
		start("", () -> Thread.sleep(AN_HOUR));
		start("with \"quotes\" inside", () -> Thread.sleep(AN_HOUR));
		start("on two\nlines", () -> Thread.sleep(AN_HOUR));
		start("C:\\jobs\\new", () -> Thread.sleep(AN_HOUR));
		start("looks like \" #7 daemon prio=5", () -> Thread.sleep(AN_HOUR));
		start("Größe → 線", () -> Thread.sleep(AN_HOUR));
	}

	/** By name, for the sources are of JDK 17. */
	private void virtualThreads() throws Exception {
		ExecutorService executor = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
			.invoke(null);
		for (int i = 0; i < 5; i++) {
			executor.submit(() -> LockSupport.park());
		}
		executor.submit(() -> {
			Thread.sleep(AN_HOUR);
			return "";
		});
		executor.submit(LOCK::lock);
		executor.submit(() -> {
			synchronized (MONITOR) {
				HELD.clear();
			}
		});
		// stays on its carrier
		executor.submit(() -> {
			while (!Thread.interrupted()) {
				Thread.onSpinWait();
			}
		});
		HELD.add(executor);
		Thread named = (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class)
			.invoke(null, (Runnable) LockSupport::park);
		named.setName("a virtual \"one\"");
		this.waiting.add(named);
	}

	private void start(String name, Step step) {
		Thread thread = new Thread(() -> {
			try {
				step.run();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
		this.waiting.add(thread);
	}

	private interface Step {

		void run() throws Exception;

	}

}
