package io.tidemark.benchmarks;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * One scenario on one service: its faults until a verdict names class and line, and what
 * becomes of the verdict when they are released.
 */
final class MemoryRun {

	/** Seconds. */
	private static final int UNTIL_WITHDRAWN = 300;

	private static final int BETWEEN_LOOKS = 5;

	private final MemoryScenario scenario;

	private @Nullable Long suspected;

	private @Nullable Long probable;

	private @Nullable Long withdrawn;

	private String kind = "–";

	private String className = "–";

	private String line = "–";

	private String note = "nothing was told";

	private long held;

	MemoryRun(MemoryScenario scenario) {
		this.scenario = scenario;
	}

	/**
	 * Commits faults until class and line are told by their names, or time is out; then
	 * releases. What is told last counts.
	 */
	void run(Service service, long seconds) throws Exception {
		long start = System.nanoTime();
		for (long second = 0; second < seconds && !isNamed(); second++) {
			commit(service, second);
			if (second % BETWEEN_LOOKS == BETWEEN_LOOKS - 1) {
				look(service, LiveMemory.secondsSince(start));
			}
			TimeUnit.NANOSECONDS.sleep(start + TimeUnit.SECONDS.toNanos(second + 1) - System.nanoTime());
		}
		explain(service);
		service.delete("/leaks/" + this.scenario.id());
		if (this.suspected != null) {
			awaitWithdrawal(service);
		}
	}

	/** The service ended or did not answer. */
	void failed(Exception failure) {
		this.note = "the service failed: " + failure.getMessage();
	}

	private void commit(Service service, long second) {
		long due = Math.round((second + 1) * this.scenario.perSecond());
		for (; this.held < due; this.held++) {
			service.postAsync("/leaks/" + this.scenario.id(), null, () -> {
			});
		}
	}

	/** Whether somebody was told class and line, be it as a suspicion. */
	private boolean isTold() {
		return this.suspected != null && !this.className.equals("–") && !this.line.equals("–");
	}

	private void look(Service service, long second) throws IOException, InterruptedException {
		List<JsonNode> accusing = LiveMemory.verdicts(service).stream().filter(LiveMemory::accuses).toList();
		if (accusing.isEmpty()) {
			return;
		}
		this.suspected = (this.suspected != null) ? this.suspected : second;
		JsonNode best = accusing.stream().max(Comparator.comparingInt(this::points)).orElseThrow();
		take(best);
		if (LiveMemory.isProbable(best) && isTold() && this.probable == null) {
			this.probable = second;
		}
	}

	/** What is named by its bytes may get its class with the next histogram. */
	private boolean isNamed() {
		return this.probable != null && isRight() && !this.scenario.isArray(this.className);
	}

	/** Probable first, then what is named. */
	private int points(JsonNode verdict) {
		return (LiveMemory.isProbable(verdict) ? 100 : 0) + (className(verdict).isEmpty() ? 0 : 10)
				+ (line(verdict).isEmpty() ? 0 : 10) + (this.scenario.isRightClass(className(verdict)) ? 1 : 0)
				+ (this.scenario.isRightLine(line(verdict)) ? 1 : 0);
	}

	private void take(JsonNode verdict) {
		this.kind = verdict.path("kind").asString();
		this.className = orDash(className(verdict));
		this.line = orDash(line(verdict));
		String undecided = verdict.path("memory").path("undecided").asString("");
		this.note = verdict.path("grade").asString() + ": " + verdict.path("reason").asString("")
				+ (undecided.isEmpty() ? "" : " Undecided: " + undecided);
	}

	/** The class that grew most; before histograms tell, that of the first line. */
	private static String className(JsonNode verdict) {
		String grown = verdict.path("memory").path("classes").path(0).path("name").asString("");
		return grown.isEmpty() ? firstLine(verdict).path("className").asString("") : grown;
	}

	private static String line(JsonNode verdict) {
		return firstLine(verdict).path("frame").asString("");
	}

	/** The first that is one: where only the JDK is on a stack, there is none. */
	private static JsonNode firstLine(JsonNode verdict) {
		for (JsonNode line : verdict.path("memory").path("lines")) {
			if (line.has("frame")) {
				return line;
			}
		}
		return MissingNode.getInstance();
	}

	private static String orDash(String text) {
		return text.isEmpty() ? "–" : text;
	}

	private void awaitWithdrawal(Service service) throws IOException, InterruptedException {
		long start = System.nanoTime();
		while (this.withdrawn == null && LiveMemory.secondsSince(start) < UNTIL_WITHDRAWN) {
			TimeUnit.SECONDS.sleep(BETWEEN_LOOKS);
			if (LiveMemory.verdicts(service).stream().noneMatch(LiveMemory::accuses)) {
				this.withdrawn = LiveMemory.secondsSince(start);
			}
		}
	}

	/**
	 * What the service holds when time is out, and what it said of memory if it accused
	 * nobody.
	 */
	private void explain(Service service) throws IOException, InterruptedException {
		this.held = JsonMapper.shared()
			.readTree(service.get("/leaks/" + this.scenario.id()))
			.path("held")
			.asLong(this.held);
		if (this.suspected == null) {
			Set<String> said = new TreeSet<>(LiveMemory.partsThatDoNotWork(service));
			LiveMemory.verdicts(service)
				.forEach((verdict) -> said.add(verdict.path("name").asString() + " " + verdict.path("grade").asString()
						+ ": " + verdict.path("reason").asString("")));
			this.note = "nothing was told; " + String.join("; ", said);
		}
	}

	boolean isRight() {
		return isTold() && this.scenario.isRightClass(this.className) && this.scenario.isRightLine(this.line);
	}

	/** A row of the table. */
	String row() {
		return "| `%s` | %d | %s | %s | %s | `%s` | `%s` | %s | %s | %s |".formatted(this.scenario.id(), this.held,
				orNever(this.suspected), orNever(this.probable), this.kind, shorten(this.className), shorten(this.line),
				isRight() ? (this.scenario.isArray(this.className) ? "right, by its bytes" : "right")
						: isTold() ? "**wrong**" : "**missed**",
				(this.suspected != null) ? orNever(this.withdrawn) : "–",
				this.note.replace("|", "/").replace('\n', ' '));
	}

	private static String shorten(String name) {
		return name.replace("io.tidemark.sample.leaks.", "");
	}

	private static String orNever(@Nullable Long seconds) {
		return (seconds != null) ? seconds.toString() : "never";
	}

}
