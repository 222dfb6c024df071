package io.tidemark.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.StackChange;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.Fingerprint;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.Members;
import io.tidemark.group.ThreadFamily;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.VirtualThreads;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link PprofReport}. */
class PprofReportTests {

	private static final String IDLE = "jdk.internal.misc.Unsafe.park@Unsafe.java < "
			+ "java.util.concurrent.locks.LockSupport.park@LockSupport.java:371 < "
			+ "java.util.concurrent.LinkedBlockingQueue.take@LinkedBlockingQueue.java:435 < "
			+ "java.util.concurrent.ThreadPoolExecutor.getTask@ThreadPoolExecutor.java:1070 < "
			+ "java.lang.Thread.run@Thread.java:1583";

	private static final String LEAK = "20 {pool=pool-*-thread-*, state=WAITING, wait_reason=idle-worker, "
			+ "virtual=false, creator=io.tidemark.sample.ReportExport.export(ReportExport.java:41)}: " + IDLE;

	private final PprofReport report = new PprofReport();

	@Test
	void eachPlaceIsASampleWithItsThreadsAndLabels() throws IOException {
		DecodedProfile profile = DecodedProfile.of(this.report.snapshot(Incident.snapshot()));

		assertThat(profile.samples()).containsExactly(LEAK,
				"10 {pool=http-nio-8080-exec-*, virtual=false}: [other stacks]");
	}

	@Test
	void profileIsOfThreadsAtTheTimeOfTheSnapshotWithoutDuration() throws IOException {
		DecodedProfile profile = DecodedProfile.of(this.report.snapshot(Incident.snapshot()));

		assertThat(profile.sampleType()).isEqualTo("threads/count");
		assertThat(profile.defaultSampleType()).isEqualTo("threads");
		assertThat(profile.timeNanos()).isEqualTo(Incident.TIME.toEpochMilli() * 1_000_000);
		assertThat(profile.has(10)).isFalse();
		assertThat(profile.strings()).startsWith("").doesNotHaveDuplicates();
		assertThat(profile.comments())
			.containsExactly("Threads of snapshot s7 at 2026-11-20 23:00:15 UTC (30 platform threads)");
	}

	@Test
	void diffIsWhatCameMinusWhatWent() throws IOException {
		SnapshotDiff diff = Incident.diff(List.of(Incident.leak(), Incident.unchanged("main", 1), shrunk()));

		DecodedProfile profile = DecodedProfile.of(this.report.diff(diff));

		assertThat(profile.samples()).containsExactly(LEAK,
				"-4 {pool=boot-*, state=WAITING, wait_reason=idle-worker, virtual=true}: " + IDLE);
		assertThat(profile.timeNanos()).isEqualTo(Incident.TIME.toEpochMilli() * 1_000_000);
		assertThat(profile.comments()).containsExactly("Threads of snapshot s7 at 2026-11-20 23:00:15 UTC "
				+ "(22 platform threads) minus threads of snapshot s1 at 2026-11-20 22:56:03 UTC "
				+ "(6 platform threads); negative where threads are gone");
	}

	@Test
	void whatWasNotKeptIsCountedAndSaid() throws IOException {
		ThreadFamily family = new ThreadFamily(Incident.key("w-*"), null,
				Members.of(List.of(new Members.Member(1, 0, null, null), new Members.Member(2, 0, null, null))),
				List.of(), 2, Map.of());
		KeptSnapshot snapshot = new KeptSnapshot("s2", null, false, new GroupedSnapshot(Incident.TIME, List.of(family),
				5, VirtualThreads.counted(9, "Too many."), 3, Incident.COST));

		DecodedProfile profile = DecodedProfile.of(this.report.snapshot(snapshot));

		assertThat(profile.samples()).containsExactly("2 {pool=w-*, virtual=false}: [other stacks]",
				"3 {}: [other groups]", "9 {pool=[not captured], virtual=true}: [not captured]");
		assertThat(profile.comments()).containsExactly(
				"Threads of snapshot s2 at 2026-11-20 23:00:15 UTC "
						+ "(5 platform threads, 9 virtual threads, counted only (Too many.))",

				"3 threads of s2 in groups that were not kept, counted as [other groups]",
				"2 threads of s2 at places that were not kept, counted as [other stacks]");
	}

	@Test
	void missingFramesAreTheRoot() throws IOException {
		GroupChange group = Incident.group("w-*", null, List
			.of(change(0, 5, new StackTrace(Incident.frames("a.B", 2), true)), change(0, 15, StackTrace.EMPTY)));

		assertThat(DecodedProfile.of(this.report.diff(Incident.diff(List.of(group)))).samples()).satisfiesExactly(
				(deep) -> assertThat(deep).endsWith(": a.B.m1@B.java:1 < a.B.m2@B.java:2 < [more frames]"),
				(empty) -> assertThat(empty).endsWith(": [no stack]"));
	}

	@Test
	void sameResultGivesTheSameBytes() {
		assertThat(this.report.diff(Incident.diff())).isEqualTo(new PprofReport().diff(Incident.diff()));
	}

	@Test
	void namesCannotSteerATerminal() throws IOException {
		GroupChange group = Incident.group("a\u001b[31m\nb", null, List.of());

		assertThat(DecodedProfile.of(this.report.diff(Incident.diff(List.of(group)))).samples())
			.containsExactly("20 {pool=a\ufffd[31m\ufffdb, virtual=false}: [other stacks]");
	}

	private static GroupChange shrunk() {
		return new GroupChange(new FamilyKey("boot-*", null, true), 5, 1, 0, 4, null, Map.of(), null, null, null, null,
				List.of(change(5, 1, Incident.IDLE_WORKER)), 0);
	}

	private static StackChange change(int before, int after, StackTrace stack) {
		return new StackChange(new Fingerprint(1), Thread.State.WAITING, WaitReason.IDLE_WORKER, before, after, stack,
				List.of());
	}

}
