package io.tidemark.heap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HistogramTextTests {

	private static final String HEADER = """
			 num     #instances         #bytes  class name (module)
			-------------------------------------------------------
			""";

	@ParameterizedTest
	@CsvSource({ "17, 72248, 3944960", "25, 163457, 9560896" })
	void allObjectsOfARealHistogramAreCounted(String jdk, long instances, long bytes) throws IOException {
		HistogramTable table = HistogramText.read(sample(jdk));

		assertThat(table.instances()).isEqualTo(instances);
		assertThat(table.bytes()).isEqualTo(bytes);
		assertThat(table.omitted()).isZero();
		assertThat(table.largest()).isSortedAccordingTo((one, other) -> Long.compare(other.bytes(), one.bytes()))
			.extracting(ClassCount::name)
			.doesNotHaveDuplicates()
			.noneMatch((name) -> name.contains("0x") || name.startsWith("["));
	}

	@ParameterizedTest
	@ValueSource(strings = { "17", "25" })
	void classesOfOneNameAreOneRowThatCountsItsLoaders(String jdk) throws IOException {
		ClassCount plugin = find(sample(jdk), "Orders$Plugin");

		assertThat(plugin).isEqualTo(new ClassCount("Orders$Plugin", null, 4, 13, 208));
		assertThat(find(sample(jdk), "Orders$Plugin[]").loaders()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "17", "25" })
	void lambdasOfOneClassAreOneRowOfOneLoader(String jdk) throws IOException {
		assertThat(find(sample(jdk), "Orders$$Lambda")).isEqualTo(new ClassCount("Orders$$Lambda", null, 1, 14, 280));
	}

	@Test
	void modulesAreToldFromNames() throws IOException {
		assertThat(find(sample("17"), "byte[]").module()).isEqualTo("java.base@17.0.15");
		assertThat(find(sample("25"), "long[][]").module()).isEqualTo("java.base@25.0.3");
		assertThat(find(text("   1:   2   32  com.example.Tests$it works (mostly)"), "com.example.Tests$it works")
			.module()).isEqualTo("mostly");
		assertThat(find(text("   1:   2   32  com.example.Tests$a (b c)"), "com.example.Tests$a (b c)").module())
			.isNull();
	}

	@Test
	void whatIsBeyondTheBoundsIsSummedOnly() {
		StringBuilder rows = new StringBuilder();
		for (int i = 1; i <= 25_000; i++) {
			rows.append("%d: %d %d com.example.C%d%n".formatted(i, 1, 30_000 - i, i));
		}

		HistogramTable table = HistogramText.read(text(rows.toString()));

		assertThat(table.largest()).hasSize(HistogramTable.MOST_KEPT);
		assertThat(table.largest().get(0).name()).isEqualTo("com.example.C1");
		assertThat(table.omitted()).isEqualTo(20_000);
		assertThat(table.instances()).isEqualTo(25_000);
		assertThat(table.bytes()).isEqualTo(25_000L * (29_999 + 5_000) / 2);
	}

	@Test
	void warningsOfTheJvmBeforeTheHeaderAreSkipped() {
		HistogramTable table = HistogramText.read("WARNING: Ran out of C-heap\n" + text("   1:    2    32  A"));

		assertThat(table.instances()).isEqualTo(2);
	}

	@Test
	void windowsLineEndsAreNoPartOfANameOrModule() {
		HistogramTable table = HistogramText
			.read(text("   1:    2    32  A\n   2:    1    16  [B (java.base@17)").replace("\n", "\r\n"));

		assertThat(table.largest()).extracting(ClassCount::name).containsExactly("A", "byte[]");
		assertThat(table.largest().get(1).module()).isEqualTo("java.base@17");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x: 2 32 A", "1 2 32 A", "1: -2 32 A", "1: 2 A", "1: 2 32", "1: 2 32 ", "1: 2 1e3 A",
			"1: 1234567890123456 32 A", "Totally 3" })
	void aRowThatIsNoneIsToldWithItsLine(String row) {
		assertThatExceptionOfType(MalformedHistogramException.class).isThrownBy(() -> HistogramText.read(text(row)))
			.withMessageStartingWith(
					"Line 3 of the class histogram: expected a row '<number>: <instances> <bytes> <class>'")
			.withMessageContaining("found '" + row.stripTrailing());
	}

	@Test
	void aTextThatWasCutIsRefusedBecauseItWouldLookLikeALoss() {
		assertThatExceptionOfType(MalformedHistogramException.class)
			.isThrownBy(() -> HistogramText.read(HEADER + "   1:    2    32  A\n"))
			.withMessageContaining("expected a last line 'Total', found 'the end of the text'");
	}

	@Test
	void aTextThatIsNoHistogramIsToldApart() {
		assertThatExceptionOfType(MalformedHistogramException.class)
			.isThrownBy(() -> HistogramText.read("Command not known\n"))
			.withMessage("Line 1 of the class histogram: expected a header 'num #instances #bytes class name', "
					+ "found 'Command not known'");
		assertThatExceptionOfType(MalformedHistogramException.class).isThrownBy(() -> HistogramText.read(""));
	}

	@Test
	void damagedTextsAreReadOrRefusedAndNothingElse() throws IOException {
		SplittableRandom random = new SplittableRandom(7);
		int refused = 0;
		for (int i = 0; i < 2_000; i++) {
			String damaged = damage(sample((i % 2 == 0) ? "17" : "25").substring(0, 4_000) + "\nTotal 1 2\n", random);
			try {
				HistogramTable table = HistogramText.read(damaged);
				assertThat(table.instances()).isNotNegative();
			}
			catch (MalformedHistogramException ex) {
				assertThat(ex.getMessage()).hasSizeLessThan(250).contains("expected").contains("found");
				refused++;
			}
		}
		assertThat(refused).isBetween(500, 1_990);
	}

	private static String damage(String text, SplittableRandom random) {
		StringBuilder damaged = new StringBuilder(text);
		for (int i = random.nextInt(1, 8); i > 0; i--) {
			int position = random.nextInt(damaged.length());
			switch (random.nextInt(3)) {
				case 0 -> damaged.setCharAt(position, (char) random.nextInt(1, 300));
				case 1 -> damaged.delete(position, Math.min(position + random.nextInt(1, 20), damaged.length()));
				default -> damaged.insert(position, damaged.substring(0, random.nextInt(60)));
			}
		}
		return damaged.toString();
	}

	private static String text(String rows) {
		return HEADER + rows + "\nTotal            3             48\n";
	}

	private static ClassCount find(String text, String name) {
		return HistogramText.read(text)
			.largest()
			.stream()
			.filter((count) -> count.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("expected " + name));
	}

	static String sample(String jdk) throws IOException {
		try (InputStream in = HistogramTextTests.class.getResourceAsStream("/histograms/" + jdk + ".txt")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
