package io.tidemark.report;

import java.util.List;

import io.tidemark.jvm.MemoryFinding;
import io.tidemark.jvm.MemoryPlan;
import io.tidemark.jvm.ResourceLimit;
import io.tidemark.watch.PoolRatio;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link ContainerSection} and {@link PoolSection} in the reports of leaks. */
class ContainerSectionTests {

	private static final MemoryPlan PLAN = new MemoryPlan(new ResourceLimit("memory.max of the container", 400_000_000),
			512_000_000, 60_000_000, 40_000_000, 10_000_000, 20_000_000, 30_000_000,
			List.of(new MemoryFinding("The heap <may> not fit", "-Xmx216m", true),
					new MemoryFinding("It may swap", "memory.swap.max=0", false)));

	private static final List<PoolRatio> POOLS = List.of(
			new PoolRatio("cache", "orders", 0.41237, 0.9, "Within 15 min of the start it fell."),
			new PoolRatio("connections", "main", Double.NaN, Double.NaN, null));

	private final LeaksContext context = LeakyService.context().withContainer(PLAN).withPools(POOLS);

	@Test
	void nothingIsSaidWhereNobodyLooked() {
		LeaksContext silent = LeakyService.context();

		assertThat(new LeaksJson().verdicts(LeakyService.verdicts(), silent)).doesNotContain("\"container\"",
				"\"pools\"");
		assertThat(new LeaksText().verdicts(LeakyService.verdicts(), silent)).doesNotContain("takes   up to",
				"hit ratios");
		assertThat(page(silent)).doesNotContain("Memory of the process", "Pools and caches");
	}

	@Test
	void jsonHasThePartsTheSumAndTheFindings() {
		assertThat(new LeaksJson().verdicts(LeakyService.verdicts(), this.context).replaceAll("\\s", "")).contains(
				"\"container\":{\"limit\":400000000,\"limitName\":\"memory.maxofthecontainer\",\"heap\":512000000,\"metaspace\":60000000,"
						+ "\"stacks\":40000000,\"direct\":10000000,\"codeCache\":20000000,\"other\":30000000,\"total\":672000000,"
						+ "\"findings\":[{\"what\":\"Theheap<may>notfit\",\"setting\":\"-Xmx216m\",\"certain\":true},"
						+ "{\"what\":\"Itmayswap\",\"setting\":\"memory.swap.max=0\",\"certain\":false}]}");
	}

	@Test
	void jsonHasNoRatioThatIsNotKnown() {
		assertThat(new LeaksJson().verdicts(LeakyService.verdicts(), this.context).replaceAll("\\s", ""))
			.contains("\"pools\":[{\"kind\":\"cache\",\"name\":\"orders\",\"hitRatio\":0.4124,\"reference\":0.9,"
					+ "\"suspicion\":\"Within15minofthestartitfell.\"},{\"kind\":\"connections\",\"name\":\"main\"}]");
	}

	@Test
	void textSaysWhatToSet() {
		assertThat(new LeaksText().verdicts(LeakyService.verdicts(), this.context)).contains(
				"""
						memory
						        takes   up to 672 MB: heap 512 MB, metaspace 60 MB, stacks 40 MB, direct 10 MB, code 20 MB, other 30 MB
						        of      400 MB, memory.max of the container
						        no fit  The heap <may> not fit.
						                set -Xmx216m
						        note    It may swap.
						                set memory.swap.max=0

						hit ratios
						        orders  cache  41.2 %
						                Within 15 min of the start it fell.
						        main  connections  too few requests in a minute
						""");
	}

	@Test
	void pageEscapesWhatComesFromOutsideAndStandsOpen() {
		assertThat(page(this.context)).contains("The heap &lt;may&gt; not fit", "<code>-Xmx216m</code>",
				"<details class=\"itself\" open><summary>May take 672 MB of 400 MB, memory.max of the container");
	}

	@Test
	void pageOfSettingsThatFitIsClosed() {
		MemoryPlan fits = new MemoryPlan(null, 1_000, 0, 0, 0, 0, 0, List.of());

		assertThat(page(LeakyService.context().withContainer(fits)))
			.contains("<details class=\"itself\"><summary>May take 1 kB of no known limit");
	}

	private static String page(LeaksContext context) {
		return new LeaksPage().verdicts(LeakyService.verdicts(), context, (id) -> null);
	}

}
