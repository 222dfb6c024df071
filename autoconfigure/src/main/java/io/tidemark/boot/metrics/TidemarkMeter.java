package io.tidemark.boot.metrics;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.tidemark.boot.metrics.MeterText.Begin;
import io.tidemark.boot.metrics.MeterText.Read;
import org.jspecify.annotations.Nullable;

/**
 * All meters of Tidemark: the only place that says how each is called, what it means and
 * how many series it can have. Whoever registers one does so by this, and the reference
 * is written from it. Together they have at most {@value #BUDGET} series.
 */
enum TidemarkMeter {

	APPLICATION_INFO(MeterText.gauge("tidemark.application.info", null, "Always 1: what runs on which JVM")
		.tag("version", "1: that of the application, or `unknown`")
		.tag("jdk", "1: such as `25.0.3`")
		.tag("collector", "1 of `g1`, `zgc`, `shenandoah`, `parallel`, `serial`, `other`")),

	LIMIT_USED(MeterText.gauge("tidemark.limit.used", "ratio", "How much of what there can be at most is in use")
		.tag("resource", "`threads`, `files`, `heap`, `metaspace`, `direct-buffers`, `container-memory`")
		.series(LimitMetrics.Resource.values().length)
		.begin(Begin.KNOWN)
		.not("only what has a limit has a series: metaspace has none unless it is set. `heap` is what lives, without "
				+ "garbage, so it begins with the first collection that tells; `container-memory` is the working set")),

	THREADS_LIVE(MeterText
		.gauge("tidemark.threads.live", BaseUnits.THREADS, "Live platform threads, daemon threads included")
		.read(Read.PASS)
		.not("virtual threads are not among them")),

	THREADS_STARTED(MeterText
		.counter("tidemark.threads.started", BaseUnits.THREADS, "Platform threads started since the JVM started")
		.read(Read.JVM)
		.not("most of them have ended")),

	THREADS_DEADLOCKED(MeterText
		.gauge("tidemark.threads.deadlocked", BaseUnits.THREADS, "Threads in deadlocks when they were last looked for")
		.not("as of the last search, once a minute; virtual threads are never found")),

	THREADS_STUCK(MeterText
		.gauge("tidemark.threads.stuck", BaseUnits.THREADS,
				"Threads that have not moved for long, by the last look, requests and virtual threads included")
		.begin(Begin.KNOWN)
		.not("a thread that waits for work is not stuck. At most 1,000. See [stuck threads](stuck-threads.md)")),

	THREADS_WAITING(MeterText
		.gauge("tidemark.threads.waiting", BaseUnits.THREADS, "Platform threads by what they wait for")
		.tag("reason", "closed; see [wait reasons](wait-reasons.md)")
		.series(WaitTag.values().length)
		.not("a moment a minute, not a mean; no series on JDK 17 unless `tidemark.metrics.wait-reasons.interval` is "
				+ "set")),

	THREADS_LOCK_WAITING_MAX(MeterText
		.gauge("tidemark.threads.lock.waiting.max", BaseUnits.THREADS,
				"Platform threads that wait for one lock, the one for which most wait")
		.not("conditions, queues and futures are no locks; as for the reasons")),

	THREAD_GROUP_SIZE(MeterText
		.gauge("tidemark.thread.group.size", BaseUnits.THREADS,
				"Threads of one name pattern and one origin; the largest groups and those that grow")
		.tag("group", ThreadGroupMetrics.DEFAULT_ROWS + " and `other`: name pattern, such as `pool-*-thread-*`")
		.tag("origin", "with the group: class and method that start the threads, or `unknown`")
		.series(ThreadGroupMetrics.DEFAULT_ROWS + 1)
		.not("large is not leaking. A group without a series is in `other`, not gone; those that grew since the "
				+ "baseline come first. The sum is always all platform threads and the virtual threads of watched "
				+ "executors")),

	VIRTUAL_THREADS_LIVE(MeterText
		.gauge("tidemark.virtual.threads.live", BaseUnits.THREADS,
				"Virtual threads that run a task of a watched executor, parked ones included")
		.not("those that an application starts itself are not known; no series where the JDK has none")),

	EXECUTOR_ACTIVE(
			executor("active", BaseUnits.THREADS, "Threads of an executor that run a task").series(ExecutorMetrics.ROWS)
				.not("the JVM's own common pool and pools that are no beans are not watched")),

	EXECUTOR_MAX(executor("max", BaseUnits.THREADS, "Threads that an executor can have at most")
		.not("a pool with an unbounded queue never grows beyond its core, whatever its maximum says: the core is told. "
				+ "No series where there is no bound")),

	EXECUTOR_QUEUED(executor("queued", BaseUnits.TASKS, "Tasks that wait for a thread of their executor")
		.not("what a scheduler holds until its time is not queued")),

