package io.tidemark.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import com.sun.management.ThreadMXBean;
import io.tidemark.trend.TrendTest;
import io.tidemark.verdict.Circumstances;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakLadder;
import io.tidemark.watch.ResourceSeries;

/**
 * What it costs to judge all resources that may be watched, and what they keep. Time is
 * simulated: readings every 10 seconds over some days, then the last ones are judged with
 * their processor time taken. A quarter of the resources each is constant, noisy, a daily
 * wave with known load, and a leak of members.
 */
final class LeakEvaluationBenchmark {

	private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private static final int PER_HOUR = 360;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final SplittableRandom random = new SplittableRandom(1);

	private final TrendTest test = new TrendTest();

	private final List<ResourceSeries> series = new ArrayList<>();

	private final List<LeakLadder> ladders = new ArrayList<>();

	private final Samples all = new Samples();

	private final Samples hourly = new Samples();

	private final Samples allocated = new Samples();

	private int step;

	private int accused;

	/**
	 * @param args resources, hours before the measured ones, measured hours
	 */
	public static void main(String[] args) {
		int resources = Integer.parseInt(args[0]);
		int before = Integer.parseInt(args[1]);
		int measured = Integer.parseInt(args[2]);
		long empty = usedBytes();
		LeakEvaluationBenchmark benchmark = new LeakEvaluationBenchmark();
		for (int i = 0; i < resources; i++) {
			benchmark.series.add(new ResourceSeries(INTERVAL));
			benchmark.ladders.add(new LeakLadder(benchmark.test));
		}
		benchmark.settle(before);
		benchmark.run(measured * PER_HOUR, true);
		benchmark.print(usedBytes() - empty);
	}

	/** Judges once an hour, and in the last one always. */
	private void settle(int hours) {
		for (int i = 0; i < (hours - 1) * PER_HOUR; i++) {
			read();
			if (i % PER_HOUR == 0) {
				judge();
			}
			this.step++;
		}
		run(PER_HOUR, false);
	}

	private void run(int steps, boolean counted) {
		for (int i = 0; i < steps; i++) {
			read();
			long bytes = this.threads.getCurrentThreadAllocatedBytes();
			long begin = this.threads.getCurrentThreadCpuTime();
			judge();
			double millis = (this.threads.getCurrentThreadCpuTime() - begin) / 1e6;
			if (counted) {
				(this.step % PER_HOUR == 0 ? this.hourly : this.all).add(millis);
				this.allocated.add((this.threads.getCurrentThreadAllocatedBytes() - bytes) / 1e6);
			}
			this.step++;
		}
	}

	private void read() {
		Instant now = now();
		for (int i = 0; i < this.series.size(); i++) {
			double load = 100 + 50 * Math.sin(2 * Math.PI * this.step / (24 * PER_HOUR)) + this.random.nextInt(10);
			double noise = this.random.nextInt(10);
			double leaked = Math.rint(this.step * (1 + i % 60) / 360.0);
			switch (i % 4) {
				case 0 -> this.series.get(i).add(now, 20, load, 0);
				case 1 -> this.series.get(i).add(now, 4e8 + 1e6 * noise, load, Double.NaN);
				case 2 -> this.series.get(i).add(now, 50 + 2 * load + noise, load, Double.NaN);
				default -> this.series.get(i).add(now, 20 + leaked, Double.NaN, leaked);
			}
		}
	}

	private void judge() {
		Circumstances known = Circumstances.of(Duration.ofSeconds(10L * this.step));
		Instant now = now();
		this.accused = 0;
		for (int i = 0; i < this.series.size(); i++) {
			Grade grade = this.ladders.get(i).judge(now, this.series.get(i), known).grade();
			this.accused += grade.accuses() ? 1 : 0;
		}
	}

	private Instant now() {
		return START.plusSeconds(10L * this.step);
	}

	private void print(long retained) {
		System.out.println(
				"| resources | evaluation | ms of processor time, median (range) | allocated MB, median | retained MB |");
		System.out.println("|---|---|---|---|---|");
		print("every 10 seconds", this.all, retained);
		print("at a full hour, when every level is due", this.hourly, retained);
		System.err.printf("%d of %d resources are accused in the end, %d should be%n", this.accused, this.series.size(),
				this.series.size() / 4);
	}

	private void print(String which, Samples millis, long retained) {
		System.out.printf("| %d | %s | %.2f (%.2f–%.2f) | %.2f | %.2f |%n", this.series.size(), which, millis.median(),
				millis.min(), millis.max(), this.allocated.median(), retained / 1e6);
	}

	private static long usedBytes() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
