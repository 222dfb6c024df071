package io.tidemark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.StackChange;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.Fingerprint;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.verdict.Signature;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link TextReport}. */
class TextReportTests {

	private final TextReport report = new TextReport();

	@Test
	void theGravestMistakeIsToldBesideWhatGrewMost() {
		GroupNotes deadlock = new GroupNotes(null, null, new Signature("deadlock", "a deadlock", "1 of 1.",
				"Take locks in one order.", "docs/leaks/deadlock.md", 0), List.of(), List.of(), null);

		String text = this.report.diff(Incident.diff(), Incident.context()
			.withNotes(Map.of(Incident.leak().key(), withoutExpectation(), Incident.key("main"), deadlock)));

		assertThat(text.lines().findFirst().orElseThrow()).contains("Looks like an executor for each call.")
			.endsWith("main looks like a deadlock.");
		assertThat(text).contains("looks   like a deadlock: 1 of 1.");
	}

	@Test
	void groupsThatAreExpectedAreNotTheFinding() {
		SnapshotDiff diff = Incident.diff(List.of(Incident.leak(), Incident.unchanged("main", 1)));
		GroupNotes cleared = new GroupNotes(null, Incident.notes().expected(), null, List.of(), List.of(), null);

		String text = this.report.diff(diff, Incident.context().withNotes(Map.of(Incident.leak().key(), cleared)));

		assertThat(text).startsWith("Nothing grew in 4 min 12 s but 1 group whose threads are expected.");
	}

	@Test
	void whoSubmittedTheTasksStandsInForAnUnknownStarter() {
		GroupChange virtual = new GroupChange(new FamilyKey("task-*", null, true), 0, 5, 5, 0, null, Map.of(), null,
				null, null, null, List.of(), 0);
		GroupNotes notes = new GroupNotes(null, null, null, Incident.notes().submittedBy(), List.of(), null);

		String text = this.report.diff(Incident.diff(List.of(virtual)),
				Incident.context().withNotes(Map.of(virtual.key(), notes)));

		assertThat(text.lines().findFirst().orElseThrow())
			.endsWith("Their tasks were submitted at io.tidemark.sample.ReportExport.export(ReportExport.java:41).");
	}

	private static GroupNotes withoutExpectation() {
		GroupNotes notes = Incident.notes();
		return new GroupNotes(notes.container(), null, notes.signature(), notes.submittedBy(), notes.stuck(),
				notes.history());
	}

	@Test
	void notesStandBelowTheOriginOfAGroup() {
		String text = this.report.diff(Incident.diff(),
				Incident.context().withNotes(Map.of(Incident.leak().key(), Incident.notes())));

		assertThat(text).contains("looks   like an executor for each call: 20 pools of one thread each.")
			.contains("repair  Make one executor and share it.")
			.contains("cleared A pool of the JDK. [java.base]")
			.contains("submit  at io.tidemark.sample.ReportExport.export(ReportExport.java:41): 18 running, 3 queued")
			.contains("stuck   pool-7-thread-1 for 1 min 30 s (future) in GET /reports/{id}");
	}

	@Test
	void firstLineNamesTheGroupThatGrewMostAndWhoStartedIt() {
		String text = this.report.diff(Incident.diff(), Incident.context());

		assertThat(text.lines().findFirst()).hasValue("pool-*-thread-* grew by 20 threads in 4 min 12 s, from 0 to 20. "
				+ "Started at io.tidemark.sample.ReportExport.export(ReportExport.java:41). 1 other group grew too.");
	}

	@Test
	void firstLineSaysWhatTheGroupLooksLike() {
		String text = this.report.diff(Incident.diff(),
				Incident.context().withNotes(Map.of(Incident.leak().key(), Incident.notes())));

		assertThat(text.lines().findFirst()).hasValue("pool-*-thread-* grew by 20 threads in 4 min 12 s, from 0 to 20. "
				+ "Started at io.tidemark.sample.ReportExport.export(ReportExport.java:41). "
				+ "Looks like an executor for each call. 1 other group grew too.");
	}

	@Test
	void firstLineNamesAGroupThatHangsAlsoWhenAnotherOneGrewOrNoneDid() {
		GroupChange tomcat = Incident.unchanged("http-nio-8080-exec-*", 10);
		ReportContext context = Incident.context().withNotes(Map.of(tomcat.key(), Incident.notes()));

		String grew = this.report.diff(Incident.diff(List.of(Incident.leak(), tomcat)), context);
		String same = this.report.diff(Incident.diff(List.of(tomcat)), context);

		assertThat(grew.lines().findFirst()).get()
			.asString()
			.endsWith(" http-nio-8080-exec-* looks like an executor for each call.");
		assertThat(same.lines().findFirst())
			.hasValue("Nothing changed in 4 min 12 s: no group of threads grew or shrank. "
					+ "http-nio-8080-exec-* looks like an executor for each call.");
	}

	@Test
	void groupsThatChangedAreShownWithTheirStacks() {
		String text = this.report.diff(Incident.diff(), Incident.context());

		assertThat(text).contains("""
				   +20  pool-*-thread-*  0 → 20
				        started at io.tidemark.sample.ReportExport.export(ReportExport.java:41)
				                by http-nio-8080-exec-3
				        waits   20 idle-worker
				        age     oldest 2 min 1 s, median 1 min
				        used    4.3 ms CPU, 41 kB allocated
				        stack   20 threads (+20) WAITING, idle-worker: pool-7-thread-1, pool-8-thread-1
				                   at jdk.internal.misc.Unsafe.park(Native Method)
				""");
	}

