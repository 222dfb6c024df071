package io.tidemark.report;

import java.time.Duration;
import java.util.List;

import io.tidemark.heap.OldObject;
import io.tidemark.heap.OldObjects;
import io.tidemark.snapshot.Frame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the pictures of survivors. */
class SurvivorStacksTests {

	private static final String ORDER = "java.lang.Thread.run;io.tidemark.sample.orders.OrderController.order;"
			+ "io.tidemark.sample.orders.Baskets.keep;java.util.HashMap.putVal;";

	private final FoldedReport folded = new FoldedReport();

	private final FlameGraphReport flameGraph = new FlameGraphReport();

	@Test
	void foldedStackEndsWithWhatWasAllocated() {
		assertThat(this.folded.survivors(LeakyHeap.survivors(), SurvivorWeight.SAMPLES)).isEqualTo(
				"[no%20stack];byte[] 1\n" + ORDER + "byte[] 1\n" + ORDER + "io.tidemark.sample.orders.Basket 3\n");
	}

	@Test
	void bytesAreTheOtherWeight() {
		assertThat(this.folded.survivors(LeakyHeap.survivors(), SurvivorWeight.BYTES))
			.isEqualTo("[no%20stack];byte[] 24\n" + ORDER + "byte[] 1048592\n" + ORDER
					+ "io.tidemark.sample.orders.Basket 120\n");
	}

	@Test
	void flameGraphIsDrawnWithTheSameWeights() {
		String html = this.flameGraph.survivors(LeakyHeap.survivors(), SurvivorWeight.SAMPLES, LeakyHeap.context());

		assertThat(html).contains("<h1>Where what stays was allocated</h1>",
				"5 sampled objects that still lived at 2026-11-21 19:59:40 UTC.", "as wide as it has samples.",
				"<a href=\"?limit=100&amp;format=flamegraph&amp;weight=bytes\">By bytes</a>", "' samples'",
				"'1 sample'");
		assertThat(this.flameGraph.survivors(LeakyHeap.survivors(), SurvivorWeight.BYTES, LeakyHeap.context()))
			.contains("' bytes'", "By samples");
	}

	@Test
	void nobodyLeft() {
		OldObjects none = new OldObjects(LeakyHeap.TIME, List.of(), null, false, Duration.ZERO, Duration.ZERO);

		assertThat(this.folded.survivors(none, SurvivorWeight.SAMPLES)).isEmpty();
		assertThat(this.flameGraph.survivors(none, SurvivorWeight.BYTES, LeakyHeap.context()))
			.contains("0 sampled objects");
	}

	@Test
	void noNameBecomesMarkupOrAnotherLine() {
		String evil = "</script><script>alert(1)</script>';\n";
		OldObjects hostile = new OldObjects(
				LeakyHeap.TIME, List.of(new OldObject(evil, 8, -1, Duration.ZERO, evil,
						List.of(new Frame(evil, evil, evil, 1)), List.of(evil))),
				null, false, Duration.ZERO, Duration.ZERO);

		String html = this.flameGraph.survivors(hostile, SurvivorWeight.SAMPLES, LeakyHeap.context());

		assertThat(html).doesNotContain("<script>alert");
		assertThat(html.split("</script>", -1)).as("two scripts").hasSize(3);
		assertThat(this.folded.survivors(hostile, SurvivorWeight.SAMPLES).lines()).hasSize(1);
	}

}
