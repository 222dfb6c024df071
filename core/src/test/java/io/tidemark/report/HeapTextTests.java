package io.tidemark.report;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link HeapText}. */
class HeapTextTests {

	private final HeapText report = new HeapText();

	@Test
	void firstLineNamesTheVerdictTheClassAndTheLine() {
		assertThat(this.report.picture(LeakyHeap.picture(), LeakyHeap.context()).lines().findFirst()).contains(
				"jvm.heap.live probably leaks. io.tidemark.sample.orders.Basket grew from histogram to histogram, 3 times in a row, "
						+ "by 68 MB, 204 MB an hour. What stays is allocated most at "
						+ "io.tidemark.sample.orders.Baskets.keep(Baskets.java:41) (74 %).");
	}

	@Test
	void factsFollow() {
		assertThat(this.report.picture(LeakyHeap.picture(), LeakyHeap.context())).contains("""
				lives 123 MB of 512 MB, G1 Old Gen after a mixed collection at 2026-11-21 19:59:18 UTC
				      84 MB to 101 MB expected for the load
				      It is above 101 MB for 25 min.
				from  h1, 92 MB in 4,100,000 objects, 2026-11-21 19:39:30 UTC, stopped the service for 44 ms
				""", """
				+68 MB     io.tidemark.sample.orders.Basket
				                +500,000 objects, 501,000 in all, 3 times in a row, 204 MB an hour
				        with    byte[], java.util.concurrent.ConcurrentHashMap$Node
				""", """
				        held by io.tidemark.sample.orders.Basket
				                java.util.concurrent.ConcurrentHashMap$Node.val
				""", """
				+32 MB     byte[], as io.tidemark.sample.orders.Basket grew
				                +500,000 objects, from 400,000 to 900,000, 62 MB now
				""", """
				14 MB/s    POST /orders/{id}, 70 %
				                at io.tidemark.sample.orders.Baskets.keep(Baskets.java:41)
				           other, 30 %
				""", "POST {}: a histogram: stops the service for about 45 ms (9 ns an object, 5,012,345 in the last "
				+ "one); allowed in 6 min 12 s, at once with \"force\":true\n");
	}

	@Test
	void nothingYetIsSaidWithTheCostOfTheFirstHistogram() {
		assertThat(this.report.picture(LeakyHeap.nothing(), LeakyHeap.context()))
			.startsWith("No histogram has been taken yet; the next one stops the service for about 45 ms.\n")
			.contains("lives not known yet\n      No collection of the old generation has ended yet.\n")
			.doesNotContain("classes\n", "NaN", "null");
	}

	@Test
	void partThatIsOffIsSaid() {
		assertThat(this.report.picture(LeakyHeap.nothing(), LeakyHeap.alone("The disk has 2 MB left")))
			.contains("off   old-objects: The disk has 2 MB left\n");
	}

	@Test
	void histogramIsListed() {
		assertThat(this.report.histogram(LeakyHeap.kept().get(1), LeakyHeap.context(2, true)))
			.startsWith("Histogram h2: 128 MB in 4,600,000 objects.\n")
			.contains("stopped the service for 44 ms, after a full collection\n",
					"20 MB      io.tidemark.sample.orders.Basket, 501,000 objects, by 2 class loaders\n",
					"… 1 more class; limit=… shows them\n");
	}

	@Test
	void namesCannotLeaveTheirLine() {
		assertThat(this.report.picture(LeakyHeap.evil("a\nb\u001b[2J\u2028"), LeakyHeap.context()))
			.doesNotContain("\u001b", "\u2028", "a\nb");
	}

}
