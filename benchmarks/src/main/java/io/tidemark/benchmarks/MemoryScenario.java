package io.tidemark.benchmarks;

import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * A scenario of the sample that leaks memory, and what must be told of it.
 *
 * @param id id of the scenario
 * @param classes classes any of which is the right one to name
 * @param array what the bytes of these objects are, which a verdict may name before
 * histograms credit it to them
 * @param lines methods that allocate it, any of which is right: class, dot and name
 * @param perSecond faults a second, of 64 KiB each
 */
record MemoryScenario(String id, Set<String> classes, String array, Set<String> lines, double perSecond) {

	/** Kinds of resources that memory is. */
	private static final Set<String> KINDS = Set.of("heap", "metaspace", "direct-buffers", "native");

	private static final String PACKAGE = "io.tidemark.sample.leaks.";

	private static final String MAP_ENTRY = "java.util.concurrent.ConcurrentHashMap$Node";

	private static final List<MemoryScenario> ALL = List.of(
			of("class-loader", Set.of(PACKAGE + "DiscountScript", PACKAGE + "ClassLoaderNeverReleased$ScriptLoader"),
					"int[]",
					Set.of("DiscountScript.table", "ClassLoaderNeverReleased.deploy",
							"ClassLoaderNeverReleased$ScriptLoader.define")),
			own("closed-over-payload", "ClosedOverPayload$Upload", "byte[]", "receive"),
			of("direct-buffer", Set.of("java.nio.DirectByteBuffer"), "–", Set.of("DirectBufferNeverFreed.newBuffer")),
			own("listener-never-removed", "ListenerNeverRemoved$Chart", "int[]", "open"),
			of("session-hoarding",
					Set.of(PACKAGE + "SessionHoarding$SearchResult", "org.apache.catalina.session.StandardSession"),
					"long[]", Set.of("SessionHoarding$SearchResult.find")),
			of("static-cache", Set.of("byte[]", MAP_ENTRY), "byte[]", Set.of("StaticCache.render")),
			of("string-intern", Set.of("java.lang.String", MAP_ENTRY), "byte[]",
					Set.of("StringIntern.key", "StringIntern.commit")),
			own("thread-local", "ThreadLocalNeverRemoved$Statement", "byte[]", "render"),
			own("unbounded-queue", "UnboundedQueue$Receipt", "byte[]", "write"));

	private static MemoryScenario of(String id, Set<String> classes, String array, Set<String> lines) {
		return new MemoryScenario(id, classes, array, lines, 1);
	}

	/** The objects that leak are of a class of the sample, which makes them. */
	private static MemoryScenario own(String id, String type, String array, String factory) {
		return of(id, Set.of(PACKAGE + type), array, Set.of(type + "." + factory));
	}

	/** All nine, by id. */
	static List<MemoryScenario> all() {
		return ALL;
	}

	/**
	 * The one of that id.
	 * @throws IllegalArgumentException if there is none
	 */
	static MemoryScenario of(String id) {
		return ALL.stream()
			.filter((scenario) -> scenario.id().equals(id))
			.findAny()
			.orElseThrow(() -> new IllegalArgumentException(
					"expected one of %s, found '%s'".formatted(ALL.stream().map(MemoryScenario::id).toList(), id)));
	}

	/** Whether a verdict is one on memory. */
	static boolean isMemory(JsonNode verdict) {
		return KINDS.contains(verdict.path("kind").asString(""));
	}

	boolean isRightClass(String name) {
		return this.classes.contains(name) || isArray(name);
	}

	/** Whether it is the array that the objects consist of, not their class. */
	boolean isArray(String name) {
		return this.array.equals(name) && !this.classes.contains(name);
	}

	/**
	 * Whether it is the method that allocates what leaks.
	 * @param frame as in a stack, {@code class.method(File.java:line)}
	 */
	boolean isRightLine(String frame) {
		return this.lines.stream().anyMatch((line) -> frame.startsWith(PACKAGE + line + "("));
	}

}
