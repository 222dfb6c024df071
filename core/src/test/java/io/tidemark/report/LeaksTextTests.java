package io.tidemark.report;

import java.util.List;
import java.util.Set;

import io.tidemark.trend.Trend;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link LeaksText}. */
class LeaksTextTests {

	private final LeaksText report = new LeaksText();

	@Test
	void verdictsAreWrittenAsTheyAreRead() {
		assertThat(this.report.verdicts(LeakyService.verdicts(), LeakyService.context())).isEqualTo(
				"""
						1 of 5 watched resources leaks: pool-*-thread-* (probable). 1 more is suspected. 1 of these is muted. orders.queue reaches its limit in 1 min 35 s if it goes on like this.

						time  2026-11-20 23:00:15 UTC
						      5 resources watched, 2 dropped: there are too many
						off   origins: The flight recorder's disk has 2 MB left.

						probable   pool-*-thread-*  thread-group
						        because It grew by 60 threads an hour for 40 min, and 38 of the 40 threads that it gained did not move.
						        now     184 threads, floor 180
						        growth  +60 an hour (+57.5 to +63.3, over 40 min)
						        limit   1,024, reached in 14 h (13 h to 15 h)
						        signals growth, stagnation
						        looks   like an executor for each call: 20 pools of one thread each.
						        repair  Make one executor and share it.
						                docs/leaks/executor-per-call.md
						        load    requests explain 5 % of the growth
						        started at io.tidemark.sample.ReportExport.export(ReportExport.java:41)
						                by http-nio-8080-exec-3
						        since   2026-11-20 22:48:10 UTC
						        id      00000000000000a1

						suspected  orders.queue  executor  bound=10000, pool=orders
						        because More comes than goes: it is full in 95 s.
						        now     6,200 tasks, floor 6,000
						        growth  +60 an hour (+57.5 to +63.3, over 40 min)
						        limit   10,000, reached in 1 min 35 s
						        advice  Look at what the tasks wait for.
						        muted   until 2026-12-01 00:00:00 UTC (executor:orders*): Known, repaired in release 12.
						        since   2026-11-20 22:48:10 UTC
						        id      00000000000000b2

						watching   heap  heap
						        because Its floor rose by 1.2 MB an hour for 8 min; that is too short to tell.
						        now     184 MB, floor 150 MB
						        growth  +1.2 MB an hour (-20 kB to +2.5 MB, over 8 min)
						        grew    io.tidemark.sample.Order  +41 MB and +400 objects over 3 histograms, those of byte[] that it explains included
						        from    io.tidemark.sample.OrderBook.place(OrderBook.java:55), 71 % of the old objects, 20 samples
						        held    by cache.size (cache=orders), which grows with it
						        came    90 % of the growth came with the scheduled job Report.run.
						        unknown The class is not known, histograms so far: 1 of 3.
						        since   2026-11-20 22:48:10 UTC
						        id      000000000030cdec

						undecided  direct buffers  direct-buffers
						        because The JVM does not tell how much is used.
						        since   2026-11-20 22:48:10 UTC
						        id      00000000eadc32fc

						clear
						        open files  files  61 files

						Tidemark itself
						        leaks works, 9 runs, took 112 ms, paused 0 ms
						        origins is off, 3 runs, took 5 ms, paused 0 ms
						""");
	}

	@Test
	void oneVerdictEndsWithItsChanges() {
		assertThat(this.report.verdict(LeakyService.detail(), LeakyService.context()))
			.startsWith("pool-*-thread-* probably leaks.\n\ntime  2026-11-20 23:00:15 UTC\n")
			.endsWith("""
					        id      00000000000000a1

					changes
					        2026-11-20 22:48:10 UTC  suspected → probable: It grew by 60 threads an hour for 40 min, \
					and 38 of the 40 threads that it gained did not move.
					        2026-11-20 22:28:10 UTC  clear → suspected: It grew by 60 threads an hour for 20 min.
					""");
	}

