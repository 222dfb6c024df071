package io.tidemark.jvm;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each collector of this JDK, in a JVM of its own with 64 MiB of heap. */
class GcReadingsIT {

	private static final long XMX = 64L << 20;

	private static final Map<String, Map<String, String>> READINGS = new HashMap<>();

	@ParameterizedTest
	@ValueSource(strings = { "G1", "Z", "Shenandoah" })
	void theHeapMaximumIsTheWholeHeap(String collector) throws Exception {
		Map<String, String> readings = read(collector);

		assertThat(readings).containsEntry("heap max", String.valueOf(XMX));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Parallel", "Serial" })
	void theHeapMaximumLeavesOneSurvivorSpaceOut(String collector) throws Exception {
		Map<String, String> readings = read(collector);

		assertThat(Long.parseLong(readings.get("heap max"))).isBetween(XMX * 8 / 10, XMX - 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "G1", "Z", "Shenandoah", "Parallel", "Serial" })
	void pausesAreHeardAndThePoolsAreFinite(String collector) throws Exception {
		Map<String, String> readings = read(collector);

		assertThat(readings).containsEntry("heard", "true");
		assertThat(readings.keySet()).noneMatch((key) -> key.startsWith("pauses ") && key.endsWith(" Cycles"));
		assertThat(sum(readings, "pauses ")).isPositive();
		assertThat(Double.parseDouble(readings.get("share"))).isBetween(0.0, 1.0);
		assertThat(sum(readings, "used ")).isPositive();
		assertThat(readings.values()).noneMatch((value) -> value.startsWith("-"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "G1", "Z", "Shenandoah", "Parallel", "Serial" })
	void usageAfterCollectionIsUnknownBeforeTheFirst(String collector) throws Exception {
		Map<String, String> readings = read(collector);

		assertThat(readings).allSatisfy((key, value) -> {
			if (key.startsWith("early ")) {
				assertThat(value).isEqualTo("null");
			}
		});
	}

	@Test
	void generationsOfZgcEachClaimTheWholeHeap() throws Exception {
		Assumptions.assumeTrue(Runtime.version().feature() >= 23, "ZGC has generations by default from JDK 23 on");
		Map<String, String> readings = read("Z");

		assertThat(readings).containsEntry("max ZGC Old Generation", String.valueOf(XMX))
			.containsEntry("max ZGC Young Generation", String.valueOf(XMX));
	}

	private static long sum(Map<String, String> readings, String prefix) {
		return readings.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(prefix))
			.mapToLong((entry) -> Long.parseLong(entry.getValue()))
			.sum();
	}

	private static Map<String, String> read(String collector) throws Exception {
		Map<String, String> readings = READINGS.get(collector);
		if (readings == null) {
			readings = run(collector);
			READINGS.put(collector, readings);
			System.out.println(collector + " " + readings);
		}
		return readings;
	}

	private static Map<String, String> run(String collector) throws Exception {
		Process process = new ProcessBuilder(command(collector)).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		int exit = process.waitFor();
		Assumptions.assumeFalse(output.contains("not supported"), "This JVM has no collector " + collector);
		assertThat(exit).as(output).isZero();
		return readings(output);
	}

	private static Map<String, String> readings(String output) {
		Map<String, String> readings = new TreeMap<>();
		for (String line : output.lines().filter((text) -> text.contains("=")).toList()) {
			readings.put(line.substring(0, line.lastIndexOf('=')), line.substring(line.lastIndexOf('=') + 1));
		}
		return readings;
	}

	private static List<String> command(String collector) throws URISyntaxException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		String classPath = location(GcPauses.class) + System.getProperty("path.separator") + location(GcReadings.class);
		return List.of(java, "-Xmx64m", "-XX:+Use" + collector + "GC", "-XX:-UsePerfData", "-cp", classPath,
				GcReadings.class.getName());
	}

	private static String location(Class<?> type) throws URISyntaxException {
		return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
	}

}
