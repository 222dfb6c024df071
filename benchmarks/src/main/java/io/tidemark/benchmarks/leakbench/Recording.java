package io.tidemark.benchmarks.leakbench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Readings of a real run of the sample, as {@code record-leaks} writes them: lines of
 * {@code seconds,kind,name,value,load,stagnant,limit} where nothing means missing, below
 * a line that names these columns. An eighth one, {@code still}, has members that wait
 * for work as well. Which resources leak is said by lines
 * {@code # fault: <kind> <name> from <seconds>}, and which grow with them by
 * {@code # also grows: …}.
 *
 * @param name name of its file
 * @param series its resources in the order in which they appear
 */
record Recording(String name, List<Series> series) {

	private static final Pattern TRUTH = Pattern.compile("# (fault|also grows): (\\S+) (.+) from (\\d+)");

	private static final Pattern SCENARIO = Pattern.compile("# scenario: (\\S+) every .*");

	private static final String HEAD = "seconds,kind,name,value,load,stagnant,limit";

	Recording {
		series = List.copyOf(series);
	}

	/** Reads a file, which may be compressed. */
	static Recording read(Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file);
				InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
			return read(file.getFileName().toString(),
					new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8)));
		}
	}

	static Recording read(String name, BufferedReader lines) throws IOException {
		Truth truth = new Truth();
		Map<String, List<Reading>> readings = new LinkedHashMap<>();
		int number = 0;
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			number++;
			if (line.startsWith("#")) {
				truth.read(line);
			}
			else if (!line.startsWith(HEAD)) {
				String[] cells = cells(line, number);
				readings.computeIfAbsent(cells[1] + ' ' + cells[2], (key) -> new ArrayList<>()).add(reading(cells));
			}
		}
		List<Series> series = new ArrayList<>();
		readings.forEach((resource, values) -> series.add(truth.of(resource, values)));
		return new Recording(name, series);
	}

	private static String[] cells(String line, int number) {
		String[] cells = line.split(",", -1);
		if (cells.length < 7) {
			throw new IllegalArgumentException(
					"Line %d of the recording: expected %s, found '%s'".formatted(number, HEAD, line));
		}
		return cells;
	}

	private static Reading reading(String[] cells) {
		long second = Long.parseLong(cells[0]);
		double hangs = number(cells[5]);
		double still = (cells.length > 7) ? Math.max(hangs, number(cells[7])) : hangs;
		return new Reading(second, second, number(cells[3]), number(cells[4]), still, still - hangs, number(cells[6]),
				false);
	}

	private static double number(String cell) {
		return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
	}

	/**
	 * A resource of it.
	 *
	 * @param resource its kind and name
	 * @param faultFrom second from which it leaks; infinite if it does not
	 * @param growsFrom second from which it grows because others leak, so that nothing
	 * can be said against whoever accuses it; infinite if it does not
	 * @param readings its readings, oldest first
	 */
	record Series(String resource, double faultFrom, double growsFrom, List<Reading> readings) {

		Series {
			readings = List.copyOf(readings);
		}

		/** What somebody knows of it who saw it until something began to leak. */
		Contender.Known known() {
			double until = Math.min(this.faultFrom, this.growsFrom);
			double peak = this.readings.stream()
				.filter((reading) -> reading.second() < until && reading.value() >= 0)
				.mapToDouble(Reading::value)
				.max()
				.orElse(0);
			boolean members = this.readings.stream().anyMatch((reading) -> reading.stagnant() >= 0);
			return new Contender.Known(Math.max(1, peak), members);
		}

	}

	/** What the lines at the head say. */
	private static final class Truth {

		private final Map<String, Double> faults = new HashMap<>();

		private final Map<String, Double> others = new HashMap<>();

		private final Set<String> counts = new HashSet<>();

		void read(String line) {
			Matcher truth = TRUTH.matcher(line);
			Matcher scenario = SCENARIO.matcher(line);
			if (truth.matches()) {
				(truth.group(1).equals("fault") ? this.faults : this.others).put(truth.group(2) + ' ' + truth.group(3),
						Double.valueOf(truth.group(4)));
			}
			else if (scenario.matches()) {
				this.counts.add("custom " + scenario.group(1)); // how many faults the
																// sample holds
			}
		}

		Series of(String resource, List<Reading> readings) {
			double fault = this.faults.getOrDefault(resource, Double.POSITIVE_INFINITY);
			double first = this.faults.values().stream().mapToDouble(Double::doubleValue).min().orElse(fault);
			double grows = this.others.getOrDefault(resource,
					this.counts.contains(resource) ? first : Double.POSITIVE_INFINITY);
			return new Series(resource, fault, grows, readings);
		}

	}

}
