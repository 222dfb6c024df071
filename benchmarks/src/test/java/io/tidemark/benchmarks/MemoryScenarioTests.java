package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MemoryScenarioTests {

	@Test
	void documentationOfTheSampleNamesTheSameClassesAndLines() throws IOException {
		assertThat(Files.readAllLines(Path.of("../docs/sample-leaks.md"))
			.stream()
			.dropWhile((line) -> !line.startsWith("| scenario | who holds it | class | its bytes | allocated at |"))
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> line.replace("`", "").split(" *\\| *"))
			.map((cells) -> new MemoryScenario(cells[1], Set.of(cells[3].split(", ")), cells[4],
					Set.of(cells[5].split(", ")), 1)))
			.containsExactlyElementsOf(MemoryScenario.all());
	}

	@Test
	void lineIsRightWhateverItsNumber() {
		MemoryScenario cache = MemoryScenario.of("static-cache");

		assertThat(cache.isRightLine("io.tidemark.sample.leaks.StaticCache.render(StaticCache.java:7)")).isTrue();
		assertThat(cache.isRightLine("io.tidemark.sample.leaks.StaticCache.renderer(StaticCache.java:7)")).isFalse();
		assertThat(cache.isRightLine("java.util.Arrays.fill(Arrays.java:7)")).isFalse();
	}

	@Test
	void verdictOnMemoryIsKnownByItsKind() {
		assertThat(MemoryScenario.isMemory(json("{\"kind\":\"heap\"}"))).isTrue();
		assertThat(MemoryScenario.isMemory(json("{\"kind\":\"thread-group\"}"))).isFalse();
		assertThat(MemoryScenario.isMemory(json("{}"))).isFalse();
	}

	@Test
	void unknownScenarioIsRefusedWithTheKnownOnes() {
		assertThatIllegalArgumentException().isThrownBy(() -> MemoryScenario.of("deadlock"))
			.withMessageStartingWith("expected one of [class-loader, closed-over-payload,")
			.withMessageEndingWith("found 'deadlock'");
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
