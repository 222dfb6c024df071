package io.tidemark.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The same when requests are served by virtual threads, and what leaks these.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Spring Boot uses virtual threads from JDK 21 on")
@TestPropertySource(properties = { "spring.threads.virtual.enabled=true", "tidemark.metrics.groups.interval=1s" })
class VirtualThreadsSignatureIT extends SignatureIT {

	private static final int PARKED = 5_000;

	private static final Pattern LIVE = Pattern
		.compile("tidemark_executor_tasks_running_tasks\\{.*executor=\"applicationTaskExecutor\".*} (\\d+)");

	private static final Pattern GROUP = Pattern
		.compile("tidemark_thread_group_size_threads\\{.*group=\"task-\\*\".*} (\\d+)");

	@Test
	void managedVirtualThreadsAreCountedAndNamed() {
		commit("virtual-thread-parked", PARKED);

		// twice the interval: one reading may have begun before the last thread
		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			assertThat(value(LIVE)).isEqualTo(PARKED);
			assertThat(value(GROUP)).isEqualTo(PARKED);
		});
		eventually(() -> {
			DocumentContext group = group("task-*", diff());
			assertThat(group.<Integer>read("$.change")).isEqualTo(PARKED);
			assertThat(group.<String>read("$.signature.id")).isEqualTo("virtual-threads-parked-for-ever");
			assertThat(group.<Map<String, Integer>>read("$.waitReasons")).containsEntry("future", PARKED);
			assertThat(group.<String>read("$.submittedBy[0].frame")).contains("VirtualThreadParked.commit");
			assertThat(group.<List<Integer>>read("$.history.sizes")).contains(PARKED);
		});
	}

	@Test
	void virtualThreadsThatNobodyManagesAreNamedByADump() {
		commit("virtual-thread-parked-raw", 100);

		eventually(() -> {
			DocumentContext group = group("<unnamed>", diff());
			assertThat(group.<Integer>read("$.change")).isEqualTo(100);
			assertThat(group.<String>read("$.signature.id")).isEqualTo("virtual-threads-parked-for-ever");
			assertThat(group.<Map<String, Integer>>read("$.waitReasons")).containsEntry("queue-take", 100);
		});
	}

	private int value(Pattern series) {
		Matcher matcher = series.matcher(service().get().uri("/actuator/prometheus").retrieve().body(String.class));
		return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
	}

}
