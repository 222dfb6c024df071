package io.tidemark.boot.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.tidemark.boot.resources.GaugeEntry;
import io.tidemark.expected.Catalogue;
import io.tidemark.verdict.Mutes;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of Tidemark.
 *
 * @param enabled Whether Tidemark does anything at all.
 * @param applicationPackages Packages whose frames count as the application's own,
 * subpackages included; by default those that Spring Boot scans.
 * @param waitRules Rules that tell what threads wait for, one a line, before those of
 * Tidemark: name | reason | state | at | in | on | because.
 * @param expectedThreads Threads that are normal here, one entry each, such as
 * 'acme-poller | name acme-poller-* | stack com.acme.Poller.run | at most 4 | because one
 * per feed | source com.acme.Poller'.
 * @param threads Snapshots of threads.
 * @param origin Record of who starts threads.
 * @param tasks Tasks of executors.
 * @param leaks Verdicts on what grows.
 * @param heap Memory: what lives in the heap, what grew, who allocated it.
 * @param metrics Meters.
 * @param budget What Tidemark may cost.
 * @param files Files of Tidemark.
 */
@ConfigurationProperties("tidemark")
record TidemarkProperties(@DefaultValue("true") boolean enabled, @Nullable List<String> applicationPackages,
		@Nullable List<String> waitRules, @DefaultValue List<String> expectedThreads, @DefaultValue Threads threads,
		@DefaultValue Origin origin, @DefaultValue Tasks tasks, @DefaultValue Leaks leaks, @DefaultValue Heap heap,
		@DefaultValue Metrics metrics, @DefaultValue Budget budget, @DefaultValue Files files) {

	TidemarkProperties {
		if (waitRules != null) {
			WaitTables.ofProperty(waitRules);
		}
		expectedThreads = List.copyOf(expectedThreads);
		expected(expectedThreads);
	}

	/** What the user expects beside the catalogue. */
	Catalogue expected() {
		return expected(this.expectedThreads);
	}

	private static Catalogue expected(List<String> lines) {
		Catalogue catalogue = Catalogue.parse("tidemark.expected-threads", "");
		for (int i = 0; i < lines.size(); i++) {
			catalogue = catalogue
				.and(Catalogue.parse("property 'tidemark.expected-threads[%d]'".formatted(i), lines.get(i)));
		}
		return catalogue;
	}

	/**
	 * Snapshots of threads.
	 *
	 * @param enabled Whether snapshots are taken and the endpoint 'threaddiff' exists.
	 * @param kept Number of snapshots that are kept at most, the baseline included; 1 to
	 * 1000.
	 * @param share Time for which requests share one snapshot; a bare number is
	 * milliseconds.
	 * @param deadline Time that a request waits for its snapshot at most; a bare number
	 * is milliseconds.
	 * @param virtual Virtual threads in snapshots, JDK 21 and later.
	 * @param stuck Threads that do not move.
	 */
	record Threads(@DefaultValue("true") boolean enabled, @DefaultValue("16") int kept,
			@DefaultValue("1s") Duration share, @DefaultValue("20s") Duration deadline, @DefaultValue Virtual virtual,
			@DefaultValue Stuck stuck) {

		Threads {
			PropertyOutOfRangeException.check("tidemark.threads.kept", kept, 1, 1_000);
			PropertyOutOfRangeException.check("tidemark.threads.share", share, Duration.ZERO, Duration.ofMinutes(1));
			PropertyOutOfRangeException.check("tidemark.threads.deadline", deadline, Duration.ofMillis(100),
					Duration.ofMinutes(5));
		}

		/**
		 * Virtual threads in snapshots, JDK 21 and later.
		 *
		 * @param enabled Whether the JVM is asked for a dump of its virtual threads.
		 * @param directory Directory for the dump while it is read; by default that of
		 * 'tidemark.files.directory', else the JVM's temporary directory.
		 * @param cap Size of the dump at most, about 1.5 kB a virtual thread; at least 16
		 * MB.
		 * @param deadline Time that the dump may take, about 50 µs a virtual thread; a
		 * bare number is milliseconds.
		 */
		record Virtual(@DefaultValue("true") boolean enabled, @Nullable String directory,
				@DefaultValue("256MB") DataSize cap, @DefaultValue("15s") Duration deadline) {

			Virtual {
				PropertyOutOfRangeException.check("tidemark.threads.virtual.cap", cap, DataSize.ofMegabytes(16),
						DataSize.ofTerabytes(1));
				PropertyOutOfRangeException.check("tidemark.threads.virtual.deadline", deadline, Duration.ofMillis(100),
						Duration.ofMinutes(5));
			}

		}

		/**
		 * Threads that do not move.
		 *
		 * @param interval Time between two looks at all threads, longer where a look is
		 * dear; a bare number is milliseconds, 0 looks never.
		 * @param snapshots Number of looks at which a thread has to stand at one place; 2
		 * to 100.
		 * @param least Time for which it has to stand there; a bare number is
		 * milliseconds.
		 */
		record Stuck(@DefaultValue("30s") Duration interval, @DefaultValue("3") int snapshots,
				@DefaultValue("1m") Duration least) {

			Stuck {
				if (!interval.isZero()) {
					PropertyOutOfRangeException.check("tidemark.threads.stuck.interval", interval,
							Duration.ofSeconds(1), Duration.ofHours(1));
				}
				PropertyOutOfRangeException.check("tidemark.threads.stuck.snapshots", snapshots, 2, 100);
				PropertyOutOfRangeException.check("tidemark.threads.stuck.least", least, Duration.ofSeconds(1),
						Duration.ofDays(1));
			}

		}

	}

	/**
	 * Tasks of executors.
	 *
	 * @param enabled Whether tasks of executors that are beans, and of Tomcat's virtual
	 * threads, are watched.
	 * @param stacksPerSecond Number of stacks of submitters that are taken in a second at
	 * most; 0 to 10000.
	 */
	record Tasks(@DefaultValue("true") boolean enabled, @DefaultValue("100") int stacksPerSecond) {

		Tasks {
			PropertyOutOfRangeException.check("tidemark.tasks.stacks-per-second", stacksPerSecond, 0, 10_000);
		}

	}

	/**
	 * Record of who starts threads.
	 *
	 * @param enabled Whether the flight recorder is asked who starts threads.
	 * @param threads Number of live threads whose origin is remembered at most; 1 to
	 * 1000000.
	 * @param stacks Number of different creator stacks that are remembered at most; 1 to
	 * 100000.
	 */
	record Origin(@DefaultValue("true") boolean enabled, @DefaultValue("20000") int threads,
			@DefaultValue("2000") int stacks) {

		Origin {
			PropertyOutOfRangeException.check("tidemark.origin.threads", threads, 1, 1_000_000);
			PropertyOutOfRangeException.check("tidemark.origin.stacks", stacks, 1, 100_000);
		}

	}

	/**
	 * Verdicts on what grows.
	 *
	 * @param enabled Whether resources are watched and judged.
	 * @param interval Time between two readings of all resources; what moves fast is read
	 * once a second. A bare number is milliseconds.
	 * @param judgeInterval Time between two judgements of all resources; a bare number is
	 * milliseconds.
	 * @param resources Number of resources that are watched at most, the least
	 * interesting are dropped; 1 to 512.
	 * @param shadow Whether verdicts are only shown: no log line, no event and no alert.
	 * @param mutes Resources that nobody is told of for a while, one entry each, such as
	 * 'thread-group:legacy-poller-* | ends with release 7 | 2027-03-31'.
	 * @param gauges Gauges of Micrometer that are watched, one entry each, such as
	 * 'cache.size{cache=orders} | entries | 10000'; unit and limit may be left out.
	 * @param stateFile File in which the hours of what is watched outlive a restart, in a
	 * directory that exists; by default a restart keeps nothing.
	 */
	record Leaks(@DefaultValue("true") boolean enabled, @DefaultValue("10s") Duration interval,
			@DefaultValue("10s") Duration judgeInterval, @DefaultValue("512") int resources,
			@DefaultValue("false") boolean shadow, @DefaultValue List<String> mutes, @DefaultValue List<String> gauges,
			@Nullable String stateFile) {

		private static final String GAUGES = "tidemark.leaks.gauges";

		Leaks {
			PropertyOutOfRangeException.check("tidemark.leaks.interval", interval, Duration.ofSeconds(1),
					Duration.ofMinutes(1));
			PropertyOutOfRangeException.check("tidemark.leaks.judge-interval", judgeInterval, Duration.ofSeconds(1),
					Duration.ofMinutes(10));
			PropertyOutOfRangeException.check("tidemark.leaks.resources", resources, 1, 512);
			mutes = List.copyOf(mutes);
			Mutes.parse(mutes);
			gauges = List.copyOf(gauges);
			GaugeEntry.parse(GAUGES, gauges);
		}

		/** The gauges as their source takes them. */
		List<GaugeEntry> watchedGauges() {
			return GaugeEntry.parse(GAUGES, this.gauges);
		}

		/** The mutes as the engine takes them. */
		Mutes muted() {
			return Mutes.parse(this.mutes);
		}

	}

	/**
	 * Memory: what lives in the heap, what grew, who allocated it.
	 *
	 * @param enabled Whether the heap is watched and the endpoint 'heapdiff' exists.
	 * @param periodicCycle Time after which G1 collects the old generation on a service
	 * so quiet that it would not by itself; a bare number is milliseconds. By default
	 * never.
	 * @param histogram Class histograms.
	 * @param oldObjects The JVM's leak profiler.
	 * @param allocations Which packages and endpoints allocate.
	 * @param drift How much memory a load needs.
	 */
	record Heap(@DefaultValue("true") boolean enabled, @Nullable Duration periodicCycle,
			@DefaultValue Histogram histogram, @DefaultValue OldObjects oldObjects,
			@DefaultValue Allocations allocations, @DefaultValue Drift drift) {

		Heap {
			if (periodicCycle != null) {
				PropertyOutOfRangeException.check("tidemark.heap.periodic-cycle", periodicCycle, Duration.ofSeconds(10),
						Duration.ofDays(1));
			}
		}

		/**
		 * Class histograms.
		 *
		 * @param automatic Whether some are taken without being asked for: one after
		 * start-up, and more while memory is suspected.
		 * @param interval Time between two histograms at least, unless forced; a bare
		 * number is milliseconds.
		 * @param maxPause Forecast of the time for which a histogram would stop the
		 * application above which none is taken, unless forced; a bare number is
		 * milliseconds.
		 * @param kept Number of histograms that are kept; 2 to 100.
		 */
		record Histogram(@DefaultValue("true") boolean automatic, @DefaultValue("10m") Duration interval,
				@DefaultValue("500ms") Duration maxPause, @DefaultValue("8") int kept) {

			Histogram {
				PropertyOutOfRangeException.check("tidemark.heap.histogram.interval", interval, Duration.ofSeconds(1),
						Duration.ofDays(1));
				PropertyOutOfRangeException.check("tidemark.heap.histogram.max-pause", maxPause, Duration.ofMillis(1),
						Duration.ofMinutes(1));
				PropertyOutOfRangeException.check("tidemark.heap.histogram.kept", kept, 2, 100);
			}

		}

		/**
		 * The JVM's leak profiler.
		 *
		 * @param enabled Whether objects that stay are sampled with the line that
		 * allocated them, while memory is suspected.
		 */
		record OldObjects(@DefaultValue("true") boolean enabled) {

		}

		/**
		 * Which packages and endpoints allocate.
		 *
		 * @param enabled Whether allocations are sampled.
		 * @param top Number of packages with a series of their own; half as many
		 * endpoints have one, the others share one. 1 to 100.
		 */
		record Allocations(@DefaultValue("true") boolean enabled, @DefaultValue("8") int top) {

			Allocations {
				PropertyOutOfRangeException.check("tidemark.heap.allocations.top", top, 1, 100);
			}

		}

		/**
		 * How much memory a load needs.
		 *
		 * @param enabled Whether it is learned, and told when a load needs more than
		 * before.
		 * @param stateFile File in which what was learned outlives a restart, in a
		 * directory that exists; by default a restart learns anew.
		 * @param version Version of the application whose memory is learned; by default
		 * that of its build information.
		 */
		record Drift(@DefaultValue("true") boolean enabled, @Nullable String stateFile, @Nullable String version) {

		}

	}

	/**
	 * Meters.
	 *
	 * @param enabled Whether meters are registered.
	 * @param names Names of the JVM's meters that are not Tidemark's: those of
	 * Micrometer, or those of OpenTelemetry where it has some.
	 * @param replaceThreadStates Whether Micrometer's 'jvm.threads.states' is fed from
	 * the pass of Tidemark, which stops nothing.
	 * @param groups Sizes of the thread groups.
	 * @param waitReasons What threads wait for.
	 * @param deadlockInterval Time between two searches for deadlocks; a bare number is
	 * milliseconds.
	 */
	record Metrics(@DefaultValue("true") boolean enabled, @DefaultValue("micrometer") Names names,
			@DefaultValue("true") boolean replaceThreadStates, @DefaultValue Groups groups,
			@DefaultValue WaitReasons waitReasons, @DefaultValue("1m") Duration deadlockInterval) {

		Metrics {
			PropertyOutOfRangeException.check("tidemark.metrics.deadlock-interval", deadlockInterval,
					Duration.ofSeconds(1), Duration.ofDays(1));
		}

		/** Who names the JVM's meters. */
		enum Names {

			/** Micrometer. */
			MICROMETER,

			/** The semantic conventions of OpenTelemetry. */
			OPENTELEMETRY

		}

		/**
		 * What threads wait for.
		 *
		 * @param interval Time between two walks of all stacks; a bare number is
		 * milliseconds, 0 walks none. By default one minute, and none on JDK 17, where
		 * walking stops the application for a moment per 50 threads.
		 */
		record WaitReasons(@Nullable Duration interval) {

			WaitReasons {
				if (interval != null && !interval.isZero()) {
					PropertyOutOfRangeException.check("tidemark.metrics.wait-reasons.interval", interval,
							Duration.ofSeconds(1), Duration.ofHours(1));
				}
			}

			/**
			 * The interval, or {@link Duration#ZERO} for no walk.
			 * @param free whether a walk stops nothing
			 */
			Duration intervalWhere(boolean free) {
				if (this.interval != null) {
					return this.interval;
				}
				return free ? Duration.ofMinutes(1) : Duration.ZERO;
			}

		}

		/**
		 * Sizes of the thread groups.
		 *
		 * @param top Number of groups with a series of their own; the others share one. 1
		 * to 200.
		 * @param interval Time between two readings; a bare number is milliseconds.
		 */
		record Groups(@DefaultValue("12") int top, @DefaultValue("10s") Duration interval) {

			Groups {
				PropertyOutOfRangeException.check("tidemark.metrics.groups.top", top, 1, 200);
				PropertyOutOfRangeException.check("tidemark.metrics.groups.interval", interval, Duration.ofSeconds(1),
						Duration.ofHours(1));
			}

		}

	}

	/**
	 * What Tidemark may cost.
	 *
	 * @param cpuShare Share of one core that may be used over a minute by what works by
	 * itself; above 0, at most 1.
	 * @param pause Time for which the application may be stopped within a minute; a bare
	 * number is milliseconds.
	 * @param failures Number of failures of one part within a minute at which it is
	 * stepped down; at least 1.
	 */
	record Budget(@DefaultValue("0.01") double cpuShare, @DefaultValue("100ms") Duration pause,
			@DefaultValue("5") int failures) {

		Budget {
			PropertyOutOfRangeException.check("tidemark.budget.cpu-share", cpuShare, 0.0001, 1.0);
			PropertyOutOfRangeException.check("tidemark.budget.pause", pause, Duration.ZERO, Duration.ofMinutes(1));
			PropertyOutOfRangeException.check("tidemark.budget.failures", failures, 1, 1_000_000);
		}

	}

	/**
	 * Files of Tidemark.
	 *
	 * @param directory Directory for files, the flight recorder's included where nobody
	 * else uses it; by default what the JVM chooses.
	 * @param cap Size that all files may have together; at least 16 MB.
	 * @param minFree Space that the file system must have free before something starts to
	 * write; at least 16 MB.
	 */
	record Files(@Nullable String directory, @DefaultValue("64MB") DataSize cap,
			@DefaultValue("64MB") DataSize minFree) {

		Files {
			PropertyOutOfRangeException.check("tidemark.files.cap", cap, DataSize.ofMegabytes(16),
					DataSize.ofTerabytes(1));
			PropertyOutOfRangeException.check("tidemark.files.min-free", minFree, DataSize.ofMegabytes(16),
					DataSize.ofTerabytes(1));
		}

	}

}