	@Test
	void shadowModeIsSaid() {
		assertThat(this.report.verdicts(LeakyService.verdicts(), LeakyService.shadow()))
			.contains("      shadow mode: verdicts are made and shown, and nobody is told\n");
	}

	@Test
	void nothingLeaksIsSaidWithWhatIsWatchedMoreClosely() {
		List<LeakVerdict> verdicts = LeakyService.verdicts().subList(2, 5);

		assertThat(this.report.verdicts(verdicts, LeakyService.context())).startsWith(
				"Nothing leaks, as far as can be told; 1 resource is watched more closely, 1 cannot be told.\n");
		assertThat(this.report.verdicts(verdicts.subList(2, 3), LeakyService.context()))
			.startsWith("Nothing leaks, as far as can be told; 1 resource is watched.\n");
		assertThat(this.report.verdicts(List.of(), LeakyService.context())).startsWith("No resource is watched yet.\n");
	}

	@Test
	void whatIsYoungIsSaidInOneSentenceAndOneLineEach() {
		LeakVerdict files = young(ResourceKind.FILES, "open files", 40, 61);
		LeakVerdict threads = young(ResourceKind.THREADS, "threads", 20, 23);
		LeakVerdict blind = young(ResourceKind.DIRECT_BUFFERS, "buffers", 40, Double.NaN);

		assertThat(this.report.verdicts(List.of(files, threads), LeakyService.context()))
			.startsWith("Too early to tell: 2 resources have been watched for 40 s, two minutes are needed.\n")
			.contains("""

					too early to tell
					        open files  files  61 things
					        threads  threads  23 things
					""")
			.doesNotContain("because");
		assertThat(this.report.verdicts(List.of(blind, files), LeakyService.context())).startsWith(
				"Too early to tell: 1 resource has been watched for 40 s, two minutes are needed, 1 cannot be told.\n")
			.contains("undecided  buffers  direct-buffers\n        because There are 4 readings");
		assertThat(this.report.verdicts(List.of(files, LeakyService.verdicts().get(4)), LeakyService.context()))
			.startsWith("Nothing leaks, as far as can be told; 2 resources are watched, 1 not long enough to tell.\n");
	}

	@Test
	void whatCannotBeToldForLongIsToldWhole() {
		assertThat(
				this.report.verdicts(List.of(young(ResourceKind.FILES, "open files", 200, 61)), LeakyService.context()))
			.startsWith("Nothing leaks, as far as can be told; 1 resource is watched, 1 cannot be told.\n")
			.contains("because There are 4 readings");
	}

	private static LeakVerdict young(ResourceKind kind, String name, int seconds, double value) {
		return LeakyService.verdict(kind, name, "things",
				new Judgement(Grade.UNDECIDED, "There are 4 readings in the last hour, 12 are needed.",
						LeakyService.TIME.minusSeconds(seconds), Set.of(), Trend.TOO_SHORT, value, value, null, null,
						null));
	}

	@Test
	void suspicionAloneIsNoLeak() {
		assertThat(this.report.verdicts(LeakyService.verdicts().subList(1, 5), LeakyService.context())).startsWith(
				"1 of 4 watched resources may leak: orders.queue (suspected). 1 of these is muted. orders.queue reaches its limit");
	}

	@Test
	void verdictsBeyondTheLimitAreCounted() {
		assertThat(this.report.verdicts(LeakyService.verdicts(),
				LeakyService.context(new LeaksFilter(Grade.WATCHING, null, 1))))
			.contains("\n… 2 more resources; limit=… shows them\n");
	}

	@Test
	void nameCannotLeaveItsLine() {
		LeakVerdict evil = LeakyService.verdict(ResourceKind.CUSTOM, "a\nproven  b\u001b[2J", "things",
				LeakyService.judgement(Grade.WATCHING, "It grows.", Trend.TOO_SHORT, 1, 1, null));

		assertThat(this.report.verdicts(List.of(evil), LeakyService.context()).lines())
			.noneMatch((line) -> line.startsWith("proven"))
			.noneMatch((line) -> line.contains("\u001b"));
	}

}
