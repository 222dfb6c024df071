package io.tidemark.sample.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.tidemark.sample.dashboards.Prometheus.Series;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Every query of every dashboard, asked of a real Prometheus that scrapes the packaged
 * sample on each collector, with platform and with virtual threads: it finds something,
 * and what it finds is true.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIf(value = "prometheusIsThereOrMustBe", disabledReason = DashboardQueriesIT.NO_PROMETHEUS)
class DashboardQueriesIT {

	static final String NO_PROMETHEUS = "The dashboards were not asked: there is no prometheus on the PATH (Debian: prometheus).";

	/** All instances together. */
	private static final String ALL = ".+";

	private static final String LEAK = "/leaks/executor-per-request?times=50";

	/** A machine may have more to do than this test. */
	private static final Duration PATIENCE = Duration.ofMinutes(5);

	/** Two scrapes of the default interval. */
	private static final Duration TWO_SCRAPES = Duration.ofSeconds(30);

	/** Threads that may come and go by themselves meanwhile. */
	private static final double NOISE = 8;

	private static final double STACK = 1 << 20;

	/** What 50 leaked threads add to all lines of a query together. */
	private static final Map<String, Double> RISES = Map.ofEntries(Map.entry("Live threads A", 50.0),
			Map.entry("Threads by state A", 50.0), Map.entry("Threads A", 50.0), Map.entry("Thread groups now A", 50.0),
			Map.entry("Address space of stacks A", 50 * STACK), Map.entry("Threads: least, median, most A", 50.0),
			Map.entry("Threads: least, median, most B", 50.0), Map.entry("Threads: least, median, most C", 50.0),
			Map.entry("Threads by version A", 50.0), Map.entry("Instances by age B", 50.0),
			Map.entry("Who starts them A", 50.0), Map.entry("By age of the instance B", 50.0));

	/** What they add to the lines of their own group. */
	private static final Set<String> RISES_IN_ITS_GROUP = Set.of("Largest thread groups A", "Thread groups now A",
			"Largest groups of the fleet A", "Who starts them A", "Threads by instance A", "Threads of each instance A",
			"Threads by who started them A", "Least, median, most A", "Least, median, most B", "Least, median, most C",
			"Threads of an instance by version A");

	/**
	 * What moves by itself, with the load or a minute late, so that nothing can be said
	 * of it.
	 */
	private static final Set<String> MOVES = Set.of("Pauses by length A", "Classes A", "Watched resources A",
			"Growth of thread groups per hour A", "Growth per hour A", "Fastest groups A", "What threads wait for A",
			"Most on one instance A", "Largest groups of the fleet A", "Threads by instance A",
			"Started in the last hour A");

	private static final Map<Cell, Child> SERVICES = new LinkedHashMap<>();

	private static final ScheduledExecutorService LOAD = Executors.newScheduledThreadPool(3);

	@TempDir
	private static Path folder;

	private static Prometheus prometheus;

	static boolean prometheusIsThereOrMustBe() {
		return "true".equals(System.getenv("TIDEMARK_REQUIRE_TOOLS")) || Prometheus.isInstalled();
	}

	@BeforeAll
	static void start() throws IOException {
		assertThat(Prometheus.isInstalled()).as(NO_PROMETHEUS).isTrue();
		Cell.matrix().forEach((cell) -> SERVICES.put(cell, cell.start(folder)));
		prometheus = Prometheus.start(SERVICES.values().stream().map(Child::address).toList(), folder);
		SERVICES.values().forEach(DashboardQueriesIT::waitUntilItServes);
		SERVICES.values()
			.forEach((service) -> LOAD.scheduleWithFixedDelay(() -> load(service), 0, 40, TimeUnit.MILLISECONDS));
		SERVICES.values().forEach((service) -> Cell.collect(service, folder));
	}

	@AfterAll
	static void stop() {
		LOAD.shutdownNow();
		SERVICES.values().forEach(Child::close);
		if (prometheus != null) {
			prometheus.close();
		}
	}

	private static void waitUntilItServes(Child service) {
		await().atMost(PATIENCE).ignoreExceptions().until(() -> service.get("/actuator/health").contains("UP"));
	}

	private static void load(Child service) {
		try {
			service.get("/orders");
			service.get("/work?millis=2&kib=64");
		}
		catch (UncheckedIOException ex) {
			// a busy machine; the next one comes
		}
	}

	@Test
	@Order(1)
	void everyQueryFindsWhatItMustAndNothingThatIsNoNumber() throws IOException {
		Set<String> noNumbers = new TreeSet<>();
		List<Asked> open = new ArrayList<>(asked().filter((asked) -> !asked.mayFindNothing()).toList());
		await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(5)).pollInSameThread().untilAsserted(() -> {
			open.removeIf((asked) -> findsSomething(asked, noNumbers));
			assertThat(open).isEmpty();
		});