	EXECUTOR_QUEUE_CAPACITY(executor("queue.capacity", BaseUnits.TASKS, "Tasks that can wait at most for a thread")
		.not("no series where any number can")),

	EXECUTOR_TASKS_RUNNING(MeterText
		.gauge("tidemark.executor.tasks.running", BaseUnits.TASKS,
				"Tasks of an executor without a pool that run, those whose thread is parked included")
		.tag("executor", "the %d of `tidemark.executor.active` and `other`".formatted(ExecutorMetrics.NAMED))
		.series(ExecutorMetrics.ROWS)
		.begin(Begin.WHILE)
		.not("such executors, those of virtual threads, have neither a maximum nor a queue; begins with the first "
				+ "task")),

	MEMORY_HEAP_USED(MeterText.gauge("tidemark.memory.heap.used", BaseUnits.BYTES, "Heap in use, garbage included")
		.read(Read.JVM)
		.not("most of it may be garbage")),

	MEMORY_HEAP_MAX(
			MeterText.gauge("tidemark.memory.heap.max", BaseUnits.BYTES, "Heap that the application can fill at most")
				.read(Read.JVM)
				.not("less than `-Xmx` by one survivor space on Serial and Parallel")),

	MEMORY_POOL_AFTER_GC(MeterText
		.gauge("tidemark.memory.pool.after.gc", BaseUnits.BYTES,
				"Memory in use after the last collection that touched the pool")
		.tag("area", "`heap`")
		.tag("pool", "at most 3, as the JVM names them")
		.series(3)
		.begin(Begin.KNOWN)
		.read(Read.JVM)
		.not("not the live set: on G1 it includes old garbage between concurrent cycles")),

	MEMORY_HEAP_LIVE(MeterText
		.gauge("tidemark.memory.heap.live", BaseUnits.BYTES,
				"Heap in use by objects that live, as the last collections told")
		.begin(Begin.KNOWN)
		.not("within a tenth, as of the last collection that told; on a quiet G1 that is long ago. See [the live "
				+ "set](live-set.md)")),

	MEMORY_HEAP_LIVE_AGE(MeterText
		.gauge("tidemark.memory.heap.live.age", "seconds", "Time since the last collection that told what lives")
		.begin(Begin.KNOWN)),

	MEMORY_ALLOCATED(
			MeterText.counter("tidemark.memory.allocated", BaseUnits.BYTES, "Memory that was allocated in the heap")
				.not("on JDKs that do not count it, it moves with collections only")),

	MEMORY_PROMOTED(
			MeterText.counter("tidemark.memory.promoted", BaseUnits.BYTES, "Memory that came to the old generation")
				.begin(Begin.KNOWN)
				.not("garbage that grew old included; no series where the heap has no generations")),

	PROCESS_MEMORY_RSS(MeterText
		.gauge("tidemark.process.memory.rss", BaseUnits.BYTES, "Memory of the process as the kernel counts it")
		.not("what can be freed: the heap that was touched once is in it. With ZGC on JDK 17 the heap may count three "
				+ "times. See [memory of the container](container-memory.md)")),

	PROCESS_MEMORY_UNACCOUNTED(MeterText
		.gauge("tidemark.process.memory.unaccounted", BaseUnits.BYTES,
				"Anonymous memory of the process that is neither heap, metaspace, code nor direct buffers")
		.not("no leak as such: stacks, the collector's and native libraries' own memory. Measured once a minute")),

	CONTAINER_MEMORY_USED(MeterText
		.gauge("tidemark.container.memory.used", BaseUnits.BYTES,
				"Memory that counts against the limit of the container")
		.not("includes the cache of files; no series outside a control group")),

	CONTAINER_MEMORY_WORKING_SET(MeterText
		.gauge("tidemark.container.memory.working.set", BaseUnits.BYTES,
				"The same without the cache of files that nobody used lately")
		.not("no series outside a control group")),

	CONTAINER_MEMORY_LIMIT(
			MeterText.gauge("tidemark.container.memory.limit", BaseUnits.BYTES, "Memory that the container may have")
				.not("no series without a limit")),

	CONTAINER_MEMORY_PRESSURE(MeterText
		.gauge("tidemark.container.memory.pressure", "ratio",
				"Share of the last 10 seconds in which a task of the container waited for memory")
		.not("no series on cgroup v1, nor where the kernel does not count it")),

	MEMORY_STACKS(MeterText
		.gauge("tidemark.memory.stacks", BaseUnits.BYTES, "Address space of the stacks of all platform threads")
		.not("mostly below a tenth of it is in memory")),

	MEMORY_CODE_CACHE_SHARE(
			MeterText.gauge("tidemark.memory.code.cache.share", "ratio", "Share of the code cache that is in use")
				.not("of all segments together; one of them may be full before")),

