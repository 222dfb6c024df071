package io.tidemark.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code /actuator/leaks} of the sample says of memory under light load, everything
 * at its defaults: each scenario that leaks memory in a process of its own, or the
 * repaired twins of all of them in one.
 */
final class LiveMemory {

	private static final long SEED = 42;

	private static final List<String> GRADES = List.of("clear", "undecided", "watching", "suspected", "probable",
			"proven");

	private static final Map<String, String> COLLECTORS = Map.of("g1", "G1", "zgc", "Z", "shenandoah", "Shenandoah",
			"parallel", "Parallel", "serial", "Serial");

	/** Of all nine; fewer where old objects give few samples. */
	private static final Map<String, Integer> PROMISED = Map.of("g1", 8, "parallel", 8, "serial", 8, "zgc", 7,
			"shenandoah", 7);

	/** Services start one after the other, so that none waits for the others' start. */
	private final ReentrantLock starting = new ReentrantLock();

	private final List<String> command;

	private final long seconds;

	/** Seconds from ready to the first fault. */
	private final long warmUp;

	private LiveMemory(List<String> command, long minutes, long warmUp) {
		this.command = command;
		this.warmUp = warmUp;
		this.seconds = TimeUnit.MINUTES.toSeconds(minutes);
	}

	/**
	 * @param args jar of the sample, collector, maximum size of its heap, minutes,
	 * seconds of warm-up, number of services at a time or {@code twins}, and scenarios
	 */
	public static void main(String[] args) throws Exception {
		String collector = COLLECTORS.get(args[1]);
		if (collector == null) {
			throw new IllegalArgumentException(
					"expected one of %s, found '%s'".formatted(COLLECTORS.keySet(), args[1]));
		}
		LiveMemory live = new LiveMemory(List.of("-Xmx" + args[2], "-XX:+Use" + collector + "GC", "-jar", args[0]),
				Long.parseLong(args[3]), Long.parseLong(args[4]));
		List<MemoryScenario> scenarios = (args.length > 6)
				? List.of(args).subList(6, args.length).stream().map(MemoryScenario::of).toList()
				: MemoryScenario.all();
		boolean held = args[5].equals("twins") ? live.twins(scenarios)
				: live.faults(scenarios, Integer.parseInt(args[5]), PROMISED.get(args[1]));
		System.exit(held ? 0 : 1);
	}

	private boolean faults(List<MemoryScenario> scenarios, int parallelism, int promised) throws Exception {
		List<MemoryRun> runs = scenarios.stream().map(MemoryRun::new).toList();
		ExecutorService services = Executors.newFixedThreadPool(parallelism);
		runs.forEach((run) -> services.execute(() -> run(run)));
		services.shutdown();
		services.awaitTermination(1, TimeUnit.DAYS);
		long right = runs.stream().filter(MemoryRun::isRight).count();
		long needed = Math.min(scenarios.size(), promised);
		System.out.println("| scenario | faults | suspected or above after s | probable after s | kind | class |"
				+ " line | | withdrawn s after release | reason |");
		System.out.println("|---|---|---|---|---|---|---|---|---|---|");
		runs.forEach((run) -> System.out.println(run.row()));
		System.out.printf("%n%d of %d right, %d needed.%n", right, scenarios.size(), needed);
		return right >= needed;
	}

	private void run(MemoryRun run) {
		try (Service service = start(); SteadyLoad load = SteadyLoad.start(service, SEED)) {
			TimeUnit.SECONDS.sleep(this.warmUp);
			run.run(service, this.seconds);
		}
		catch (Exception ex) {
			run.failed(ex);
		}
		System.err.println(run.row());
	}

	private Service start() throws IOException, InterruptedException {
		this.starting.lockInterruptibly();
		try {
			return Service.start(this.command);
		}
		finally {
			this.starting.unlock();
		}
	}

	private boolean twins(List<MemoryScenario> scenarios) throws Exception {
		Map<String, JsonNode> worst = new TreeMap<>();
		try (Service service = start(); SteadyLoad load = SteadyLoad.start(service, SEED)) {
			TimeUnit.SECONDS.sleep(this.warmUp);
			long start = System.nanoTime();
			for (long second = 0; second < this.seconds; second++) {
				repair(service, scenarios, second);
				if (second % 5 == 4) {
					verdicts(service).forEach((verdict) -> worst.merge(verdict.path("name").asString(), verdict,
							(before, now) -> (step(now) >= step(before)) ? now : before));
				}
				TimeUnit.NANOSECONDS.sleep(start + TimeUnit.SECONDS.toNanos(second + 1) - System.nanoTime());
			}
		}
		System.out.println("| resource of memory | worst grade | reason |");
		System.out.println("|---|---|---|");
		worst.forEach((name, verdict) -> System.out.printf("| `%s` | %s | %s |%n", name,
				verdict.path("grade").asString(), verdict.path("reason").asString("").replace("|", "/")));
		boolean judged = worst.values().stream().anyMatch(LiveMemory::isJudgedHeap);
		if (!judged) {
			System.out.printf("%nNothing is shown: the heap was not judged.%n");
		}
		return judged && worst.values().stream().noneMatch(LiveMemory::accuses);
	}

	/** Who was not looked at cannot be accused. */
	private static boolean isJudgedHeap(JsonNode verdict) {
		return verdict.path("kind").asString("").equals("heap") && grade(verdict) != GRADES.indexOf("undecided");
	}

	private static void repair(Service service, List<MemoryScenario> scenarios, long second) {
		for (MemoryScenario scenario : scenarios) {
			long times = Math.round((second + 1) * scenario.perSecond()) - Math.round(second * scenario.perSecond());
			if (times > 0) {
				service.postAsync("/repaired/%s?times=%d".formatted(scenario.id(), times), null, () -> {
				});
			}
		}
	}

	/** Verdicts on memory. */
	static List<JsonNode> verdicts(Service service) throws IOException, InterruptedException {
		List<JsonNode> verdicts = new ArrayList<>();
		leaks(service).path("resources").forEach((verdict) -> {
			if (MemoryScenario.isMemory(verdict)) {
				verdicts.add(verdict);
			}
		});
		return verdicts;
	}

	/** Parts of the observer that are on and do not work, each with the reason. */
	static List<String> partsThatDoNotWork(Service service) throws IOException, InterruptedException {
		List<String> parts = new ArrayList<>();
		leaks(service).path("observer").forEach((part) -> {
			if (!part.path("works").asBoolean(true)) {
				parts.add(part.path("part").asString("") + " does not work: " + part.path("because").asString(""));
			}
		});
		return parts;
	}

	private static JsonNode leaks(Service service) throws IOException, InterruptedException {
		return JsonMapper.shared().readTree(service.get("/actuator/leaks?limit=512&format=json"));
	}

	static boolean accuses(JsonNode verdict) {
		return grade(verdict) >= GRADES.indexOf("suspected");
	}

	static boolean isProbable(JsonNode verdict) {
		return grade(verdict) >= GRADES.indexOf("probable");
	}

	/** Undecided is what has few readings, and no worse than clear. */
	private static int step(JsonNode verdict) {
		return Math.max(0, grade(verdict) - GRADES.indexOf("undecided"));
	}

	private static int grade(JsonNode verdict) {
		return GRADES.indexOf(verdict.path("grade").asString(""));
	}

	static long secondsSince(long start) {
		return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
	}

}
