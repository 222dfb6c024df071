package io.tidemark.boot.autoconfigure;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.tidemark.group.WaitTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

class WaitTablesTests {

	private static final String RULE = "%s | idle-worker | waiting | - | - | com.example.%s | an actor\n";

	@TempDir
	private Path jars;

	@Test
	void thePropertyComesBeforeTheTablesOfJars() throws IOException {
		try (URLClassLoader classLoader = new URLClassLoader(
				new URL[] { jar("one", rule("a")), jar("two", rule("a") + rule("b")) }, null)) {
			List<WaitTable> tables = WaitTables.load(List.of(rule("x"), rule("y"), rule("z")), classLoader);

			assertThat(tables).extracting(WaitTable::size).containsExactly(3, 1, 2);
		}
	}

	@Test
	void withoutPropertyAndTablesThereIsNone() {
		assertThat(WaitTables.load(null, new ClassLoader(null) {
		})).isEmpty();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aJarWhoseTableIsWrongIsLeftOutAndNamed(CapturedOutput output) throws IOException {
		try (URLClassLoader classLoader = new URLClassLoader(
				new URL[] { jar("wrong", "a | b\n"), jar("right", rule("a")) }, null)) {
			assertThat(WaitTables.load(null, classLoader)).extracting(WaitTable::size).containsExactly(1);
		}

		assertThat(output).contains("Tidemark leaves out wait rules: Line 1 of file:")
			.contains("wrong/META-INF/tidemark/wait-rules.txt: expected")
			.contains("found 2 columns");
	}

	@Test
	void noMoreTablesAreReadThanTheBoundAllows() throws IOException {
		URL[] many = new URL[WaitTables.MAX_TABLES + 20];
		for (int i = 0; i < many.length; i++) {
			many[i] = jar("jar" + i, rule("a"));
		}
		try (URLClassLoader classLoader = new URLClassLoader(many, null)) {
			assertThat(WaitTables.load(null, classLoader)).hasSize(WaitTables.MAX_TABLES);
		}
	}

	private static String rule(String name) {
		return RULE.formatted(name, name);
	}

	private URL jar(String name, String table) throws IOException {
		Path file = this.jars.resolve(name).resolve(WaitTable.LOCATION);
		Files.createDirectories(file.getParent());
		Files.writeString(file, table);
		return this.jars.resolve(name).toUri().toURL();
	}

}
