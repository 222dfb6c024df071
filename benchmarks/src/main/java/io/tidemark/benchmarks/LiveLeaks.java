package io.tidemark.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code /actuator/leaks} of the sample says under changing load, everything at its
 * defaults: with all faults that leak threads, after they were released, after a restart,
 * with a flooded executor; or without any fault.
 */
final class LiveLeaks {

	private static final long SEED = 41;

	private static final List<String> GRADES = List.of("clear", "undecided", "watching", "suspected", "probable",
			"proven");

	private static final List<String> STEPS = List.of("clear or undecided", "watching", "suspected", "probable",
			"proven");

	/** Seconds. */
	private static final int WARM_UP = 600;

	private static final int UNTIL_PROBABLE = 900;

	private static final int UNTIL_WITHDRAWN = 600;

	private static final int UNTIL_TOLD_FULL = 60;

	private final List<String> command;

	private final boolean virtual;

	private boolean failed;

	private LiveLeaks(List<String> command) {
		this.command = command;
		this.virtual = command.contains("--spring.threads.virtual.enabled=true");
	}

	/**
	 * @param args jar of the sample, minutes without any fault or 0 for faults, further
	 * arguments of the sample
	 */
	public static void main(String[] args) throws Exception {
		List<String> command = new ArrayList<>(List.of("-Xmx256m", "-XX:+UseG1GC", "-jar", args[0]));
		Collections.addAll(command, List.of(args).subList(2, args.length).toArray(String[]::new));
		LiveLeaks run = new LiveLeaks(command);
		int minutes = Integer.parseInt(args[1]);
		if (minutes > 0) {
			run.healthy(minutes);
		}
		else {
			run.faults();
		}
		System.exit(run.failed ? 1 : 0);
	}

	private void faults() throws Exception {
		try (Service service = Service.start(this.command); Load load = new Load(service)) {
			warmUp(service);
			List<LiveScenario> scenarios = LiveScenario.all(this.virtual);
			Map<LiveScenario, Told> told = commitUntilAllAreProbable(service, scenarios);
			Map<String, String> others = others(service, scenarios);
			releaseUntilAllAreWithdrawn(service, told);
			print(told);
			System.out.printf("%nWhat else was told meanwhile, as it grows too:%n%n");
			others.forEach((name, sentence) -> System.out.printf("- %s: %s%n", name, sentence));
		}
		flood();
		restart();
	}

	/** Growth that is seen in the first ten minutes is no more than suspected. */
	private void warmUp(Service service) throws Exception {
		awaitOrigins(service);
		Map<String, String> accused = new TreeMap<>();
		long start = System.nanoTime();
		while (seconds(start) < WARM_UP) {
			verdicts(service).stream()
				.filter(LiveLeaks::accuses)
				.forEach((verdict) -> accused.put(name(verdict), verdict.path("reason").asString()));
			TimeUnit.SECONDS.sleep(10);
		}
		System.out.printf("Accused in the first ten minutes, under load and without a fault: %s%n%n",
				accused.isEmpty() ? "nobody" : accused);
		this.failed |= !accused.isEmpty();
	}

	private void awaitOrigins(Service service) throws Exception {
		for (int i = 0; i < 60
				&& !service.get("/actuator/prometheus").contains("tidemark_observer_part{part=\"origins\"} 1"); i++) {
			TimeUnit.SECONDS.sleep(1);
		}
	}

	private Map<LiveScenario, Told> commitUntilAllAreProbable(Service service, List<LiveScenario> scenarios)
			throws Exception {
		Map<LiveScenario, Told> told = new LinkedHashMap<>();
		scenarios.forEach((scenario) -> told.put(scenario, new Told()));
		long start = System.nanoTime();
		for (int second = 0; second < UNTIL_PROBABLE; second++) {
			for (LiveScenario scenario : scenarios) {
				Told one = told.get(scenario);
				if (second % scenario.everySeconds() == 0 && one.committed < scenario.most()) {
					one.committed++;
					service.postAsync("/leaks/" + scenario.id(), null, () -> {
					});
				}
			}
			if (second % 5 == 4) {
				for (JsonNode verdict : verdicts(service)) {
					told.forEach((scenario, one) -> one.take(scenario, verdict, seconds(start)));
				}
				if (told.values().stream().allMatch((one) -> one.right)) {
					break;
				}
			}
			TimeUnit.NANOSECONDS.sleep(start + TimeUnit.SECONDS.toNanos(second + 1) - System.nanoTime());
		}
		return told;
	}

