package io.tidemark.boot.origin.app;

import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Asks for threads in all the ways an application does. */
public class Orders {

	private final AtomicInteger pools = new AtomicInteger();

	private final Mailer mailer;

	private final Printer printer;

	Orders(Mailer mailer, Printer printer) {
		this.mailer = mailer;
		this.printer = printer;
	}

	public ExecutorService submit(Work work) {
		ExecutorService executor = Executors.newFixedThreadPool(1);
		Marks.next("executor");
		executor.submit(work);
		return executor;
	}

	public ExecutorService submitInLambda(Work work) {
		ExecutorService executor = Executors.newFixedThreadPool(1);
		Consumer<Work> each = (one) -> {
			Marks.next("lambda");
			executor.submit(one);
		};
		each.accept(work);
		return executor;
	}

	public ExecutorService submitTwiceAndFail(Work work) {
		ExecutorService executor = Executors.newFixedThreadPool(1);
		Marks.next("replaced");
		executor.execute(() -> {
			throw new IllegalStateException("The worker of this order dies, as it should in this test");
		});
		executor.execute(work);
		return executor;
	}

	public void mail(Work work) {
		Marks.next("async-class");
		this.mailer.send(work);
	}

	public void print(Work work) {
		Marks.next("async-interface");
		this.printer.print(work);
	}

	public String fetch(URI uri) {
		Marks.next("rest-client");
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
		RestClient client = RestClient.builder().requestFactory(requests).build();
		Marks.next("rest-call");
		return client.get().uri(uri).retrieve().body(String.class);
	}

	public Scheduler scheduleElastic(Work work) {
		Scheduler scheduler = Schedulers.newBoundedElastic(1, 10, "orders-elastic");
		Marks.next("elastic");
		scheduler.schedule(work);
		return scheduler;
	}

	public Scheduler scheduleParallel(Work work) {
		Scheduler scheduler = Schedulers.newParallel("orders-parallel", 1);
		Marks.next("parallel");
		scheduler.schedule(work);
		return scheduler;
	}

	public HikariDataSource connect() {
		HikariConfig config = new HikariConfig();
		config.setPoolName("orders-pool-" + this.pools.incrementAndGet());
		config.setJdbcUrl("jdbc:h2:mem:orders");
		Marks.next("hikari");
		return new HikariDataSource(config);
	}

}
