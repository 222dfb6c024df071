package io.tidemark.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import io.tidemark.benchmarks.FamilyReadings.Reading;

/**
 * Records what the sample service holds under changing load, every ten seconds, for as
 * long as it is told, while the faults of the sample are committed or not.
 */
final class LeakRecorder implements AutoCloseable {

	private static final int STEP = 10;

	private static final long SEED = 4;

	/** Prometheus series that are recorded: kind, name, value, limit or nothing. */
	private static final List<Series> SERIES = List.of(
			new Series("pool", "hikari.active", "hikaricp_connections_active", "hikaricp_connections_max"),
			new Series("pool", "hikari.pending", "hikaricp_connections_pending", ""),
			new Series("pool", "tomcat.sessions", "tomcat_sessions_active_current_sessions", ""),
			new Series("pool", "tomcat.connections", "tomcat_connections_current_connections",
					"tomcat_connections_config_max_connections"),
			new Series("executor", "tomcat.busy", "tomcat_threads_busy_threads", "tomcat_threads_config_max_threads"),
			new Series("pool", "requests.active", "http_server_requests_active_seconds_count", ""),
			new Series("files", "files.open", "process_files_open_files", "process_files_max_files"),
			new Series("metaspace", "classes", "jvm_classes_loaded_classes", ""),
			new Series("metaspace", "metaspace.used", "jvm_memory_used_bytes{area=\"nonheap\",id=\"Metaspace\"", ""),
			new Series("heap", "heap.used", "jvm_memory_used_bytes{area=\"heap\"",
					"jvm_memory_max_bytes{area=\"heap\",id=\"G1 Old Gen\""),
			new Series("direct-buffers", "direct.used", "jvm_buffer_memory_used_bytes{id=\"direct\"", ""));

	private static final Pattern HELD = Pattern.compile("\"id\":\"([\\w-]+)\",\"held\":(\\d+)");

	private final Map<String, String> missing = new TreeMap<>();

	private final FamilyReadings families = new FamilyReadings();

	private final Service service;

	private final PrintWriter csv;

	private double requests = Double.NaN;

	private long requestsAt;

	private LeakRecorder(Service service, Path csv) throws IOException {
		this.service = service;
		this.csv = new PrintWriter(new GZIPOutputStream(Files.newOutputStream(csv), 8192, true), false,
				StandardCharsets.UTF_8);
	}

	/**
	 * @param args jar of the sample, file to write, minutes to record, minute of the
	 * first fault or 0 for none, further arguments of the sample
	 */
	public static void main(String[] args) throws Exception {
		int firstFault = 60 * Integer.parseInt(args[3]);
		List<String> command = new ArrayList<>(
				List.of("-Xmx256m", "-XX:+UseG1GC", "-jar", args[0], "--server.tomcat.mbeanregistry.enabled=true"));
		Collections.addAll(command, List.of(args).subList(4, args.length).toArray(String[]::new));
		boolean virtual = command.contains("--spring.threads.virtual.enabled=true");
		List<RecordedFault> faults = (firstFault > 0) ? RecordedFault.of(virtual) : List.of();
		try (Service service = Service.start(command);
				LeakRecorder recorder = new LeakRecorder(service, Path.of(args[1]))) {
			recorder.head(command, firstFault, faults);
			ChangingLoad load = new ChangingLoad(service, SEED);
			Thread thread = new Thread(load, "load");
			thread.start();
			recorder.record(60 * Integer.parseInt(args[2]), firstFault, faults);
			load.end();
			thread.join();
		}
	}