	private void releaseUntilAllAreWithdrawn(Service service, Map<LiveScenario, Told> told) throws Exception {
		for (LiveScenario scenario : told.keySet()) {
			service.delete("/leaks/" + scenario.id());
		}
		long start = System.nanoTime();
		for (long second = 0; second < UNTIL_WITHDRAWN; second = seconds(start)) {
			List<JsonNode> verdicts = verdicts(service);
			for (Map.Entry<LiveScenario, Told> entry : told.entrySet()) {
				if (entry.getValue().withdrawn == null && verdicts.stream()
					.noneMatch((verdict) -> entry.getValue().ids.contains(verdict.path("id").asString())
							&& accuses(verdict))) {
					entry.getValue().withdrawn = second;
				}
			}
			if (told.values().stream().allMatch((one) -> one.withdrawn != null)) {
				return;
			}
			TimeUnit.SECONDS.sleep(5);
		}
	}

	/** Verdicts that accuse something else: what grows with the threads. */
	private Map<String, String> others(Service service, List<LiveScenario> scenarios) throws Exception {
		Map<String, String> others = new TreeMap<>();
		for (JsonNode verdict : verdicts(service)) {
			if (accuses(verdict) && scenarios.stream().noneMatch((scenario) -> scenario.isToldBy(verdict))) {
				others.put(name(verdict), verdict.path("grade").asString() + ", " + verdict.path("reason").asString());
			}
		}
		return others;
	}

	private void print(Map<LiveScenario, Told> told) {
		System.out.println("| scenario | one every | suspected or above after s | probable after s | signature and"
				+ " origin | withdrawn s after release | reason |");
		System.out.println("|---|---|---|---|---|---|---|");
		told.forEach((scenario, one) -> {
			this.failed |= !one.right || one.withdrawn == null;
			System.out.printf("| `%s` | %d s | %s | %s | %s | %s | %s |%n", scenario.id(), scenario.everySeconds(),
					orNever(one.suspected), orNever(one.probable), one.right ? "right" : "**" + one.found + "**",
					orNever(one.withdrawn), one.reason);
		});
	}

	private static String orNever(@Nullable Long seconds) {
		return (seconds != null) ? seconds.toString() : "**never**";
	}

	/** A process of its own, so that the queue has no history. */
	private void flood() throws Exception {
		try (Service service = Service.start(this.command); Load load = new Load(service)) {
			awaitOrigins(service);
			TimeUnit.SECONDS.sleep(30);
			service.post("/leaks/task-flood?times=5");
			long start = System.nanoTime();
			for (double second = 0; second < UNTIL_TOLD_FULL; second = (System.nanoTime() - start) / 1e9) {
				for (JsonNode verdict : verdicts(service)) {
					if (accuses(verdict) && name(verdict).contains("thumbnailExecutor")) {
						System.out.printf(
								"%nFlood, 500 tasks a second in and 200 out: `%s` is %s after %.1f s: %s"
										+ " secondsToLimit %s%n",
								name(verdict), verdict.path("grade").asString(), second,
								verdict.path("reason").asString(), verdict.path("secondsToLimit").asString("–"));
						this.failed |= second > 20;
						service.delete("/leaks/task-flood");
						return;
					}
				}
				TimeUnit.MILLISECONDS.sleep(250);
			}
			System.out.printf("%nFlood: **nothing told within %d s**%n", UNTIL_TOLD_FULL);
			this.failed = true;
		}
	}

	/**
	 * What leaked before is not held against the new process; what leaks fast in its
	 * first minutes is told.
	 */
	private void restart() throws Exception {
		try (Service service = Service.start(this.command); Load load = new Load(service)) {
			long start = System.nanoTime();
			TimeUnit.SECONDS.sleep(60);
			List<String> accused = verdicts(service).stream().filter(LiveLeaks::accuses).map(LiveLeaks::name).toList();
			System.out.printf("%nA minute after a restart: %d resources watched, accused: %s%n",
					verdicts(service).size(), accused.isEmpty() ? "none" : accused);
			this.failed |= !accused.isEmpty();
			leakOneASecond(service, start);
		}
	}

