package io.tidemark.group;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.Stream;

import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.ThreadSnapshot;

/**
 * Real threads that stand where threads of real services stand. Each is named after its
 * place, has arrived when {@link #occupy()} returns, and stays until the places are
 * closed.
 */
final class TypicalPlaces implements AutoCloseable {

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

	private static final long AN_HOUR = TimeUnit.HOURS.toMillis(1);

	private final Map<String, Thread> threads = new LinkedHashMap<>();

	private final List<AutoCloseable> resources = new ArrayList<>();

	private final Object monitor = new Object();

	private TypicalPlaces() {
	}

	/** Sends a thread to each place and waits until all have arrived. */
	static TypicalPlaces occupy() throws Exception {
		TypicalPlaces places = new TypicalPlaces();
		places.sendWorkers();
		places.sendToQueues();
		places.sendToFutures();
		places.sendToLocks();
		places.sendToSynchronizers();
		places.sendToTheNetwork();
		places.sendThroughIndirections();
		places.sendToChannels();
		places.sendToFiles();
		places.sendToClients();
		places.sendToClasses();
		return places;
	}

	/** The thread that stands at a place, as a snapshot saw it. */
	ObservedThread find(ThreadSnapshot snapshot, String place) {
		long id = this.threads.get(place).getId();
		return snapshot.threads().stream().filter((thread) -> thread.id() == id).findFirst().orElseThrow();
	}

	List<String> names() {
		return List.copyOf(this.threads.keySet());
	}