	private void head(List<String> command, int firstFault, List<RecordedFault> faults) {
		this.csv.println("# command: java " + String.join(" ", command).replaceAll("-jar \\S+", "-jar sample.jar"));
		this.csv.println("# jdk: " + Runtime.version());
		this.csv.println("# date: " + Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
		for (RecordedFault fault : faults) {
			this.csv.printf("# fault: %s %s from %d%n", fault.kind(), fault.name(), firstFault + fault.everySeconds());
		}
		for (RecordedFault fault : faults) {
			this.csv.printf("# scenario: %s every %d s%n", fault.scenario(), fault.everySeconds());
		}
		if (!faults.isEmpty()) {
			this.csv.printf("# also grows: threads all from %d%n", firstFault);
			this.csv.printf("# also grows: files files.open from %d%n", firstFault);
			this.csv.printf("# also grows: heap heap.used from %d%n", firstFault);
		}
		this.csv.println("seconds,kind,name,value,load,stagnant,limit,still");
	}

	private void record(int seconds, int firstFault, List<RecordedFault> faults) throws Exception {
		long start = System.nanoTime();
		try (AttachedJvm jvm = new AttachedJvm(this.service.pid())) {
			for (int second = 0; second <= seconds; second++) {
				TimeUnit.NANOSECONDS.sleep(start + TimeUnit.SECONDS.toNanos(second) - System.nanoTime());
				if (second % STEP == 0) {
					read(second, jvm);
				}
				for (RecordedFault fault : faults) {
					if (second > firstFault && (second - firstFault) % fault.everySeconds() == 0) {
						this.service.postAsync("/leaks/" + fault.scenario(), null, () -> {
						});
					}
				}
			}
		}
	}

	private void read(int second, AttachedJvm jvm) {
		try {
			readAll(second, jvm);
		}
		catch (Exception ex) {
			System.err.printf("Reading at %d s failed: %s%n", second, ex);
			this.missing.forEach((name, kind) -> this.csv.printf("%d,%s,%s,,,,,%n", second, kind, name));
		}
		this.csv.flush();
	}

	private void readAll(int second, AttachedJvm jvm) throws Exception {
		String meters = this.service.get("/actuator/prometheus");
		Map<String, Reading> families = this.families.read(Instant.now(), jvm);
		String leaks = this.service.get("/leaks");
		String load = number(requestsPerSecond(meters));
		int threads = 0;
		for (Map.Entry<String, Reading> family : families.entrySet()) {
			Reading reading = family.getValue();
			boolean virtual = family.getKey().endsWith("(virtual)");
			threads += virtual ? 0 : reading.size();
			row(second, "thread-group", family.getKey(), String.valueOf(reading.size()), load,
					virtual ? "" : String.valueOf(reading.stuck()), "", virtual ? "" : String.valueOf(reading.still()));
		}
		row(second, "threads", "all", String.valueOf(threads), load, "", "", "");
		for (Series series : SERIES) {
			row(second, series.kind(), series.name(), number(sum(meters, series.value())), load, "",
					number(series.limit().isEmpty() ? Double.NaN : sum(meters, series.limit())), "");
		}
		for (Matcher held = HELD.matcher(leaks); held.find();) {
			row(second, "custom", held.group(1), held.group(2), load, "", "", "");
		}
	}

	private void row(int second, String kind, String name, String value, String load, String stagnant, String limit,
			String still) {
		this.missing.put(name, kind);
		this.csv.println(String.join(",", String.valueOf(second), kind, name, value, load, stagnant, limit, still));
	}

	private double requestsPerSecond(String meters) {
		double before = this.requests;
		long since = this.requestsAt;
		this.requests = sum(meters, "http_server_requests_seconds_count");
		this.requestsAt = System.nanoTime();
		return (this.requests - before) / ((this.requestsAt - since) / 1e9);
	}

	/** All series whose text begins so; NaN if there is none. */
	private static double sum(String meters, String begin) {
		double sum = Double.NaN;
		for (String line : meters.split("\n")) {
			boolean whole = line.startsWith(begin)
					&& (begin.contains("{") || "{ ".indexOf(line.charAt(begin.length())) >= 0);
			if (whole) {
				double value = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
				sum = Double.isNaN(sum) ? value : sum + value;
			}
		}
		return sum;
	}

	private static String number(double value) {
		if (Double.isNaN(value)) {
			return "";
		}
		return (value == Math.rint(value)) ? String.valueOf((long) value) : "%.2f".formatted(value);
	}

	@Override
	public void close() {
		this.csv.close();
	}

	/**
	 * A series of {@code /actuator/prometheus} that is recorded.
	 *
	 * @param kind kind of the resource
	 * @param name name in the recording
	 * @param value how its lines begin; several are summed up
	 * @param limit how the lines of its limit begin, empty if there is none
	 */
	private record Series(String kind, String name, String value, String limit) {

	}

}