	private void leakOneASecond(Service service, long start) throws Exception {
		for (int fault = 0; fault < 500 && seconds(start) < WARM_UP; fault++) {
			service.post("/leaks/executor-per-request");
			for (JsonNode verdict : (fault % 5 == 0) ? verdicts(service) : List.<JsonNode>of()) {
				if (accuses(verdict) && verdict.path("name").asString().equals("pool-*-thread-*")) {
					System.out.printf("%nOne thread a second from its first minute on: %s after %d faults, %s%n",
							verdict.path("grade").asString(), fault, verdict.path("reason").asString());
					return;
				}
			}
			TimeUnit.SECONDS.sleep(1);
		}
		System.out.printf("%nOne thread a second in the first ten minutes: **nothing told**%n");
		this.failed = true;
	}

	private void healthy(int minutes) throws Exception {
		Map<String, JsonNode> worst = new TreeMap<>();
		int polls = 0;
		try (Service service = Service.start(this.command); Load load = new Load(service)) {
			long start = System.nanoTime();
			while (seconds(start) < 60L * minutes) {
				for (JsonNode verdict : verdicts(service)) {
					worst.merge(name(verdict), verdict, (before, now) -> (step(now) > step(before)) ? now : before);
				}
				polls++;
				TimeUnit.SECONDS.sleep(10);
			}
		}
		System.out.printf("%d minutes of changing load without a fault, asked %d times.%n%n", minutes, polls);
		System.out.println("| worst grade | resources |");
		System.out.println("|---|---|");
		for (String grade : GRADES) {
			System.out.printf("| %s | %d |%n", grade,
					worst.values()
						.stream()
						.filter((verdict) -> verdict.path("grade").asString().equals(grade))
						.count());
		}
		System.out.println();
		worst.forEach((name, verdict) -> {
			if (step(verdict) > 0) {
				System.out.printf("- %s: %s, %s%n", name, verdict.path("grade").asString(),
						verdict.path("reason").asString());
			}
			this.failed |= accuses(verdict);
		});
	}

	private static List<JsonNode> verdicts(Service service) throws IOException, InterruptedException {
		List<JsonNode> verdicts = new ArrayList<>();
		JsonMapper.shared()
			.readTree(service.get("/actuator/leaks?limit=512&format=json"))
			.path("resources")
			.forEach(verdicts::add);
		return verdicts;
	}

	private static String name(JsonNode verdict) {
		return "%s %s %s"
			.formatted(verdict.path("kind").asString(), verdict.path("name").asString(), verdict.path("tags"))
			.replace("|", "/");
	}

	private static int grade(JsonNode verdict) {
		return GRADES.indexOf(verdict.path("grade").asString());
	}

	/** Undecided is what has few readings, and no worse than clear. */
	private static int step(JsonNode verdict) {
		return Math.max(0, grade(verdict) - GRADES.indexOf("undecided"));
	}

	private static boolean accuses(JsonNode verdict) {
		return grade(verdict) >= GRADES.indexOf("suspected");
	}

	private static long seconds(long start) {
		return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
	}

	/** Both loads until it is closed. */
	private static final class Load implements AutoCloseable {

		private final ChangingLoad changing;

		private final @Nullable WrkLoad wrk;

		Load(Service service) {
			this.changing = new ChangingLoad(service, SEED);
			this.wrk = WrkLoad.isThere() ? new WrkLoad(service.address(), SEED) : null;
			start(this.changing);
			if (this.wrk != null) {
				start(this.wrk);
			}
		}

		private static void start(Runnable load) {
			Thread thread = new Thread(load, "load");
			thread.setDaemon(true);
			thread.start();
		}

		@Override
		public void close() {
			this.changing.end();
			if (this.wrk != null) {
				this.wrk.end();
			}
		}

	}

	/** What was told of one scenario. */
	private static final class Told {

		private final List<String> ids = new ArrayList<>();

		private int committed;

		private @Nullable Long suspected;

		private @Nullable Long probable;

		private @Nullable Long withdrawn;

		private boolean right;

		private String found = "nothing";

		private String reason = "";

		void take(LiveScenario scenario, JsonNode verdict, long second) {
			if (!scenario.isToldBy(verdict) || !accuses(verdict)) {
				return;
			}
			this.ids.add(verdict.path("id").asString());
			this.suspected = (this.suspected != null) ? this.suspected : second;
			if (grade(verdict) >= GRADES.indexOf("probable")) {
				this.probable = (this.probable != null) ? this.probable : second;
				this.right |= scenario.isRight(verdict);
				this.found = verdict.path("signature").path("id").asString("no signature") + ", "
						+ verdict.path("origin").path("frame").asString("no origin");
				this.reason = verdict.path("reason").asString();
			}
		}

	}

}
