package io.tidemark.report;

import java.util.List;
import java.util.Map;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.StackChange;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.Fingerprint;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.VirtualThreads;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link FoldedReport}. */
class FoldedReportTests {

	private static final String IDLE = "java.lang.Thread.run;java.util.concurrent.ThreadPoolExecutor.getTask;"
			+ "java.util.concurrent.LinkedBlockingQueue.take;java.util.concurrent.locks.LockSupport.park;"
			+ "jdk.internal.misc.Unsafe.park";

	private final FoldedReport report = new FoldedReport();

	@Test
	void groupIsTheRootOfItsStacksAndTheInnermostMethodIsLast() {
		String folded = this.report.snapshot(Incident.snapshot());

		assertThat(folded).isEqualTo("""
				http-nio-8080-exec-*;[other%%20stacks] 10
				pool-*-thread-*;%s 20
				""".formatted(IDLE));
	}

	@Test
	void diffHasThreadsBeforeAndAfterWithThoseThatVanished() {
		String folded = this.report.diff(Incident.diff());

		assertThat(folded).isEqualTo("""
				HikariPool-*:connection-adder;[other%%20stacks] 0 3
				boot-init-*;[other%%20stacks] 3 1
				http-nio-8080-exec-*;[other%%20stacks] 10 10
				main;[other%%20stacks] 1 1
				pool-*-thread-*;%s 0 20
				""".formatted(IDLE));
	}

	@Test
	void virtualThreadsAreMarkedBelowTheirGroup() {
		assertThat(folded(new FamilyKey("", null, true), stack("a.B", "c")))
			.isEqualTo("[unnamed];[virtual];a.B.c 0 2\n");
	}

	@Test
	void nothingInANameBreaksALine() {
		String folded = folded(new FamilyKey("a;b 7\n8%20\u00a0\u202e", null, false), stack("x y.Z;", "run 12"));

		assertThat(folded).isEqualTo("a%3Bb%207\ufffd8%2520%C2%A0\ufffd;x%20y.Z%3B.run%2012 0 2\n");
		assertThat(folded.lines()).hasSize(1);
	}

	@Test
	void sameMethodsAreOneLineWhateverTheirLines() {
		GroupChange group = Incident.group("w-*", null,
				List.of(change(0, 2, new StackTrace(List.of(new Frame("a.B", "c", "B.java", 1)), false)),
						change(3, 4, new StackTrace(List.of(new Frame("a.B", "c", "B.java", 2)), false)),
						change(0, 14, StackTrace.EMPTY)));

		assertThat(this.report.diff(Incident.diff(List.of(group)))).isEqualTo("w-*;[no%20stack] 0 14\nw-*;a.B.c 3 6\n");
	}

	@Test
	void hiddenClassesAreNamedAlikeInEachProcess() {
		assertThat(folded(Incident.key("w-*"), stack("a.B$$Lambda$1492/0x00007f966c623b40", "run")))
			.isEqualTo("w-*;a.B$$Lambda.run 0 2\n");
		assertThat(folded(Incident.key("w-*"), stack("a.B$$Lambda/0x000000001c3a8c00", "run")))
			.isEqualTo("w-*;a.B$$Lambda.run 0 2\n");
	}

	@Test
	void framesThatWereNotKeptAreSaid() {
		StackTrace deep = new StackTrace(Incident.frames("a.B", 2), true);

		assertThat(folded(Incident.key("w-*"), deep)).isEqualTo("w-*;[more%20frames];a.B.m2;a.B.m1 0 2\n");
	}

	@Test
	void threadsInNoGroupAreCounted() {
		KeptSnapshot snapshot = new KeptSnapshot("s1", null, false,
				new GroupedSnapshot(Incident.TIME, List.of(), 7, VirtualThreads.NONE, 7, Incident.COST));

		assertThat(this.report.snapshot(snapshot)).isEqualTo("[other%20groups] 7\n");
	}

	@Test
	void virtualThreadsOfWhichOnlyTheNumberIsKnownAreCounted() {
		KeptSnapshot snapshot = new KeptSnapshot("s1", null, false, new GroupedSnapshot(Incident.TIME, List.of(), 0,
				VirtualThreads.counted(5_000, "Too many."), 0, Incident.COST));

		assertThat(this.report.snapshot(snapshot)).isEqualTo("[not%20captured];[virtual] 5000\n");
		assertThat(this.report.diff(new SnapshotDiff(snapshot, snapshot, 0, 0, 0, List.of())))
			.isEqualTo("[not%20captured];[virtual] 5000 5000\n");
	}

	private String folded(FamilyKey key, StackTrace stack) {
		GroupChange group = new GroupChange(key, 0, 2, 2, 0, null, Map.of(), null, null, null, null,
				List.of(change(0, 2, stack)), 0);
		return this.report.diff(Incident.diff(List.of(group)));
	}

	private static StackChange change(int before, int after, StackTrace stack) {
		return new StackChange(new Fingerprint(1), Thread.State.WAITING, WaitReason.OTHER, before, after, stack,
				List.of());
	}

	private static StackTrace stack(String className, String method) {
		return new StackTrace(List.of(new Frame(className, method, null, Frame.UNKNOWN_LINE)), false);
	}

}
