package io.tidemark.sample.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the rules of this repository promise, read from their files; and that each check
 * finds what it is there for. Whether the rules are right is for promtool to say.
 */
class RulesTests {

	/**
	 * Names of a stock Boot application, of HikariCP and of Prometheus itself that we
	 * use.
	 */
	private static final Set<String> STOCK = Set.of("process_uptime_seconds", "jvm_memory_used_bytes",
			"jvm_buffer_memory_used_bytes", "hikaricp_connections_active", "hikaricp_connections_pending",
			"hikaricp_connections_max", "up");

	private static final Pattern PUBLISHED = Pattern.compile("`(tidemark_\\w+)[^`]*`");

	private static final Rule GOOD = Rule.of("""
			groups:
			  - name: planted
			    rules:
			      - alert: TidemarkPlanted
			        expr: tidemark_threads_live_threads > 100
			        for: 5m
			        labels:
			          severity: warning
			        annotations:
			          summary: 'Many threads on {{ $labels.instance }}'
			          description: '{{ $value }} of {{ query `tidemark_threads_started_threads_total{job="a"}` }}'
			          runbook_url: https://github.com/tidemark-io/tidemark/blob/main/docs/runbooks/TidemarkPlanted.md
			""").get(0);

	@Test
	void everyAlertSaysHowBadItIsWhatItFoundAndWhereToReadOn() {
		assertThat(alerts()).hasSizeGreaterThan(20).flatMap(RuleChecks::alert).isEmpty();
	}

	@Test
	void everyRuleHasANameOfItsOwnUnlessItRecordsAnotherRowOfTheSame() {
		assertThat(alerts()).extracting(Rule::name).doesNotHaveDuplicates();
		assertThat(rules().stream().filter((rule) -> !rule.isAlert()))
			.extracting((rule) -> rule.name() + rule.json().path("labels"))
			.doesNotHaveDuplicates()
			.allMatch((name) -> name.matches("[a-z_]+:[a-z_]+:[a-z0-9_]+.*"));
	}

	@Test
	void everyAlertHasARunbookWithTheSectionsOfAllRunbooksAndThereIsNoOther() {
		Map<String, String> runbooks = texts("docs/runbooks", ".md");

		assertThat(runbooks.keySet()).containsExactlyInAnyOrderElementsOf(names(alerts()));
		runbooks.forEach((name, text) -> assertThat(RuleChecks.runbook(name, text)).isEmpty());
	}

	@Test
	void everyMetricOfTheRulesIsPublishedOrRecorded() {
		assertThat(RuleChecks.unknownMetrics(rules(), published())).isEmpty();
	}

	@Test
	void everyAlertIsTestedOnItsLeakAndTwiceAsOftenOnWhatOnlyLooksLikeIt() {
		Map<String, RuleTestFile> tests = tests();

		assertThat(RuleChecks.tests(tests, names(alerts()))).isEmpty();
		long mustFire = tests.values().stream().mapToLong(RuleTestFile::mustFire).sum();
		long mustNotFire = tests.values().stream().mapToLong(RuleTestFile::mustNotFire).sum();
		assertThat(mustNotFire).isGreaterThanOrEqualTo(2 * mustFire);
	}

	@Test
	void inhibitionsNameAlertsThatExistAndNoTicketHoldsBackAPage() {
		List<Inhibition> inhibitions = Inhibition.of(text("prometheus/alertmanager.yml"));

		assertThat(inhibitions).isNotEmpty()
			.allSatisfy((inhibition) -> assertThat(inhibition.sources()).isNotEmpty())
			.allSatisfy((inhibition) -> assertThat(inhibition.targets()).isNotEmpty());
		assertThat(RuleChecks.inhibitions(inhibitions, severities(alerts()))).isEmpty();
	}

	@Test
	void aWholeAlertIsNotComplainedOf() {
		assertThat(RuleChecks.alert(GOOD)).isEmpty();
	}

	@Test
	void anAlertThatLacksSomethingIsFound() {
		assertThat(RuleChecks.alert(planted("severity: warning", "severity: page"))).hasSize(1);
		assertThat(RuleChecks.alert(planted("for: 5m", "keep_firing_for: 5m"))).hasSize(1);
		assertThat(RuleChecks.alert(planted("Many threads on {{ $labels.instance }}", "Many threads"))).hasSize(1);
		assertThat(RuleChecks.alert(planted("$value", "$labels.job"))).hasSize(1);
		assertThat(RuleChecks.alert(planted("TidemarkPlanted.md", "README.md"))).hasSize(1);
		assertThat(RuleChecks.alert(planted("alert: TidemarkPlanted", "alert: ThreadLeak"))).hasSize(2);
	}

	@Test
	void aRunbookThatLacksSomethingIsFound() {
		String runbook = "# A\n\n## Meaning\n\n## Impact\n\n## Diagnosis\ncurl x\nkubectl y\n\n## Mitigation\n\n## Repair\n";

		assertThat(RuleChecks.runbook("A", runbook)).isEmpty();
		assertThat(RuleChecks.runbook("B", runbook)).hasSize(1);
		assertThat(RuleChecks.runbook("A", runbook.replace("## Repair\n", ""))).hasSize(1);
		assertThat(RuleChecks.runbook("A", runbook.replace("curl", "wget"))).hasSize(1);
		assertThat(RuleChecks.runbook("A", runbook.replace("kubectl", "docker"))).hasSize(1);
	}

