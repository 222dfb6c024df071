package io.tidemark.benchmarks.leakbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Lets the same detectors read recordings of real runs, each resource by itself.
 */
final class Replay {

	private final List<Recording> recordings;

	Replay(List<Recording> recordings) {
		this.recordings = List.copyOf(recordings);
	}

	/**
	 * All recordings of a folder, those of subfolders included; none if it is not there.
	 */
	static Replay of(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) {
			return new Replay(List.of());
		}
		try (Stream<Path> files = Files.walk(folder)) {
			return new Replay(
					files.filter((file) -> file.toString().matches(".*\\.csv(\\.gz)?")).sorted().map((file) -> {
						try {
							return Recording.read(file);
						}
						catch (IOException ex) {
							throw new UncheckedIOException(ex);
						}
					}).toList());
		}
	}

	/**
	 * A line for each recording and contender, and what the first one did to each fault.
	 */
	String text(List<Contender> contenders) {
		StringBuilder text = new StringBuilder();
		for (Recording recording : this.recordings) {
			text.append(String.format(Locale.ROOT, "%n%s: %d resources%n%n%-36s %12s %12s %14s%n", recording.name(),
					recording.series().size(), "detector", "leaks told", "false alarms", "resource-hours"));
			for (Contender contender : contenders) {
				text.append(line(contender, recording));
			}
			text.append(details(contenders.get(0), recording));
		}
		return text.toString();
	}

	private static String line(Contender contender, Recording recording) {
		int leaks = 0;
		int told = 0;
		int falseAlarms = 0;
		double hours = 0;
		for (Recording.Series series : recording.series()) {
			Outcome outcome = play(contender, series);
			leaks += Double.isInfinite(series.faultFrom()) ? 0 : 1;
			told += Double.isNaN(outcome.toldAfter()) || Double.isInfinite(series.faultFrom()) ? 0 : 1;
			falseAlarms += outcome.falseAlarms();
			hours += outcome.healthySeconds() / 3600;
		}
		return String.format(Locale.ROOT, "%-36s %12s %12d %14.0f%n", contender.name(), told + " of " + leaks,
				falseAlarms, hours);
	}

	private static String details(Contender contender, Recording recording) {
		List<String> lines = new ArrayList<>();
		for (Recording.Series series : recording.series()) {
			Outcome outcome = play(contender, series);
			if (!Double.isInfinite(series.faultFrom())) {
				lines.add(String.format(Locale.ROOT, "  %s: suspected after %s, probable after %s%n", series.resource(),
						Report.time(outcome.suspectedAfter()), Report.time(outcome.toldAfter())));
			}
			if (outcome.falseAlarms() + outcome.falseSuspicions() > 0) {
				lines.add(String.format(Locale.ROOT, "  %s: falsely suspected %d times, accused %d times%n",
						series.resource(), outcome.falseSuspicions(), outcome.falseAlarms()));
			}
		}
		return "\n" + contender.name() + "\n" + String.join("", lines);
	}

	/** What grows because others leak is not held against anybody. */
	private static Outcome play(Contender contender, Recording.Series series) {
		Observer observer = new Observer(contender.start().apply(series.known()));
		double begin = Math.min(series.faultFrom(), series.growsFrom());
		for (Reading reading : series.readings()) {
			if (!observer.isDone()) {
				observer.read(reading, reading.second(), begin);
			}
		}
		return observer.outcome();
	}

}
