package io.tidemark.parse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.tidemark.group.StackGroup;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.ThreadFamily;
import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.VirtualThreads;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every saved dump says, as a text beside it. A text is written again by
 * {@code mvn -pl core test -Dtest=SavedDumpTests -Dtidemark.write-golden=true}; read what
 * changed before it is committed.
 */
class SavedDumpTests {

	private static final Instant UNKNOWN = Instant.EPOCH;

	static List<String> names() {
		return SavedDumps.names();
	}

	@ParameterizedTest
	@MethodSource("names")
	void everyDumpHasTheGroupsThatStandBesideIt(String name) throws IOException {
		Path golden = SavedDumps.DIRECTORY.resolve(name + ".golden.txt");
		String found = describe(name);
		if (Boolean.getBoolean("tidemark.write-golden")) {
			Files.writeString(golden, found);
		}

		assertThat(found).isEqualTo(Files.readString(golden));
	}

	@ParameterizedTest
	@ValueSource(strings = { "17-jstack-long.txt", "17-jstack-z.txt", "25-jstack-long.txt", "25-jstack-shenandoah.txt",
			"25-dump-to-file.txt", "25-dump-to-file.json" })
	void threadsOfOneServiceStandAtTheSamePlacesInEveryDump(String name) throws IOException {
		List<String> places = ThreadPlaces.of(parse("17-jstack-serial.txt").snapshot());

		assertThat(places).hasSizeGreaterThan(30);
		assertThat(ThreadPlaces.of(parse(name).snapshot())).containsExactlyElementsOf(places);
	}

	private static ParsedDump parse(String name) throws IOException {
		return new ThreadDumpParser().parse(new ByteArrayInputStream(SavedDumps.bytes(name)), UNKNOWN);
	}

	private static String describe(String name) throws IOException {
		StringBuilder text = new StringBuilder();
		List<ParsedDump> dumps = List.of();
		try {
			dumps = new ThreadDumpParser().parseAll(new ByteArrayInputStream(SavedDumps.bytes(name)), UNKNOWN);
		}
		catch (DumpFormatException ex) {
			text.append("is no dump: ").append(ex.getMessage()).append('\n');
		}
		dumps.forEach((dump) -> describe(dump, text));
		return text.toString();
	}

	private static void describe(ParsedDump dump, StringBuilder text) {
		VirtualThreads virtual = dump.snapshot().virtualThreads();
		text.append("%s of %s: %d threads, %d of the JVM, virtual threads %s %s%n".formatted(dump.format().id(),
				dump.snapshot().time(), dump.snapshot().threads().size(), dump.jvmThreads().size(),
				virtual.answer().id(), (virtual.because() != null) ? "(" + virtual.because() + ")" : virtual.count()));
		dump.problems().forEach((problem) -> text.append("problem: ").append(problem).append('\n'));
		text.append(dump.omittedProblems()).append(" more problems\n\nfamilies\n");
		new StackGrouper().group(dump.snapshot(), null)
			.families()
			.stream()
			.sorted(Comparator.comparing((ThreadFamily family) -> -family.size())
				.thenComparing((family) -> family.key().name())
				.thenComparing((family) -> family.key().virtual()))
			.forEach((family) -> describe(family, text));
		text.append("\nlocks\n");
		locks(dump).forEach((lock, threads) -> text.append("%6d %s%n".formatted(threads, lock)));
		text.append('\n');
	}

	private static void describe(ThreadFamily family, StringBuilder text) {
		text.append("%6d %s%s%n".formatted(family.size(), printable(family.key().name()),
				family.key().virtual() ? ", virtual" : ""));
		family.stacks()
			.stream()
			.sorted(Comparator.comparing((StackGroup group) -> -group.threads())
				.thenComparing((group) -> group.fingerprint().hex())
				.thenComparing(StackGroup::state))
			.forEach((group) -> describe(group, text));
	}

	private static void describe(StackGroup group, StringBuilder text) {
		List<Frame> frames = group.stack().frames();
		text.append("       %5d %s %s %s %d frames%s%n".formatted(group.threads(), group.fingerprint().hex(),
				group.state(), group.waitReason().id(), frames.size(), group.stack().truncated() ? " and more" : ""));
		frames.stream().limit(1).forEach((frame) -> text.append("             %s%n".formatted(frame)));
	}

	private static Map<String, Integer> locks(ParsedDump dump) {
		Map<String, Integer> locks = new TreeMap<>();
		for (ObservedThread thread : dump.snapshot().threads()) {
			AwaitedLock lock = thread.lock();
			if (lock != null) {
				locks.merge(lock.className() + ((lock.owner() != null) ? " of " + printable(lock.owner()) : ""), 1,
						Integer::sum);
			}
		}
		return locks;
	}

	private static String printable(String name) {
		return name.replace("\n", "\\n");
	}

}
