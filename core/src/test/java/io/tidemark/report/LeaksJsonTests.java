package io.tidemark.report;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import io.tidemark.trend.Trend;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakDetail;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceHistory;
import io.tidemark.watch.ResourceKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link LeaksJson}. */
class LeaksJsonTests {

	private final LeaksJson report = new LeaksJson();

	@Test
	void verdictsAreWrittenAsPromised() throws IOException {
		String json = this.report.verdicts(LeakyService.verdicts(), LeakyService.context());

		assertThat(json).isEqualTo(JsonReportTests.golden("leaks.json"));
	}

	@Test
	void oneVerdictIsWrittenAsPromised() throws IOException {
		String json = this.report.verdict(LeakyService.detail(), LeakyService.context());

		assertThat(json).isEqualTo(JsonReportTests.golden("leak.json"));
	}

	@Test
	void verdictsHoldEveryFieldOfTheContract() {
		Set<String> paths = JsonReportTests
			.paths(this.report.verdicts(LeakyService.verdicts(), LeakyService.context()));

		assertThat(paths).contains("resources.id", "resources.kind", "resources.name", "resources.unit",
				"resources.grade", "resources.reason", "resources.since", "resources.value", "resources.floor",
				"resources.growthPerHour", "resources.limit", "resources.secondsToLimit", "resources.signature",
				"resources.origin", "resources.origin.frame", "resources.origin.library", "resources.origin.parent",
				"resources.origin.stack", "resources.origin.threads", "resources.advice", "observer.part",
				"observer.works", "observer.because", "observer.runs", "observer.wallMillis", "observer.pauseMillis");
	}

	@Test
	void numbersThatAreNotKnownAreAbsent() {
		LeakVerdict unknown = LeakyService.verdict(ResourceKind.FILES, "open files", "files", LeakyService
			.judgement(Grade.UNDECIDED, "Nobody tells.", Trend.TOO_SHORT, Double.NaN, Double.NaN, null));

		String json = this.report.verdicts(List.of(unknown), LeakyService.context());

		assertThat(json).doesNotContain("NaN", "\"value\"", "\"floor\"", "\"growthPerHour\"", "\"limit\"",
				"secondsToLimit", "SecondsToLimit", "\"slopePerHour\"", "\"lowest\"", "\"highest\"", "\"loadShare\"");
	}

	@Test
	void largeNumbersAreWholeAndHaveNoExponent() {
		LeakVerdict heap = LeakyService.verdict(ResourceKind.HEAP, "heap", "bytes",
				LeakyService.judgement(Grade.CLEAR, "It stays.", Trend.TOO_SHORT, 9_007_199_254_740_991d, 1e15, null));

		assertThat(this.report.verdicts(List.of(heap), LeakyService.context()))
			.contains("\"value\":9007199254740991,\"floor\":1000000000000000,");
	}

	@Test
	void readingThatIsMissingKeepsItsPlace() {
		LeakDetail detail = LeakyService.detail();

		assertThat(this.report.verdict(detail, LeakyService.context()))
			.contains("\"values\":[124,136,null,160,172,180.5]");
	}

	@Test
	void worstGradeComesFirst() {
		List<LeakVerdict> verdicts = new ArrayList<>(LeakyService.verdicts());
		Collections.reverse(verdicts);

		assertThat(this.report.verdicts(verdicts, LeakyService.context())).containsSubsequence("\"probable\"",
				"\"suspected\"", "\"watching\"", "\"undecided\"", "\"clear\"");
	}

	@Test
	void filterLeavesAGradeAndWorseOrAKind() {
		String suspected = this.report.verdicts(LeakyService.verdicts(),
				LeakyService.context(new LeaksFilter(Grade.SUSPECTED, null, 100)));
		String files = this.report.verdicts(LeakyService.verdicts(),
				LeakyService.context(new LeaksFilter(Grade.CLEAR, ResourceKind.FILES, 100)));

		assertThat(suspected).contains("pool-*-thread-*", "orders.queue", "\"watched\":5", "\"omitted\":0")
			.doesNotContain("\"heap\"");
		assertThat(files).contains("open files").doesNotContain("pool-*-thread-*");
	}

	@Test
	void verdictsBeyondTheLimitAreCountedAsOmitted() {
		String json = this.report.verdicts(LeakyService.verdicts(),
				LeakyService.context(new LeaksFilter(Grade.WATCHING, null, 2)));

		assertThat(json).contains("\"omitted\":1").contains("orders.queue").doesNotContain("\"heap\"");
	}

	@Test
	void namesThatLookLikeJsonStayNames() {
		LeakVerdict evil = LeakyService.verdict(ResourceKind.CUSTOM, "a\",\"grade\":\"proven\",\"x\":\"", "things",
				LeakyService.judgement(Grade.CLEAR, "It \"stays\".", Trend.TOO_SHORT, 1, 1, null));

		Set<String> paths = JsonReportTests.paths(this.report.verdicts(List.of(evil), LeakyService.context()));

		assertThat(paths).doesNotContain("resources.x");
	}

	@Test
	void resourceWithoutReadingsIsWritten() {
		ResourceHistory none = new ResourceHistory(LeakyService.TIME, Duration.ofSeconds(10), List.of(), List.of(),
				List.of());

		String json = this.report.verdict(new LeakDetail(LeakyService.threads(), none, none, List.of()),
				LeakyService.context());

		assertThat(json).contains("\"values\":[]", "\"floors\":[]", "\"changes\":[]");
	}

}
