package io.tidemark.boot.resources;

import java.util.concurrent.ArrayBlockingQueue;

import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.WatchedQueue;
import io.tidemark.watch.WatchedResource;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

class ApplicationResourcesTests {

	@Test
	void beansOfOneLineAreOfferedLazyOnesIncludedAndTheFailingIsBlind() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Shop.class)) {
			ApplicationResources source = new ApplicationResources(context.getBeanFactory());

			assertThat(source.resources()).extracting(WatchedResource::name)
				.containsExactlyInAnyOrder("orders.open", "orders.late", "orders.queue");
			assertThat(source.loads()).extracting(LoadSignal::name).containsExactly("orders");
			assertThat(source.blind()).extracting(BlindSource::name).containsExactly("bean 'failing'");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Shop {

		@Bean
		WatchedResource orders() {
			return WatchedResource.of("orders.open", "orders", () -> 7).withLoad("orders");
		}

		@Bean
		WatchedQueue<String> queue() {
			return WatchedQueue.of("orders.queue", new ArrayBlockingQueue<>(10));
		}

		@Lazy
		@Bean
		WatchedResource late() {
			return WatchedResource.of("orders.late", "orders", () -> 7);
		}

		@Lazy
		@Bean
		WatchedResource failing() {
			return WatchedResource.of("", "orders", () -> 7);
		}

		@Bean
		LoadSignal load() {
			return new LoadSignal("orders", () -> 7);
		}

	}

}