	POOL_HIT_RATIO(MeterText
		.gauge("tidemark.pool.hit.ratio", "ratio",
				"Share of what was asked for within a minute that a pool or cache had")
		.tag("kind", "with the pool: `cache`, `pool` and the like")
		.tag("pool", PoolMetrics.ROWS + ", those that fell first, and the lowest of all `other`")
		.series(PoolMetrics.ROWS + 1)
		.begin(Begin.KNOWN)
		.not("within the last minute with 100 requests. See [pools and caches](pools-and-caches.md)")),

	POOL_SUSPICIOUS(MeterText
		.gauge("tidemark.pool.suspicious", "pools",
				"Pools and caches whose hit ratio fell by a fifth soon after the start")
		.begin(Begin.KNOWN)),

	MEMORY_EXPECTED(drift("tidemark.memory.expected", BaseUnits.BYTES, "Live heap that a load like this needed before")
		.not("not there while it learns. See [expected memory](expected-memory.md)")),

	MEMORY_EXPECTED_LOW(
			drift("tidemark.memory.expected.low", BaseUnits.BYTES, "Lower end of the 95 % prediction interval")),

	MEMORY_EXPECTED_HIGH(
			drift("tidemark.memory.expected.high", BaseUnits.BYTES, "Upper end of the 95 % prediction interval")),

	MEMORY_DRIFT_RATIO(drift("tidemark.memory.drift.ratio", "ratio", "Live heap as a multiple of what is expected")),

	MEMORY_DRIFT_INTERVALS(drift("tidemark.memory.drift.intervals", "intervals",
			"Intervals of five minutes for which the heap has drifted")
		.not("0 while there is no drift")),

	LOAD_REQUESTS(drift("tidemark.load.requests", "requests", "Requests a second")
		.not("this and the other loads are means of five minutes, as the model of expected memory saw them")),

	LOAD_LATENCY(drift("tidemark.load.latency", "seconds", "Mean time of a request")
		.not("not there while no request ended")),

	LOAD_ACTIVE_REQUESTS(drift("tidemark.load.active.requests", "requests", "Requests in progress")),

	LOAD_SESSIONS(drift("tidemark.load.sessions", BaseUnits.SESSIONS, "Sessions of the web server")
		.not("only those of the web servers that tell them")),

	MEMORY_ALLOCATION_RATE(MeterText
		.gauge("tidemark.memory.allocation.rate", "bytes.per.second",
				"Memory that code of a package allocates, by samples; of what the JVM allocates in all")
		.tag("package", AllocationMetrics.DEFAULT_ROWS + " and `other`")
		.series(AllocationMetrics.DEFAULT_ROWS + 1)
		.begin(Begin.KNOWN)
		.not("shares are samples, the sum is the JVM's counter; allocated is not kept. See [allocation "
				+ "lines](allocation-lines.md)")),

	MEMORY_ALLOCATION_ENDPOINT_RATE(MeterText
		.gauge("tidemark.memory.allocation.endpoint.rate", "bytes.per.second",
				"Memory that requests to an endpoint allocate, by samples; of what the JVM allocates in all")
		.tag("endpoint", AllocationMetrics.DEFAULT_ROWS / 2 + " patterns of Spring MVC and `other`")
		.series(AllocationMetrics.DEFAULT_ROWS / 2 + 1)
		.begin(Begin.KNOWN)
		.not("all work that serves no endpoint of Spring MVC is `other`")),

	GC_PAUSE(MeterText.timer("tidemark.gc.pause", "Stops of the application by collectors, each in whole milliseconds")
		.series(GcMetrics.SERIES)
		.not("stops only, no concurrent work; each in whole milliseconds, so short ones are 0 or 1. On JDK 17 the "
				+ "remark and cleanup pauses of G1 are told by nobody")),

	GC_PAUSE_SHARE(MeterText
		.gauge("tidemark.gc.pause.share", "ratio",
				"Share of the last minute in which collectors stopped the application")
		.read(Read.JVM)),

	GC_CPU_SHARE(MeterText
		.gauge("tidemark.gc.cpu.share", "ratio",
				"What the collector takes, of the CPU time of the process or, by its pauses, of the time")
		.tag("basis", "1 of `cpu`, `pauses`")
		.begin(Begin.KNOWN)
		.not("between two readings, not a minute; `cpu` and `pauses` are shares of different things")),

	LEAKS(MeterText
		.gauge("tidemark.leaks", "resources", "Resources that are suspected of leaking, without those that are muted")
		.tag("kind", "11, see [the endpoint](leaks-endpoint.md)")
		.tag("grade", "`suspected`, `probable`; `proven` only of the kinds that can be proven")
		.series(LeakMetrics.COUNTS)
		.not("0 is told, nothing below suspected is; not there in shadow mode. See [leak "
				+ "alerts](leak-alerts.md#the-meters)")),

