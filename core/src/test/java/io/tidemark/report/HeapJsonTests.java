package io.tidemark.report;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.OldObject;
import io.tidemark.heap.OldObjects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link HeapJson}. */
class HeapJsonTests {

	private final HeapJson report = new HeapJson();

	@Test
	void pictureIsWrittenAsPromised() throws IOException {
		assertThat(picture(LeakyHeap.picture(), 100)).isEqualTo(JsonReportTests.golden("heap.json"));
	}

	@Test
	void histogramIsWrittenAsPromised() throws IOException {
		assertThat(this.report.histogram(LeakyHeap.kept().get(0), LeakyHeap.context()))
			.isEqualTo(JsonReportTests.golden("histogram.json"));
	}

	@Test
	void pictureHoldsEveryFieldOfTheContract() {
		assertThat(JsonReportTests.paths(picture(LeakyHeap.picture(), 100))).contains("from.id", "from.time",
				"from.instances", "from.bytes", "to.id", "to.time", "to.instances", "to.bytes", "classes.name",
				"classes.module", "classes.instancesBefore", "classes.instances", "classes.bytesBefore",
				"classes.bytes", "classes.change", "classes.creditedTo", "packages.name", "growing.name",
				"growing.observations", "growing.bytesGained", "growing.bytesPerHour", "growing.explains",
				"growing.loaders", "live.bytes", "live.measured", "live.source", "expected.bytes", "expected.low",
				"expected.high", "expected.state", "lines.frame", "allocation.packages.name",
				"allocation.endpoints.name", "oldObjects.className", "kept.id", "cost.forecastMillis", "cost.basis",
				"cost.waitSeconds", "cost.lastPauseMillis", "cost.lastWallMillis");
	}

	@Test
	void whatIsNotKnownIsAbsent() {
		String json = picture(LeakyHeap.nothing(), 100);

		assertThat(json).contains("\"from\":null,\"to\":null,", "\"live\":{\"source\":\"\",\"unknown\":\"No collection")
			.contains("\"expected\":null", "\"profiler\":null", "\"suspects\":null", "\"classes\":[]")
			.doesNotContain("NaN", ":-1", "\"limit\"", "\"lastPauseMillis\"", "\"measured\"");
	}

	@Test
	void whereThereIsNoneItSaysHowToTakeOneAndWhatThatCosts() {
		assertThat(picture(LeakyHeap.nothing(), 100)).contains("\"missing\":\"No histogram has been taken yet; POST {} "
				+ "takes one, which stops the service for about 45 ms (9 ns an object, 5,012,345 in the last one).\"");
	}

	@Test
	void growthThatNobodyKnowsIsAbsent() {
		GrowingClass growing = new GrowingClass("sun.misc.Cleaner", 3, 10, 400, 20, Double.NaN, List.of(), 1);
		HeapPicture known = LeakyHeap.picture();
		HeapPicture picture = new HeapPicture(known.time(), known.diff(), known.kept(), List.of(growing), known.live(),
				known.limit(), known.expected(), known.survivors(), known.lines(), known.packages(), known.endpoints(),
				known.suspects(), known.prices(), known.hour(), known.verdicts());

		assertThat(picture(picture, 100)).contains("\"bytesGained\":400,\"explains\":[]").doesNotContain("NaN");
	}

	@Test
	void whatIsBeyondTheLimitIsCounted() {
		String json = picture(LeakyHeap.picture(), 1);

		assertThat(json).contains("\"omitted\":3,").contains("\"samples\":5,").doesNotContain("HttpHeaders");
		assertThat(this.report.histogram(LeakyHeap.kept().get(0), LeakyHeap.context(1, true)))
			.contains("\"omitted\":1206,");
	}

	/** Names of threads hold passwords, on record. */
	@Test
	void nameOfTheThreadThatAllocatedIsRedacted() {
		HeapPicture known = LeakyHeap.picture();
		OldObject object = new OldObject("byte[]", 24, 8, Duration.ofMinutes(9), "sender{password=hunter2}", List.of(),
				List.of());
		OldObjects survivors = new OldObjects(known.time(), List.of(object), null, false, Duration.ZERO, Duration.ZERO);
		HeapPicture picture = new HeapPicture(known.time(), known.diff(), known.kept(), known.growing(), known.live(),
				known.limit(), known.expected(), survivors, known.lines(), known.packages(), known.endpoints(),
				known.suspects(), known.prices(), known.hour(), known.verdicts());

		assertThat(picture(picture, 100)).contains("\"thread\":\"sender{").doesNotContain("hunter2");
	}

	@Test
	void refusalSaysHowLongToWait() {
		assertThat(this.report.refusal("The next one is allowed in 6 min.", Duration.ofMillis(359_100)))
			.isEqualTo("{\"status\":429,\"error\":\"Too Many Requests\","
					+ "\"message\":\"The next one is allowed in 6 min.\",\"waitSeconds\":360}");
	}

	private String picture(HeapPicture picture, int limit) {
		return this.report.picture(picture, LeakyHeap.context(limit, true));
	}

}
