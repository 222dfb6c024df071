package io.tidemark.group;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.tidemark.benchmarks.ParkedThreads;
import io.tidemark.capture.ThreadCapturer;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.SnapshotDiffer;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.ThreadSnapshot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Threads a millisecond through each stage behind the capture, at 10,000 threads of a
 * real snapshot. Lives in this package because fingerprint and name pattern are the
 * grouper's own business.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GroupingBenchmark {

	private static final int THREADS = 10_000;

	private static final int GROWTH = 1_000;

	private final StackGrouper grouper = new StackGrouper();

	private final SnapshotDiffer differ = new SnapshotDiffer();

	private ThreadSnapshot snapshot;

	private GroupedSnapshot before;

	private KeptSnapshot from;

	private KeptSnapshot to;

	@Setup
	public void capture() throws InterruptedException {
		ParkedThreads parked = ParkedThreads.start(THREADS, 0);
		ThreadSnapshot captured = new ThreadCapturer(JvmFeatures.current()).capture(Instant.now());
		parked.release();
		this.snapshot = captured.withThreads(captured.threads().stream().limit(THREADS).toList());
		this.before = this.grouper.group(captured.withThreads(this.snapshot.threads().subList(0, THREADS - GROWTH)),
				null);
		this.from = new KeptSnapshot("1", null, true, this.before);
		this.to = new KeptSnapshot("2", null, false, this.grouper.group(this.snapshot, this.before));
	}

	@Benchmark
	@OperationsPerInvocation(THREADS)
	public GroupedSnapshot group() {
		return this.grouper.group(this.snapshot, null);
	}

	@Benchmark
	@OperationsPerInvocation(THREADS)
	public GroupedSnapshot groupAfterAnother() {
		return this.grouper.group(this.snapshot, this.before);
	}

	/**
	 * The peer: what grouping costs when a stack is compared by the digest of its text.
	 */
	@Benchmark
	@OperationsPerInvocation(THREADS)
	public Map<String, Integer> groupByDigestOfText() throws NoSuchAlgorithmException {
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		Map<String, Integer> groups = new HashMap<>();
		for (ObservedThread thread : this.snapshot.threads()) {
			for (Frame frame : thread.stack().frames()) {
				digest.update(frame.toString().getBytes(StandardCharsets.UTF_8));
			}
			groups.merge(HexFormat.of().formatHex(digest.digest()) + thread.state(), 1, Integer::sum);
		}
		return groups;
	}

	@Benchmark
	@OperationsPerInvocation(THREADS)
	public void fingerprint(Blackhole blackhole) {
		for (ObservedThread thread : this.snapshot.threads()) {
			blackhole.consume(StackNormalizer.fingerprint(thread.stack().frames()));
		}
	}

	@Benchmark
	@OperationsPerInvocation(THREADS)
	public void namePattern(Blackhole blackhole) {
		for (ObservedThread thread : this.snapshot.threads()) {
			blackhole.consume(ThreadName.pattern(ThreadName.redact(thread.name())));
		}
	}

	@Benchmark
	@OperationsPerInvocation(THREADS)
	public SnapshotDiff diff() {
		return this.differ.diff(this.from, this.to);
	}

}
