package io.tidemark.sample.leaks;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.tidemark.sample.ServiceClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The scenarios that leak memory and nothing else, over HTTP on the running service. How
 * they are called is tried with all the others.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class MemoryScenarioTests {

	private static final long MIB = 1024 * 1024;

	@LocalServerPort
	private int port;

	@AfterEach
	void releaseAll() {
		ids().forEach((id) -> change(HttpMethod.DELETE, "/leaks/" + id));
	}

	@ParameterizedTest
	@MethodSource("ids")
	void memoryIsHeldUntilItIsReleasedAndNoneByTheTwin(String id) {
		change(HttpMethod.POST, "/repaired/" + id + "?times=20");
		long before = memoryInUse();

		change(HttpMethod.POST, "/repaired/" + id + "?times=100");
		long twin = memoryInUse() - before;
		change(HttpMethod.POST, "/leaks/" + id + "?times=100");
		long held = memoryInUse() - before;

		assertThat(twin).isLessThan(2 * MIB);
		assertThat(held).isBetween(3 * MIB, 10 * MIB);
		long release = memoryInUse();
		change(HttpMethod.DELETE, "/leaks/" + id);
		// not "as before": what starts beside the first requests fills the heap meanwhile
		await().until(() -> release - memoryInUse() > held / 2);
	}

	@Test
	void scriptsThatNobodyHoldsAreUnloaded() {
		ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
		change(HttpMethod.POST, "/leaks/class-loader?times=50");
		long before = classes.getUnloadedClassCount();

		change(HttpMethod.DELETE, "/leaks/class-loader");

		await().until(() -> {
			memoryInUse();
			return classes.getUnloadedClassCount() >= before + 50;
		});
	}

	/** Whoever looks for the leak finds these names. */
	@Test
	void documentationNamesClassesAndLinesOfMemoryThatExist() throws Exception {
		List<String[]> documented = documentedMemory();

		assertThat(documented).extracting((cells) -> cells[1]).containsExactlyElementsOf(ids());
		for (String[] cells : documented) {
			for (String type : cells[3].split(", ")) {
				assertThat(ClassUtils.forName(type, getClass().getClassLoader())).isNotNull();
			}
			for (String line : cells[5].split(", ")) {
				int dot = line.lastIndexOf('.');
				assertThat(Class.forName(LeakScenario.class.getPackageName() + "." + line.substring(0, dot))
					.getDeclaredMethods()).extracting(Method::getName).contains(line.substring(dot + 1));
			}
		}
	}

	private static List<String[]> documentedMemory() throws IOException {
		return Files.readAllLines(Path.of("../docs/sample-leaks.md"))
			.stream()
			.dropWhile((line) -> !line.startsWith("| scenario | who holds it | class | its bytes | allocated at |"))
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> line.replace("`", "").split(" *\\| *"))
			.toList();
	}

	private void change(HttpMethod method, String uri) {
		ServiceClient.on(this.port).method(method).uri(uri).retrieve().toBodilessEntity();
	}

	static List<String> ids() {
		return List.of("class-loader", "closed-over-payload", "direct-buffer", "listener-never-removed",
				"session-hoarding", "static-cache", "string-intern", "thread-local", "unbounded-queue");
	}

	/** Bytes of heap and direct buffers after a full collection. */
	private static long memoryInUse() {
		ManagementFactory.getMemoryMXBean().gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
				+ ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
					.stream()
					.filter((pool) -> pool.getName().equals("direct"))
					.mapToLong(BufferPoolMXBean::getMemoryUsed)
					.sum();
	}

}