	LEAKS_MUTED(MeterText
		.gauge("tidemark.leaks.muted", "resources",
				"Resources that are suspected of leaking and muted, or held back by shadow mode")
		.tag("grade", "3")
		.series(3)),

	LEAKS_WATCHED(MeterText.gauge("tidemark.leaks.watched", "resources", "Resources that are watched")),

	LEAKS_DROPPED(MeterText
		.counter("tidemark.leaks.dropped", "resources",
				"Resources that are no longer watched, or never were, because there are too many")
		.not("given up because there were more than `tidemark.leaks.resources`")),

	LEAKS_AGE(leak("tidemark.leaks.age", "seconds", "Time since a suspected resource has its grade")
		.tag("grade", "with the resource")
		.series(LeakMetrics.ROWS + 1)
		.not("age of the grade, not of the leak")),

	LEAKS_GROWTH(
			leak("tidemark.leaks.growth.per.hour", null, "What a suspected resource gains an hour, load taken away")
				.series(LeakMetrics.ROWS)
				.not("units differ, the tag has them; no row `other`")),

	LEAKS_TIME_TO_LIMIT(leak("tidemark.leaks.time.to.limit", "seconds",
			"Time until a suspected resource reaches its limit if it goes on like this")
		.series(LeakMetrics.ROWS + 1)
		.not("only of what is suspected and has a limit")),

	OBSERVER_PART(MeterText
		.gauge("tidemark.observer.part", null, "Whether a part of Tidemark works (1) or is off or stepped down (0)")
		.tag("part", "16, see the README")
		.series(16)),

	OBSERVER_CPU(MeterText.counter("tidemark.observer.cpu", "seconds", "CPU time that Tidemark used")
		.not("without the flight recorder's own threads; the time that each part took is in `GET /actuator/leaks`")),

	OBSERVER_PAUSE(MeterText
		.counter("tidemark.observer.pause", "seconds", "Time in which Tidemark stopped the application, at most")
		.not("an upper bound: the time at safepoints while its calls ran, a collection that came in between "
				+ "included")),

	OBSERVER_FAILURES(MeterText.counter("tidemark.observer.failures", "failures", "Failures of Tidemark")
		.not("each is caught, counted, and done again at its next time")),

	OBSERVER_FILES(MeterText
		.gauge("tidemark.observer.files", BaseUnits.BYTES,
				"Files of Tidemark on disk, the flight recorder's repository included")
		.not("while somebody else records too, only the reserve of 4 MB is counted"));

	/** Series of all meters at most, at defaults. */
	static final int BUDGET = 200;

	private final MeterText text;

	TidemarkMeter(MeterText text) {
		this.text = text;
	}

	private static MeterText executor(String name, String unit, String description) {
		return MeterText.gauge("tidemark.executor." + name, unit, description)
			.tag("name", ExecutorMetrics.NAMED + " and `other`: name of the bean, `tomcat` of the web server")
			.series(ExecutorMetrics.ROWS)
			.begin(Begin.WHILE);
	}

	private static MeterText drift(String name, String unit, String description) {
		return MeterText.gauge(name, unit, description).begin(Begin.WHILE);
	}

	private static MeterText leak(String name, @Nullable String unit, String description) {
		return MeterText.gauge(name, unit, description)
			.tag("kind", "with the resource")
			.tag("name", "the worst %d, and `other`".formatted(LeakMetrics.ROWS))
			.tag("origin", "with the resource: class and method, `unknown` or `none`")
			.tag("unit", "with the resource")
			.begin(Begin.WHILE);
	}

	MeterText text() {
		return this.text;
	}

	/** Its identity with these tags, for whoever takes a series away. */
	Meter.Id id(Tags tags) {
		return new Meter.Id(this.text.name(), tags, this.text.unit(), null, this.text.type());
	}

	/** Registers a gauge that keeps what it reads from. */
	<T> Gauge gauge(MeterRegistry registry, Tags tags, T from, ToDoubleFunction<T> value) {
		return Gauge.builder(this.text.name(), from, value)
			.description(this.text.description())
			.tags(tags)
			.baseUnit(this.text.unit())
			.strongReference(true)
			.register(registry);
	}

	/** Registers a counter; somebody else has to keep what it reads from. */
	<T> void counter(MeterRegistry registry, T from, ToDoubleFunction<T> value) {
		FunctionCounter.builder(this.text.name(), from, value)
			.description(this.text.description())
			.baseUnit(this.text.unit())
			.register(registry);
	}

	/** Begins a timer; whoever registers it says its buckets. */
	Timer.Builder timer() {
		return Timer.builder(this.text.name()).description(this.text.description());
	}

}
