package io.tidemark.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where the heap lies, and how much of it is in memory. Committed heap is not in memory
 * before it is touched, and used heap includes the untouched ends of large objects' G1
 * regions, so neither is what the kernel counts.
 *
 * @param from first address
 * @param to first address behind it
 */
record HeapPages(long from, long to) {

	/**
	 * Of a description of the heap: {@code [0x00000000c0000000, 0x0000000100000000)}.
	 */
	private static final Pattern RANGE = Pattern
		.compile("\\[0x([0-9a-f]{1,16}), ?(?:0x[0-9a-f]{1,16}, ?){0,2}0x([0-9a-f]{1,16})\\)");

	/** {@code c0000000-d7a00000 rw-p 00000000 00:00 0}. */
	private static final Pattern MAPPING = Pattern.compile("([0-9a-f]{1,16})-([0-9a-f]{1,16}) .*");

	/**
	 * All of the ranges that a description names, or {@code null} if it names none, as
	 * that of ZGC does not.
	 */
	static @Nullable HeapPages find(String description) {
		long from = Long.MAX_VALUE;
		long to = 0;
		Matcher matcher = RANGE.matcher(description);
		while (matcher.find()) {
			from = Math.min(from, Long.parseUnsignedLong(matcher.group(1), 16));
			to = Math.max(to, Long.parseUnsignedLong(matcher.group(2), 16));
		}
		return (from > 0 && from < to) ? new HeapPages(from, to) : null;
	}

	/**
	 * Anonymous bytes of the heap in memory or in swap, or -1 if the kernel does not
	 * tell. The kernel goes through the page tables of what is asked for: about 2 ms a
	 * gigabyte. Mappings come by address and the heap is among the first, so nothing
	 * behind it is asked for.
	 * @param smaps the kernel's list of mappings
	 */
	long resident(Path smaps) {
		try (BufferedReader lines = Files.newBufferedReader(smaps, StandardCharsets.ISO_8859_1)) {
			long bytes = -1;
			boolean inside = false;
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				Matcher mapping = MAPPING.matcher(line);
				if (mapping.matches()) {
					long start = Long.parseUnsignedLong(mapping.group(1), 16);
					if (Long.compareUnsigned(start, this.to) >= 0) {
						break;
					}
					inside = Long.compareUnsigned(start, this.from) >= 0;
					bytes = inside ? Math.max(0, bytes) : bytes;
				}
				else if (inside) {
					bytes += anonymous(line);
				}
			}
			return bytes;
		}
		catch (IOException | RuntimeException ex) {
			return -1;
		}
	}

	private static long anonymous(String line) {
		if (!line.startsWith("Anonymous:") && !line.startsWith("Swap:")) {
			return 0;
		}
		String name = line.substring(0, line.indexOf(':') + 1);
		return Math.max(0, Numbers.kilobytes(List.of(line), name));
	}

}