		writeTable(asked().filter((asked) -> findsSomething(asked, noNumbers)).toList());
		assertThat(noNumbers).isEmpty();
	}

	@Test
	@Order(2)
	void everyVariableOffersWhatIsThere() {
		for (JsonNode dashboard : Repository.dashboards()) {
			for (JsonNode variable : dashboard.at("/templating/list")) {
				String query = variable.at("/query/query").asString("");
				if (!query.isEmpty()) {
					String selector = query.replaceFirst("^label_values\\((.*), \\w+\\)$", "$1")
						.replaceAll("\\$\\w+", ALL);
					assertThat(prometheus.labelValues(selector, variable.path("name").asString())).as(query)
						.isNotEmpty();
				}
			}
		}
		assertThat(prometheus.labelValues("tidemark_threads_live_threads", "instance"))
			.containsExactlyInAnyOrderElementsOf(SERVICES.values().stream().map(Child::address).toList());
	}

	@Test
	@Order(3)
	void fiftyLeakedThreadsAreFiftyThreadsMoreWhereTheyLeakAndNowhereElse() {
		Child leaking = SERVICES.values().iterator().next();
		List<Child> siblings = SERVICES.values().stream().filter((service) -> service != leaking).toList();
		Map<Asked, Double> before = values();

		leaking.post(LEAK);

		await().atMost(TWO_SCRAPES)
			.pollInSameThread()
			.untilAsserted(() -> assertThat(notRisen(leaking, before)).isEmpty());
		assertThat(moved(leaking, before, false)).isEmpty();
		assertThat(siblings).allSatisfy((sibling) -> assertThat(moved(sibling, before, true)).isEmpty());
		assertThat(aboveTheMedian(leaking)).isBetween(50 - NOISE, 50 + NOISE);

		Map<Asked, Double> beforeTheirs = values();
		siblings.forEach((sibling) -> sibling.post(LEAK));

		await().atMost(TWO_SCRAPES)
			.pollInSameThread()
			.untilAsserted(() -> assertThat(siblings)
				.allSatisfy((sibling) -> assertThat(notRisen(sibling, beforeTheirs)).isEmpty()));
		assertThat(siblings).allSatisfy((sibling) -> assertThat(moved(sibling, beforeTheirs, false)).isEmpty());
	}

	@Test
	@Order(4)
	void plantedQueriesAreFoundOut() {
		Cell cell = SERVICES.keySet().iterator().next();
		Question nothing = new Question("planted", "nothing", "A", "tidemark_no_such_meter", true);
		Question noNumber = new Question("planted", "no number", "A",
				"tidemark_threads_live_threads{instance=~\"$instance\"} / 0", true);
		Question broken = new Question("planted", "broken", "A", "sum by (", true);
		Set<String> noNumbers = new TreeSet<>();

		assertThat(new Asked(nothing, cell).mayFindNothing()).isFalse();
		assertThat(findsSomething(new Asked(nothing, cell), noNumbers)).isFalse();
		assertThat(noNumbers).isEmpty();
		assertThat(findsSomething(new Asked(noNumber, cell), noNumbers)).isTrue();
		assertThat(noNumbers).hasSize(1);
		assertThatIllegalArgumentException().isThrownBy(() -> findsSomething(new Asked(broken, cell), noNumbers))
			.withMessageContaining("sum by (");
	}

	@Test
	@Order(5)
	void plantedPanelsThatDoNotTellTheTruthAreFoundOut() {
		Cell cell = SERVICES.keySet().iterator().next();
		String chosen = "{instance=~\"$instance\"}";
		Question still = new Question("planted", "Live threads", "A", "tidemark_threads_deadlocked_threads" + chosen,
				true);
		Question rises = new Question("planted", "Deadlocked", "A", "tidemark_threads_live_threads" + chosen, true);

		assertThat(notRisen(SERVICES.get(cell), Map.of(new Asked(still, cell), 0.0))).hasSize(1);
		assertThat(moved(SERVICES.get(cell), Map.of(new Asked(rises, cell), 0.0), false)).hasSize(1);
	}

	/** Every question of every cell, and of all together. */
	private static Stream<Asked> asked() {
		return questions().stream()
			.flatMap((question) -> Stream.concat(Stream.of(new Asked(question, null)),
					SERVICES.keySet().stream().map((cell) -> new Asked(question, cell))));
	}

	private static List<Question> questions() {
		return Repository.dashboards().stream().flatMap((dashboard) -> Question.of(dashboard).stream()).toList();
	}

	private static boolean findsSomething(Asked asked, Set<String> noNumbers) {
		List<Series> found = asked.answer();
		found.stream()
			.filter((series) -> !series.finite())
			.forEach((series) -> noNumbers.add(asked + " " + series.labels() + " " + series.values()));
		return !found.isEmpty();
	}

	private static Map<Asked, Double> values() {
		return asked().filter((asked) -> asked.cell() != null)
			.collect(Collectors.toMap((asked) -> asked, (asked) -> asked.sum(""), (one, other) -> one,
					LinkedHashMap::new));
	}

	private static List<String> notRisen(Child service, Map<Asked, Double> before) {
		return before.entrySet().stream().filter((entry) -> entry.getKey().is(service)).flatMap((entry) -> {
			Asked asked = entry.getKey();
			Double rise = RISES.get(asked.question().name());
			List<String> faults = new ArrayList<>();
			if (rise != null && Math.abs(asked.sum("") - entry.getValue() - rise) > NOISE * rise / 50) {
				faults.add("%s rose from %s to %s".formatted(asked, entry.getValue(), asked.sum("")));
			}
			if (RISES_IN_ITS_GROUP.contains(asked.question().name())
					&& Math.abs(asked.sum("pool-*-thread-*") - 50) > 1) {
				faults.add("%s: the group has %s".formatted(asked, asked.sum("pool-*-thread-*")));
			}
			return faults.stream();
		}).toList();
	}

	/**
	 * Counts that moved although they should not have.
	 * @param also those that rise where threads leak
	 */
	private static List<String> moved(Child service, Map<Asked, Double> before, boolean also) {
		return before.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().is(service) && entry.getKey().question().counts())
			.filter((entry) -> !MOVES.contains(entry.getKey().question().name()))
			.filter((entry) -> also || !RISES.containsKey(entry.getKey().question().name())
					&& !RISES_IN_ITS_GROUP.contains(entry.getKey().question().name()))
			.filter((entry) -> Math.abs(entry.getKey().sum("") - entry.getValue()) > NOISE)
			.map((entry) -> "%s moved from %s to %s".formatted(entry.getKey(), entry.getValue(),
					entry.getKey().sum("")))
			.toList();
	}

	private static double aboveTheMedian(Child service) {
		Question question = questions().stream()
			.filter((each) -> each.name().equals("Threads above the median A"))
			.findFirst()
			.orElseThrow();
		return new Asked(question, null).answer()
			.stream()
			.filter((series) -> series.instance().equals(service.address()))
			.mapToDouble(Series::last)
			.sum();
	}

	/** How many panels showed data, for docs/dashboards.md. */
	private static void writeTable(List<Asked> answered) throws IOException {
		StringBuilder table = new StringBuilder(
				"| JDK | cell | dashboard | panels with data | without |\n|---|---|---|---|---|\n");
		Map<String, Set<String>> with = panels(answered);
		panels(asked().toList()).forEach((key, titles) -> {
			Set<String> without = new TreeSet<>(titles);
			without.removeAll(with.get(key));
			table.append("| %d | %s | %d of %d | %s |%n".formatted(Runtime.version().feature(), key,
					with.get(key).size(), titles.size(), String.join("; ", without)));
		});
		Files.writeString(Path.of("target/dashboard-queries-jdk" + Runtime.version().feature() + ".md"), table);
	}

	/** Titles by cell and dashboard. */
	private static Map<String, Set<String>> panels(List<Asked> asked) {
		return asked.stream()
			.filter((each) -> !each.question().panel().startsWith("annotation "))
			.collect(Collectors.groupingBy((each) -> each.scope() + " | " + each.question().dashboard(),
					LinkedHashMap::new,
					Collectors.mapping((each) -> each.question().panel(), Collectors.toCollection(TreeSet::new))));
	}

	/**
	 * A question about one cell or about all.
	 *
	 * @param question what is asked
	 * @param cell or {@code null} for all
	 */
	private record Asked(Question question, @Nullable Cell cell) {

		List<Series> answer() {
			String instances = (this.cell != null) ? SERVICES.get(this.cell).address().replace(".", "[.]") : ALL;
			String expression = this.question.asked(instances);
			return this.question.drawn() ? prometheus.drawn(expression) : prometheus.now(expression);
		}

		/** Of all lines whose labels have this text. */
		double sum(String text) {
			return answer().stream().filter((series) -> series.labels().contains(text)).mapToDouble(Series::last).sum();
		}

		boolean is(Child service) {
			return this.cell != null && SERVICES.get(this.cell) == service;
		}

		String scope() {
			return (this.cell != null) ? this.cell.name() : "all";
		}

		/** Whether this test is too short, this JDK too old or this machine not so. */
		boolean mayFindNothing() {
			return Sometimes.of(this.question.expression()).stream().anyMatch(this::holds);
		}

		private boolean holds(Sometimes reason) {
			return switch (reason) {
				case SUSPECTED, STANDS_OUT, LEARNED, FIVE_MINUTES, HALF_HOUR, CONTAINER_LIMIT, STALLS -> true;
				case WALKS, VIRTUAL_THREADS -> !Cell.hasVirtualThreads();
				case WITHOUT_POOL -> this.cell != null && !this.cell.virtual() || !Cell.hasVirtualThreads();
				case GENERATIONS -> this.cell != null && !this.cell.hasGenerations();
				case ONE_AGE -> this.cell != null;
				case HITS, BOUNDED_QUEUE, STOCK_NAMES, HIKARI, REQUESTS -> false;
			};
		}

		@Override
		public String toString() {
			return scope() + ": " + this.question;
		}

	}

}
