package io.tidemark.sample;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The same road when requests are served by virtual threads: these start the leaked ones.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Spring Boot uses virtual threads from JDK 21 on")
@TestPropertySource(properties = "spring.threads.virtual.enabled=true")
class VirtualThreadsThreadDiffIT extends ThreadDiffIT {

	private static final int PARKED = 5_000;

	private final CountDownLatch gate = new CountDownLatch(1);

	@LocalServerPort
	private int port;

	@Test
	void virtualThreadsThatNobodyCountsAreSeenWithTheirStack() throws ReflectiveOperationException {
		for (int i = 0; i < PARKED; i++) {
			Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable) this::park);
		}

		await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
			DocumentContext diff = JsonPath.parse(diff(MediaType.APPLICATION_JSON));
			assertThat(diff.<String>read("$.to.virtualThreadsSeen")).isEqualTo("whole");
			assertThat(diff.<Integer>read("$.to.virtualThreads")).isGreaterThanOrEqualTo(PARKED);
			assertThat(diff.<Boolean>read("$.groups[0].virtual")).isTrue();
			assertThat(diff.<Integer>read("$.groups[0].change")).isEqualTo(PARKED);
		});
		assertThat(diff(MediaType.TEXT_PLAIN)).contains("at " + getClass().getName() + ".park(");
		this.gate.countDown();
	}

	private void park() {
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private String diff(MediaType type) {
		return ServiceClient.on(this.port).get().uri("/actuator/threaddiff").accept(type).retrieve().body(String.class);
	}

}
