package io.tidemark.boot.origin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.tidemark.boot.origin.app.Importer;
import io.tidemark.boot.origin.app.Mailer;
import io.tidemark.boot.origin.app.Marks;
import io.tidemark.boot.origin.app.NightlyJob;
import io.tidemark.boot.origin.app.Orders;
import io.tidemark.boot.origin.app.OriginApplication;
import io.tidemark.boot.origin.app.Work;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.origin.OriginRecorder;
import io.tidemark.origin.OriginSettings;
import io.tidemark.snapshot.ThreadOrigin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With a Spring application in a package of its own and the flight recorder of this JVM.
 */
class OriginFrameTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final OriginRecorder recorder = new OriginRecorder(
			OriginSettings.DEFAULT.withApplicationPackages(List.of(OriginApplication.class.getPackageName())),
			new FlightRecorderGuard(FileLimits.DEFAULT));

	private static ConfigurableApplicationContext context;

	private static Orders orders;

	@BeforeAll
	static void start() {
		recorder.start(Instant.now());
		assertThat(recorder.state().because()).isNull();
		context = new SpringApplicationBuilder(OriginApplication.class).web(WebApplicationType.NONE).run();
		orders = context.getBean(Orders.class);
	}

	@AfterAll
	static void stop() {
		context.close();
		recorder.close();
	}

	@Test
	void workerOfAPlainExecutorComesFromTheSubmittingLine() throws Exception {
		ThreadOrigin origin = originOfWorker(orders::submit, ExecutorService::shutdownNow);

		assertThat(origin.frame()).isEqualTo(Marks.line("executor"));
		assertThat(origin.library()).isFalse();
	}

	@Test
	void workerStartedInALambdaComesFromItsLine() throws Exception {
		ThreadOrigin origin = originOfWorker(orders::submitInLambda, ExecutorService::shutdownNow);

		assertThat(origin.frame()).isEqualTo(Marks.line("lambda"));
		assertThat(origin.frame().methodName()).startsWith("lambda$submitInLambda$");
	}

	@Test
	void workerThatReplacesADeadWorkerComesFromTheSameLine() throws Exception {
		ThreadOrigin origin = originOfWorker(orders::submitTwiceAndFail, ExecutorService::shutdownNow);

		assertThat(origin.frame()).isEqualTo(Marks.line("replaced"));
		assertThat(origin.parent()).startsWith("pool-");
	}

	@Test
	void asyncMethodRunsOnAThreadOfTheCallingLineWhenTheProxyIsASubclass() throws Exception {
		assertThat(AopUtils.isCglibProxy(context.getBean(Mailer.class))).isTrue();

		ThreadOrigin origin = originOf(orders::mail);

		assertThat(origin.frame()).isEqualTo(Marks.line("async-class"));
		assertThat(origin.library()).isFalse();
		assertThat(origin.stack()).anyMatch((frame) -> frame.className().contains("Mailer$$SpringCGLIB$$"));
	}

	@Test
	void asyncMethodRunsOnAThreadOfTheCallingLineWhenTheProxyIsOfTheJdk() throws Exception {
		assertThat(AopUtils.isJdkDynamicProxy(context.getBean("printer"))).isTrue();

		ThreadOrigin origin = originOf(orders::print);

		assertThat(origin.frame()).isEqualTo(Marks.line("async-interface"));
		assertThat(origin.library()).isFalse();
		assertThat(origin.stack())
			.anyMatch((frame) -> frame.className().startsWith(OriginApplication.class.getPackageName() + ".$Proxy"));
	}

	@Test
	void threadThatAScheduledMethodStartsComesFromItsLine() throws Exception {
		try (Work work = context.getBean(NightlyJob.class).work()) {
			ThreadOrigin origin = originOf(work.thread());

			assertThat(origin.frame()).isEqualTo(Marks.line("scheduled"));
			assertThat(origin.library()).isFalse();
			assertThat(origin.parent()).isEqualTo("scheduling-1");
		}
	}

	@Test
	void threadOfTheSchedulerItselfIsOfALibrary() {
		ThreadOrigin origin = originOf(threadNamed("scheduling-1"));

		assertThat(origin.library()).isTrue();
		assertThat(origin.frame().className()).startsWith("org.springframework.scheduling.");
	}

	@Test
	void threadThatAProxiedBeanStartsComesFromTheBean() throws Exception {
		Importer importer = context.getBean(Importer.class);
		assertThat(AopUtils.isCglibProxy(importer)).isTrue();

		ThreadOrigin origin = originOf(importer::start);

		assertThat(origin.frame()).isEqualTo(Marks.line("proxied"));
		assertThat(origin.library()).isFalse();
	}

	@Test
	void threadsOfARestClientComeFromTheLineThatMadeIt() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		server.start();
		try {
			orders.fetch(URI.create("http://localhost:" + server.getAddress().getPort() + "/"));

			ThreadOrigin selector = originOf(threadMatching("HttpClient-\\d+-SelectorManager"));
			assertThat(selector.frame()).isEqualTo(Marks.line("rest-client"));
			assertThat(selector.library()).isFalse();
			ThreadOrigin worker = originOf(threadMatching("HttpClient-\\d+-Worker-\\d+"));
			assertThat(worker.frame()).isIn(Marks.line("rest-client"), Marks.line("rest-call"));
			assertThat(worker.library()).isFalse();
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void elasticThreadOfReactorComesFromTheSchedulingLine() throws Exception {
		ThreadOrigin origin = originOfWorker(orders::scheduleElastic, Scheduler::dispose);

		assertThat(origin.frame()).isEqualTo(Marks.line("elastic"));
		assertThat(origin.library()).isFalse();
	}

	@Test
	void parallelThreadOfReactorComesFromTheSchedulingLine() throws Exception {
		ThreadOrigin origin = originOfWorker(orders::scheduleParallel, Scheduler::dispose);

		assertThat(origin.frame()).isEqualTo(Marks.line("parallel"));
		assertThat(origin.library()).isFalse();
	}

	@Test
	void housekeeperOfAConnectionPoolComesFromTheLineThatMadeThePool() {
		try (HikariDataSource pool = orders.connect()) {
			ThreadOrigin origin = originOf(threadMatching(pool.getPoolName() + ".housekeeper"));

			assertThat(origin.frame()).isEqualTo(Marks.line("hikari"));
			assertThat(origin.library()).isFalse();
		}
	}

	@Test
	void threadThatThePoolStartsByItselfIsOfALibrary() {
		try (HikariDataSource pool = orders.connect()) {
			ThreadOrigin origin = originOf(threadMatching(pool.getPoolName() + ".connection-adder"));

			assertThat(origin.library()).isTrue();
			assertThat(origin.frame().className()).startsWith("com.zaxxer.hikari.");
			assertThat(origin.parent()).startsWith(pool.getPoolName());
		}
	}

	private static <E> ThreadOrigin originOfWorker(Function<Work, E> ask, Consumer<E> end) throws Exception {
		try (Work work = new Work()) {
			E executor = ask.apply(work);
			try {
				return originOf(work.thread());
			}
			finally {
				end.accept(executor);
			}
		}
	}

	private static ThreadOrigin originOf(Consumer<Work> ask) throws Exception {
		try (Work work = new Work()) {
			ask.accept(work);
			return originOf(work.thread());
		}
	}

	@SuppressWarnings("deprecation") // threadId() is of JDK 19
	private static ThreadOrigin originOf(Thread thread) {
		return eventually("origin of " + thread.getName(), () -> recorder.find(thread.getId()));
	}

	private static Thread threadNamed(String name) {
		return threadMatching(Pattern.quote(name));
	}

	private static Thread threadMatching(String pattern) {
		return eventually("thread named " + pattern,
				() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.filter((thread) -> thread.getName().matches(pattern))
					.findFirst()
					.orElse(null));
	}

	private static <T> T eventually(String what, Supplier<T> value) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		T found = value.get();
		while (found == null) {
			assertThat(System.nanoTime()).as("Not in time: " + what).isLessThan(deadline);
			LockSupport.parkNanos(5_000_000);
			found = value.get();
		}
		return found;
	}

}