	@Test
	void creatorStackIsShownWhenTheOriginIsALibrary() {
		String text = this.report.diff(Incident.diff(), Incident.context());

		assertThat(text).contains("at com.zaxxer.hikari.pool.HikariPool.<init>(HikariPool.java:141) [library]")
			.contains("at com.zaxxer.hikari.HikariDataSource.getConnection(HikariDataSource.java:111)");
	}

	@Test
	void groupsThatDidNotChangeTakeOneLineEach() {
		String text = this.report.diff(Incident.diff(), Incident.context());

		assertThat(text).endsWith("""

				unchanged
				    10  http-nio-8080-exec-*  10 queue-take
				     1  main  1 queue-take

				kept  s1 (baseline), s3 before-load
				""");
	}

	@Test
	void nothingChangedIsSaid() {
		SnapshotDiff diff = Incident.diff(List.of(Incident.unchanged("main", 1)));

		assertThat(this.report.diff(diff, Incident.context()))
			.startsWith("Nothing changed in 4 min 12 s: no group of threads grew or shrank.\n");
	}

	@Test
	void threadsThatCameAndWentAreSaidWhenNoGroupChanged() {
		GroupChange churn = new GroupChange(Incident.key("worker-*"), 4, 4, 31, 31, null, Map.of(), null, null, null,
				null, List.of(), 0);

		String text = this.report.diff(Incident.diff(List.of(churn)), Incident.context());

		assertThat(text.lines().findFirst().orElseThrow()).endsWith("31 threads started and 31 ended.");
		assertThat(text).contains("     4  worker-*  (31 started, 31 ended)");
	}

	@Test
	void groupThatShrankMostIsNamedWhenNoneGrew() {
		GroupChange shrunk = new GroupChange(Incident.key("boot-*"), 3, 1, 0, 2, null, Map.of(), null, null, null, null,
				List.of(), 0);

		assertThat(this.report.diff(Incident.diff(List.of(shrunk)), Incident.context()))
			.startsWith("No group grew; boot-* shrank by 2 threads in 4 min 12 s, from 3 to 1.\n");
	}

	@Test
	void partThatDoesNotWorkIsSaidWithItsReason() {
		SnapshotDiff diff = Incident.diff(List.of(Incident.group("pool-*-thread-*", null, List.of())));

		String text = this.report.diff(diff, Incident.contextWithoutOrigins());

		assertThat(text).contains("Who started them is not known (origins are off).")
			.contains("off   origins: The flight recorder's disk has 2 MB left.");
	}

	@Test
	void originIsNotRecordedForVirtualThreads() {
		GroupChange virtual = new GroupChange(new FamilyKey("task-*", null, true), 0, 5, 5, 0, null, Map.of(), null,
				null, null, null, List.of(), 0);

		assertThat(this.report.diff(Incident.diff(List.of(virtual)), Incident.context()))
			.contains("+5  task-* (virtual)  0 → 5")
			.contains("started not known (not recorded for virtual threads)");
	}

	@Test
	void groupsBeyondTheLimitAreCounted() {
		assertThat(this.report.diff(Incident.diff(), Incident.context(2)))
			.contains("… 3 more groups; limit=… shows them")
			.doesNotContain("unchanged");
	}

	@Test
	void deepStackIsCutToTwelveFramesOfWhichTheApplicationsStay() {
		List<Frame> frames = new ArrayList<>(Incident.frames("java.util.Deep", 20));
		frames.addAll(Incident.frames("com.example.Orders", 2));
		frames.addAll(Incident.frames("java.lang.Tail", 10));
		StackChange stack = new StackChange(new Fingerprint(1), Thread.State.BLOCKED, WaitReason.MONITOR, 0, 20,
				new StackTrace(frames, true), List.of());

		String text = this.report.diff(Incident.diff(List.of(Incident.group("x", null, List.of(stack)))),
				Incident.context());

		assertThat(text.lines().filter((line) -> line.contains("   at "))).hasSize(12);
		assertThat(text).containsSubsequence("java.util.Deep.m10", "… 10 more", "com.example.Orders.m1",
				"com.example.Orders.m2", "… 10 more", "… the stack was deeper than what is kept");
	}

	@Test
	void nameCanNeitherLeaveItsLineNorSteerTheTerminal() {
		SnapshotDiff diff = Incident
			.diff(List.of(Incident.group("evil\n\u001b[2Jname\u2028\u202e\ud800", null, List.of())));

		String text = this.report.diff(diff, Incident.context());

		assertThat(text).contains("   +20  evil\ufffd\ufffd[2Jname\ufffd\ufffd\ufffd  0 → 20\n")
			.doesNotContain("\u001b");
	}

	@Test
	void snapshotStartsWithItsSizeAndItsLargestGroup() {
		KeptSnapshot snapshot = Incident.snapshot();

		String text = this.report.snapshot(snapshot, Incident.context());

		assertThat(text).startsWith("30 threads in 2 groups; the largest is pool-*-thread-* with 20 threads.\n")
			.contains("snapshot  s7 after-load  2026-11-20 23:00:15 UTC  30 platform threads")
			.contains("cost  12 ms, stopped nothing (handshake-walk)")
			.contains("    20  pool-*-thread-*\n        started at io.tidemark.sample.ReportExport.export")
			.contains("        age     oldest 20 s, median 10 s\n");
	}

	@Test
	void theLockForWhichMostWaitIsNamedWithItsHolder() {
		assertThat(this.report.diff(Incident.diff(), Incident.context())).containsPattern(
				"lock +2 threads wait for java\\.util\\.concurrent\\.locks\\.ReentrantLock\\$NonfairSync@1b2c3d4d, held by main; 1 other lock\n");
	}

}