	private void sendWorkers() {
		sendWorker("idle-worker", Thread.State.WAITING, new LinkedBlockingQueue<>(), 0);
		sendWorker("idle-cached-worker", Thread.State.TIMED_WAITING, new SynchronousQueue<>(), AN_HOUR);
		sendWorker("idle-timed-worker", Thread.State.TIMED_WAITING, new LinkedBlockingQueue<>(), AN_HOUR);
		ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1,
				(task) -> register("scheduler", new Thread(task, "scheduler")));
		this.resources.add(scheduler::shutdownNow);
		scheduler.schedule(() -> {
		}, AN_HOUR, TimeUnit.MILLISECONDS);
		await("scheduler", Thread.State.TIMED_WAITING, "DelayedWorkQueue.take");
		ScheduledThreadPoolExecutor idle = new ScheduledThreadPoolExecutor(1,
				(task) -> register("idle-scheduler", new Thread(task, "idle-scheduler")));
		this.resources.add(idle::shutdownNow);
		idle.prestartCoreThread();
		await("idle-scheduler", Thread.State.WAITING, "DelayedWorkQueue.take");
		sendForkJoinWorker();
		sendBusyWorkers();
		sendTimers();
	}

	private void sendWorker(String place, Thread.State state, java.util.concurrent.BlockingQueue<Runnable> queue,
			long keepAlive) {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, Math.max(1, keepAlive), TimeUnit.MILLISECONDS, queue,
				(task) -> register(place, new Thread(task, place)));
		this.resources.add(pool::shutdownNow);
		pool.allowCoreThreadTimeOut(keepAlive > 0);
		pool.prestartCoreThread();
		await(place, state, "ThreadPoolExecutor.getTask");
	}

	private void sendForkJoinWorker() {
		ForkJoinPool pool = new ForkJoinPool(1, (owner) -> {
			ForkJoinWorkerThread worker = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner);
			worker.setName("idle-fork-join-worker");
			register("idle-fork-join-worker", worker);
			return worker;
		}, null, false);
		this.resources.add(pool::shutdownNow);
		pool.submit(() -> {
		}).join();
		awaitOneOf("idle-fork-join-worker", "ForkJoinPool.awaitWork", Thread.State.WAITING, Thread.State.TIMED_WAITING);
	}

	private void sendBusyWorkers() {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(),
				(task) -> register("worker-in-task", new Thread(task, "worker-in-task")));
		this.resources.add(pool::shutdownNow);
		pool.submit(() -> pass(new CountDownLatch(1)));
		await("worker-in-task", Thread.State.WAITING, "CountDownLatch.await");
		sendForkJoinTask("fork-join-worker-in-task", () -> pass(new CountDownLatch(1)));
		await("fork-join-worker-in-task", Thread.State.WAITING, "CountDownLatch.await");
		sendForkJoinTask("fork-join-worker-in-join", () -> uninterruptible().join());
		await("fork-join-worker-in-join", Thread.State.WAITING, "CompletableFuture.join");
	}

	private void sendForkJoinTask(String place, Runnable task) {
		ForkJoinPool pool = new ForkJoinPool(1);
		this.resources.add(pool::shutdownNow);
		CountDownLatch begun = new CountDownLatch(1);
		pool.submit(() -> {
			register(place, Thread.currentThread());
			begun.countDown();
			task.run();
		});
		pass(begun);
	}

	private void sendTimers() {
		CountDownLatch known = new CountDownLatch(1);
		Timer timer = new Timer("timer", true);
		this.resources.add(timer::cancel);
		TimerTask registers = new TimerTask() {
			@Override
			public void run() {
				register("timer", Thread.currentThread());
				known.countDown();
			}
		};
		timer.schedule(registers, 0);
		pass(known);
		await("timer", Thread.State.WAITING, "TimerThread.mainLoop");
		CountDownLatch repeats = new CountDownLatch(1);
		Timer waiting = new Timer("timer-with-task", true);
		this.resources.add(waiting::cancel);
		waiting.schedule(new TimerTask() {
			@Override
			public void run() {
				register("timer-with-task", Thread.currentThread());
				repeats.countDown();
			}
		}, 0, AN_HOUR);
		pass(repeats);
		await("timer-with-task", Thread.State.TIMED_WAITING, "TimerThread.mainLoop");
		CountDownLatch never = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		Timer busy = new Timer("timer-in-task", true);
		this.resources.add(busy::cancel);
		busy.schedule(new TimerTask() {
			@Override
			public void run() {
				register("timer-in-task", Thread.currentThread());
				begun.countDown();
				pass(never);
			}
		}, 0);
		pass(begun);
		await("timer-in-task", Thread.State.WAITING, "CountDownLatch.await");
	}

	private void sendToQueues() {
		waiting("synchronous-put", "SynchronousQueue.put", () -> new SynchronousQueue<String>().put("result"));
		timed("synchronous-offer", "SynchronousQueue.offer",
				() -> new SynchronousQueue<String>().offer("result", AN_HOUR, TimeUnit.MILLISECONDS));
		waiting("synchronous-take", "SynchronousQueue.take", () -> new SynchronousQueue<String>().take());
		waiting("full-array-queue-put", "ArrayBlockingQueue.put", () -> {
			ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
			queue.put("first");
			queue.put("second");
		});
		waiting("full-linked-queue-put", "LinkedBlockingQueue.put", () -> {
			LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>(1);
			queue.put("first");
			queue.put("second");
		});
		waiting("linked-queue-take", "LinkedBlockingQueue.take", () -> new LinkedBlockingQueue<String>().take());
		timed("linked-queue-poll", "LinkedBlockingQueue.poll",
				() -> new LinkedBlockingQueue<String>().poll(AN_HOUR, TimeUnit.MILLISECONDS));
		waiting("deque-take", "LinkedBlockingDeque.take", () -> new LinkedBlockingDeque<String>().take());
		waiting("transfer-queue-transfer", "LinkedTransferQueue.transfer",
				() -> new LinkedTransferQueue<String>().transfer("result"));
		waiting("transfer-queue-take", "LinkedTransferQueue.take", () -> new LinkedTransferQueue<String>().take());
		waiting("delay-queue-take", "DelayQueue.take", () -> new DelayQueue<Delayed>().take());
		waiting("exchanger", "Exchanger.exchange", () -> new Exchanger<String>().exchange("half"));
	}

	private void sendToFutures() {
		waiting("completable-future-get", "CompletableFuture.get", () -> new CompletableFuture<String>().get());
		timed("completable-future-timed-get", "CompletableFuture.get",
				() -> new CompletableFuture<String>().get(AN_HOUR, TimeUnit.MILLISECONDS));
		waiting("completable-future-join", "CompletableFuture.join", uninterruptible()::join);
		waiting("future-task-get", "FutureTask.get", () -> new FutureTask<>(() -> "never run").get());
		timed("future-task-timed-get", "FutureTask.get",
				() -> new FutureTask<>(() -> "never run").get(AN_HOUR, TimeUnit.MILLISECONDS));
		waiting("fork-join-task-get", "ForkJoinTask.get", () -> ForkJoinTask.adapt(() -> "never run").get());
		waiting("inside-a-completion", "CountDownLatch.await", () -> {
			CompletableFuture<String> future = new CompletableFuture<>();
			CountDownLatch never = new CountDownLatch(1);
			future.thenAccept((value) -> pass(never));
			future.complete("value");
		});
	}

	/** A future that must be completed, for {@code join} ignores interrupts. */
	private synchronized CompletableFuture<String> uninterruptible() {
		CompletableFuture<String> future = new CompletableFuture<>();
		this.resources.add(() -> future.complete("released"));
		return future;
	}

	private void sendToLocks() throws InterruptedException {
		ReentrantLock lock = new ReentrantLock();
		ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
		StampedLock stamped = new StampedLock();
		CountDownLatch held = new CountDownLatch(1);
		waiting("holder", "CountDownLatch.await", () -> {
			lock.lock();
			readWrite.writeLock().lock();
			long stamp = stamped.writeLock();
			synchronized (this.monitor) {
				held.countDown();
				pass(new CountDownLatch(1));
			}
			stamped.unlockWrite(stamp);
			readWrite.writeLock().unlock();
			lock.unlock();
		});
		held.await();
		waiting("reentrant-lock", "ReentrantLock.lock", lock::lock);
		timed("reentrant-try-lock", "ReentrantLock.tryLock", () -> lock.tryLock(AN_HOUR, TimeUnit.MILLISECONDS));
		waiting("read-lock", "ReadLock.lock", () -> readWrite.readLock().lock());
		waiting("stamped-lock", "StampedLock.writeLock", stamped::writeLock);
		send("monitor", () -> enter(this.monitor));
		await("monitor", Thread.State.BLOCKED, "TypicalPlaces.enter");
		waiting("condition", "ConditionObject.await", () -> {
			ReentrantLock own = new ReentrantLock();
			Condition condition = own.newCondition();
			own.lock();
			condition.await();
		});
	}

	private static void enter(Object monitor) {
		synchronized (monitor) {
			monitor.notifyAll();
		}
	}

	private void sendToSynchronizers() {
		waiting("latch", "CountDownLatch.await", () -> new CountDownLatch(1).await());
		timed("timed-latch", "CountDownLatch.await", () -> new CountDownLatch(1).await(AN_HOUR, TimeUnit.MILLISECONDS));
		waiting("semaphore", "Semaphore.acquire", () -> new Semaphore(0).acquire());
		waiting("barrier", "CyclicBarrier.await", () -> new CyclicBarrier(2).await());
		Phaser phaser = new Phaser(2);
		this.resources.add(phaser::forceTermination);
		waiting("phaser", "Phaser.arriveAndAwaitAdvance", phaser::arriveAndAwaitAdvance);
		waiting("object-wait", "Object.wait", () -> waitOn(new Object(), 0));
		timed("object-timed-wait", "Object.wait", () -> waitOn(new Object(), AN_HOUR));
		timed("sleep", "Thread.sleep", () -> Thread.sleep(AN_HOUR));
		timed("time-unit-sleep", "TimeUnit.sleep", () -> TimeUnit.HOURS.sleep(1));
		waiting("thread-join", "Thread.join", () -> this.threads.get("latch").join());
		waiting("park", "LockSupport.park", LockSupport::park);
	}

	private static void waitOn(Object monitor, long millis) throws InterruptedException {
		synchronized (monitor) {
			monitor.wait(millis);
		}
	}

	private void sendToTheNetwork() throws IOException {
		Selector selector = Selector.open();
		this.resources.add(selector);
		running("selector", "SelectorImpl.lockAndDoSelect", selector::select);
		ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		this.resources.add(server);
		Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
		this.resources.add(client);
		Socket accepted = server.accept();
		this.resources.add(accepted);
		running("accept", "ServerSocket.accept", server::accept);
		running("socket-read", "NioSocketImpl.read", () -> client.getInputStream().read());
		accepted.setSoTimeout((int) AN_HOUR);
		running("timed-socket-read", "NioSocketImpl.read", () -> accepted.getInputStream().read());
	}

	private void sendToChannels() throws IOException {
		ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.resources.add(server);
		Socket full = new Socket(server.getInetAddress(), server.getLocalPort());
		this.resources.add(full);
		this.resources.add(server.accept());
		running("socket-write", "NioSocketImpl.write", () -> fill(full.getOutputStream()));
		SocketChannel channel = SocketChannel.open(server.getLocalSocketAddress());
		this.resources.add(channel);
		running("channel-read", "SocketChannelImpl.read", () -> channel.read(ByteBuffer.allocate(1)));
		DatagramSocket datagrams = new DatagramSocket(0, InetAddress.getLoopbackAddress());
		this.resources.add(datagrams);
		running("datagram", "DatagramSocket.receive", () -> datagrams.receive(new DatagramPacket(new byte[1], 1)));
		ServerSocketChannel acceptor = ServerSocketChannel.open().bind(null);
		this.resources.add(acceptor);
		running("channel-accept", "ServerSocketChannelImpl.accept", acceptor::accept);
	}

	private void sendToFiles() throws IOException {
		Pipe pipe = Pipe.open();
		this.resources.add(pipe.sink());
		this.resources.add(pipe.source());
		running("pipe-read", "SourceChannelImpl.read", () -> pipe.source().read(ByteBuffer.allocate(1)));
		Process reader = new ProcessBuilder("cat").start();
		this.resources.add(reader::destroy);
		running("process-read", "FileInputStream.read", () -> reader.getInputStream().read());
		Process full = new ProcessBuilder("sleep", "3600").start();
		this.resources.add(full::destroy);
		running("process-write", "FileOutputStream.write", () -> fill(full.getOutputStream()));
		waiting("process-end", "ProcessImpl.waitFor", full::waitFor);
	}

	private static void fill(OutputStream stream) throws IOException {
		byte[] bytes = new byte[1 << 16];
		while (true) {
			stream.write(bytes);
		}
	}

	private void sendToClients() throws IOException {
		ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.resources.add(silent);
		URI address = URI.create("http://localhost:" + silent.getLocalPort() + "/");
		HttpClient client = HttpClient.newHttpClient();
		waiting("http-send", "HttpClientImpl.send",
				() -> client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding()));
		URLConnection connection = address.toURL().openConnection();
		running("url-connection", "HttpURLConnection.getInputStream", connection::getInputStream);
	}

	/** Classes are initialised once, so each time they are loaded anew. */
	private void sendToClasses() throws Exception {
		ClassLoader loader = SlowClasses.loader();
		Runnable caller = (Runnable) Class.forName(SlowClasses.Caller.class.getName(), true, loader)
			.getDeclaredConstructor()
			.newInstance();
		waiting("static-initialiser", "CountDownLatch.await",
				() -> Class.forName(SlowClasses.Slow.class.getName(), true, loader));
		running("class-for-name", "Class.forName", () -> Class.forName(SlowClasses.Slow.class.getName(), true, loader));
		running("initialiser-in-initialiser", "Outer.<clinit>",
				() -> Class.forName(SlowClasses.Outer.class.getName(), true, loader));
		running("class-by-call", "Caller.enter", caller::run);
	}

	private void sendThroughIndirections() throws Exception {
		waiting("lambda-in-lambda", "CountDownLatch.await", () -> {
			Step inner = () -> new CountDownLatch(1).await();
			inner.run();
		});
		waiting("jdk-proxy", "CountDownLatch.await", () -> proxy().run());
		Method method = TypicalPlaces.class.getDeclaredMethod("pass", CountDownLatch.class);
		waiting("reflection", "CountDownLatch.await", () -> method.invoke(null, new CountDownLatch(1)));
		Method warm = TypicalPlaces.class.getDeclaredMethod("pass", CountDownLatch.class);
		for (int i = 0; i < 50; i++) {
			// JDK 17 generates an accessor class after 15 calls
			warm.invoke(null, new CountDownLatch(0));
		}
		waiting("warm-reflection", "CountDownLatch.await", () -> warm.invoke(null, new CountDownLatch(1)));
		waiting("recursion", "CountDownLatch.await", () -> recurse(7));
		waiting("for-each", "CountDownLatch.await",
				() -> new ArrayList<>(List.of(new CountDownLatch(1))).forEach(TypicalPlaces::pass));
		waiting("stream", "CountDownLatch.await",
				() -> Stream.of(new CountDownLatch(1)).map((latch) -> latch).forEach(TypicalPlaces::pass));
	}

	private static void recurse(int depth) {
		if (depth > 0) {
			recurse(depth - 1);
		}
		else {
			pass(new CountDownLatch(1));
		}
	}

	private static Step proxy() {
		InvocationHandler handler = (proxy, method, arguments) -> {
			pass(new CountDownLatch(1));
			return null;
		};
		return (Step) Proxy.newProxyInstance(Step.class.getClassLoader(), new Class<?>[] { Step.class }, handler);
	}

	private static void pass(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void waiting(String place, String at, Step step) {
		send(place, step);
		await(place, Thread.State.WAITING, at);
	}

	private void timed(String place, String at, Step step) {
		send(place, step);
		await(place, Thread.State.TIMED_WAITING, at);
	}

	private void running(String place, String at, Step step) {
		send(place, step);
		await(place, Thread.State.RUNNABLE, at);
	}

	private void send(String place, Step step) {
		register(place, new Thread(() -> walk(step), place)).start();
	}

	private static void walk(Step step) {
		try {
			step.run();
		}
		catch (Exception ex) {
			// the places were closed
		}
	}

	private synchronized Thread register(String place, Thread thread) {
		if (!thread.isAlive()) {
			thread.setDaemon(true);
		}
		this.threads.put(place, thread);
		return thread;
	}

	private void await(String place, Thread.State state, String at) {
		awaitOneOf(place, at, state);
	}

	private void awaitOneOf(String place, String at, Thread.State... states) {
		Thread thread = this.threads.get(place);
		long start = System.nanoTime();
		while (!Arrays.asList(states).contains(thread.getState()) || !stands(thread, at)) {
			if (System.nanoTime() - start > PATIENCE_NANOS) {
				throw new AssertionError("%s never stood in %s: %s %s".formatted(place, at, thread.getState(),
						Arrays.toString(thread.getStackTrace())));
			}
			Thread.onSpinWait();
		}
	}

	private static boolean stands(Thread thread, String at) {
		StackTraceElement[] stack = thread.getStackTrace();
		return Arrays.stream(stack)
			.anyMatch((frame) -> (frame.getClassName() + "." + frame.getMethodName()).endsWith(at))
				&& isInnermostOfTheJvm(stack[0]);
	}

	/** A thread that spins before it parks has the method on its stack, but moves on. */
	private static boolean isInnermostOfTheJvm(StackTraceElement innermost) {
		return innermost.isNativeMethod() || List.of("enter", "<clinit>").contains(innermost.getMethodName());
	}

	@Override
	public void close() throws Exception {
		for (AutoCloseable resource : this.resources) {
			resource.close();
		}
		this.threads.values().forEach(Thread::interrupt);
		for (Thread thread : this.threads.values()) {
			thread.join();
		}
	}

	/** What a thread does to get to its place. */
	interface Step {

		void run() throws Exception;

	}

}