	@Test
	void aMetricThatNobodyPublishesIsFoundInTheExpressionAndInTheQueriesOfTheText() {
		assertThat(RuleChecks.unknownMetrics(List.of(GOOD), Set.of("tidemark_threads_live_threads")))
			.containsExactly("tidemark_threads_started_threads_total");
		assertThat(RuleChecks.unknownMetrics(List.of(planted("live_threads", "lively_threads")),
				Set.of("tidemark_threads_started_threads_total")))
			.containsExactly("tidemark_threads_lively_threads");
	}

	@Test
	void whatPrometheusItselfUnderstandsIsNoMetric() {
		Rule rule = planted("tidemark_threads_live_threads > 100",
				"sum by (job, instance) (rate(a_b{c='d_e'}[5m] offset 1h)) / on (f_g) group_left () clamp_min(h:i:j, 3600) > 0");

		assertThat(rule.metrics()).containsExactly("a_b", "h:i:j", "tidemark_threads_started_threads_total");
	}

	@Test
	void anAlertThatIsNotTestedEnoughIsFound() {
		RuleTestFile enough = RuleTestFile.of("""
				tests:
				  - name: fires at last
				    input_series: [{series: 'a{job="leak"}'}, {series: 'b{job="leak"}'}]
				  - name: silent
				    input_series: [{series: 'a{job="burst"}'}, {series: 'b{job="burst"}'}]
				  - name: silent when nothing is scraped
				    input_series: []
				""");
		RuleTestFile few = RuleTestFile.of("tests: [{name: fires}, {name: silent}]");
		RuleTestFile never = RuleTestFile.of("tests: [{name: silent}, {name: silence}]");

		assertThat(enough.mustFire()).isEqualTo(1);
		assertThat(enough.mustNotFire()).isEqualTo(2);
		assertThat(RuleChecks.tests(Map.of("A", enough), List.of("A"))).isEmpty();
		assertThat(RuleChecks.tests(Map.of("A", few), List.of("A"))).hasSize(1);
		assertThat(RuleChecks.tests(Map.of("A", never), List.of("A"))).hasSize(1);
		assertThat(RuleChecks.tests(Map.of("A", enough), List.of("B"))).containsExactly("B has no test");
	}

	@Test
	void anInhibitionOfWhatDoesNotExistAndATicketThatHoldsBackAPageAreFound() {
		List<Inhibition> inhibitions = Inhibition.of("""
				inhibit_rules:
				  - source_matchers: ['alertname =~ "Page|Ticket"', 'kind = heap']
				    target_matchers: ['alertname = OtherPage']
				  - source_matchers: ['alertname = Page']
				    target_matchers: ['alertname =~ "Ticket|Gone"']
				""");

		assertThat(RuleChecks.inhibitions(inhibitions,
				Map.of("Page", "critical", "OtherPage", "critical", "Ticket", "warning")))
			.hasSize(2)
			.anyMatch((wrong) -> wrong.endsWith("hold back the page OtherPage"))
			.contains("Gone does not exist");
	}

	private static Rule planted(String good, String broken) {
		String text = GOOD.json().toString();
		assertThat(text).contains(json(good));
		return new Rule(Rule.read(text.replace(json(good), json(broken))));
	}

	/** A part of the rule above as it stands in JSON, where a line has its quotes. */
	private static String json(String part) {
		return part.contains(": ") ? "\"" + part.replace(": ", "\":\"") + "\"" : part;
	}

	private static List<Rule> rules() {
		return texts("prometheus/rules", ".yml").values().stream().flatMap((text) -> Rule.of(text).stream()).toList();
	}

	private static List<Rule> alerts() {
		return rules().stream().filter(Rule::isAlert).toList();
	}

	private static List<String> names(List<Rule> rules) {
		return rules.stream().map(Rule::name).toList();
	}

	private static Map<String, String> severities(List<Rule> alerts) {
		return alerts.stream().collect(Collectors.toMap(Rule::name, Rule::severity));
	}

	/** By the name of the alert. */
	private static Map<String, RuleTestFile> tests() {
		Map<String, RuleTestFile> tests = new TreeMap<>();
		texts("prometheus/rules/tests", ".yml").forEach((name, text) -> tests.put(name, RuleTestFile.of(text)));
		return tests;
	}

	private static Set<String> published() {
		Set<String> published = new HashSet<>(STOCK);
		PUBLISHED.matcher(text("docs/metrics.md")).results().map((name) -> name.group(1)).forEach(published::add);
		published.addAll(List.of("tidemark_gc_pause_seconds_bucket", "tidemark_gc_pause_seconds_count"));
		return published;
	}

	/** Texts of a folder by file name without ending. */
	private static Map<String, String> texts(String folder, String ending) {
		try (Stream<Path> files = Files.list(root().resolve(folder))) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(ending))
				.collect(Collectors.toMap((name) -> name.substring(0, name.length() - ending.length()),
						(name) -> text(folder + "/" + name), (one, other) -> one, TreeMap::new));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(String file) {
		try {
			return Files.readString(root().resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Root of the repository: Maven runs tests in the folder of the module. */
	private static Path root() {
		return Path.of("").toAbsolutePath().getParent();
	}

}
