package io.tidemark.sample.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One cell of the matrix: the sample as it is, on a collector, with platform or virtual
 * threads.
 *
 * @param collector name of the JVM's switch
 * @param virtual whether requests run on virtual threads
 */
record Cell(String collector, boolean virtual) {

	private static final Path JDK = Path.of(System.getProperty("java.home"));

	/** All that this JDK can be: there are no virtual threads before 21. */
	static List<Cell> matrix() {
		List<Cell> cells = new ArrayList<>();
		for (boolean virtual : hasVirtualThreads() ? new boolean[] { false, true } : new boolean[] { false }) {
			Stream.of("G1", "Z", "Parallel").forEach((collector) -> cells.add(new Cell(collector, virtual)));
		}
		return cells;
	}

	static boolean hasVirtualThreads() {
		return Runtime.version().feature() >= 21;
	}

	boolean hasGenerations() {
		return !this.collector.equals("Z") || Runtime.version().feature() >= 23;
	}

	/** Starts the sample; small, because six of them share two cores. */
	Child start(Path folder) {
		int port = Child.freePort();
		return Child.start(List.of(JDK.resolve("bin/java").toString(), "-XX:+Use" + this.collector + "GC", "-Xmx128m",
				"-XX:TieredStopAtLevel=1", "-jar", jar().toString(), "--server.port=" + port,
				"--spring.threads.virtual.enabled=" + this.virtual), port, folder.resolve(name() + ".log"));
	}

	/**
	 * Collects once, as any service does that runs for long: before, nobody knows what
	 * lives.
	 */
	static void collect(Child service, Path folder) {
		Child.start(List.of(JDK.resolve("bin/jcmd").toString(), String.valueOf(service.pid()), "GC.run"), 0,
				folder.resolve("jcmd-" + service.pid() + ".log"));
	}

	String name() {
		return this.collector + (this.virtual ? "-virtual" : "-platform");
	}

	/** As Maven packaged it before. */
	private static Path jar() {
		try (Stream<Path> files = Files.list(Path.of("target").toAbsolutePath())) {
			return files.filter((file) -> file.toString().endsWith("-app.jar")).findFirst().orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
