package io.tidemark.heap;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class HeapCollectionsTests {

	@Test
	void whoeverListensBehindUsHearsOfACollectionAlthoughWeRanOutOfMemory() throws Exception {
		CountDownLatch heard = new CountDownLatch(1);
		NotificationListener behind = (notification, handback) -> heard.countDown();
		try (HeapCollections collections = new HeapCollections((collection) -> {
			throw new OutOfMemoryError("planted");
		})) {
			for (Object bean : ManagementFactory.getGarbageCollectorMXBeans()) {
				((NotificationEmitter) bean).addNotificationListener(behind, null, null);
			}
			System.gc();

			assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(collections.failures()).isPositive();
		}
		finally {
			for (Object bean : ManagementFactory.getGarbageCollectorMXBeans()) {
				((NotificationEmitter) bean).removeNotificationListener(behind);
			}
		}
	}

	@Test
	void aCollectionEndsBetweenTheCallForItAndItsNotification() throws Exception {
		AtomicReference<Instant> end = new AtomicReference<>();
		CountDownLatch heard = new CountDownLatch(1);
		try (HeapCollections collections = new HeapCollections((collection) -> {
			if (collection.cause().equals("System.gc()")) {
				end.set(collection.end());
				heard.countDown();
			}
		})) {
			Instant before = Instant.now();
			System.gc();

			assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(end.get()).isBetween(before.minusMillis(100), Instant.now().plusMillis(100));
			assertThat(collections.failures()).isZero();
		}
	}

}
