package io.tidemark.planted.group;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Beans, reflection and files in a stage that has no business with them. */
class AsksTheJvm {

	int beans() {
		return ManagementFactory.getThreadMXBean().getThreadCount();
	}

	boolean files() {
		return Files.exists(Path.of("thread.dump"));
	}

	Class<?> reflection() throws ReflectiveOperationException {
		return Class.forName("java.lang.Thread");
	}

}
