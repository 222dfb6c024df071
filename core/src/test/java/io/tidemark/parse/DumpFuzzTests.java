package io.tidemark.parse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.group.StackGrouper;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dumps broken at random: whatever comes in, either a dump comes out or the sentence why
 * not, no byte is read twice, and what is kept stays within its bound. A build runs the
 * same four hundred dumps; {@code -Djqwik.tries.default=100000} runs more of them, and
 * {@code -Dtidemark.fuzz-seed=7} others.
 */
class DumpFuzzTests {

	private static final long LITTLE = 2_000;

	private static final long OTHER_SEEDS = Long.getLong("tidemark.fuzz-seed", 0);

	private static List<byte[]> dumps;

	@BeforeContainer
	static void read() {
		dumps = SavedDumps.names().stream().map(SavedDumps::plainBytes).toList();
	}

	@Provide
	Arbitrary<BrokenDump> brokenDumps() {
		Arbitrary<Integer> index = Arbitraries.integers().between(0, dumps.size() - 1);
		return Combinators.combine(index, index, Arbitraries.longs(), Arbitraries.integers().between(1, 12))
			.as(BrokenDump::new);
	}

	@Property(seed = "3", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
	void aBrokenDumpGivesADumpOrTheSentenceWhyNot(@ForAll("brokenDumps") BrokenDump broken) {
		byte[] dump = broken.bytes();
		CountedStream in = new CountedStream(dump);

		List<ParsedDump> parsed = parse(in, ParseSettings.DEFAULT);

		assertThat(in.count).as("bytes read").isLessThanOrEqualTo(dump.length);
		assertThat(parsed).hasSizeLessThanOrEqualTo(ThreadDumpParser.DUMPS).allSatisfy(DumpFuzzTests::isBounded);
	}

	@Property(seed = "4", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
	void noMoreIsKeptOfABrokenDumpThanWasSaid(@ForAll("brokenDumps") BrokenDump broken) {
		byte[] dump = broken.bytes();

		List<ParsedDump> parsed = parse(new CountedStream(dump), ParseSettings.DEFAULT.withKeptCharacters(LITTLE));

		assertThat(kept(parsed)).as("characters kept").isLessThan(LITTLE + oneMoreStack(dump));
	}

	@Property(seed = "3", tries = 50, edgeCases = EdgeCasesMode.NONE)
	void bytesAtRandomAreNoDump(@ForAll byte[] bytes, @ForAll @IntRange(min = 0, max = 1) int zipped) {
		byte[] input = bytes.clone();
		if (zipped == 1 && input.length > 2) {
			input[0] = 0x1f;
			input[1] = (byte) 0x8b;
		}

		assertThat(parse(new CountedStream(input), ParseSettings.DEFAULT)).isEmpty();
	}

	/** Any exception but ours, and any error, fails the property. */
	private static List<ParsedDump> parse(CountedStream in, ParseSettings settings) {
		try {
			return new ThreadDumpParser(settings).parseAll(in, Instant.EPOCH);
		}
		catch (DumpFormatException ex) {
			assertThat(ex).hasMessageStartingWith("Line ").hasMessageContaining(": expected ");
			return List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void isBounded(ParsedDump dump) {
		assertThat(dump.problems()).hasSizeLessThanOrEqualTo(ParsedDump.PROBLEMS)
			.allSatisfy((problem) -> assertThat(problem.toString()).hasSizeLessThan(400));
		assertThat(dump.snapshot().threads())
			.allSatisfy((thread) -> assertThat(thread.stack().frames()).hasSizeLessThanOrEqualTo(KeptText.FRAMES));
		assertThat(new StackGrouper().group(dump.snapshot(), null).families()).isNotNull();
	}

	/** That with which the bound is passed is kept: a line and a stack. */
	private static long oneMoreStack(byte[] dump) {
		int longest = 0;
		int length = 0;
		for (byte one : dump) {
			length = (one == '\n') ? 0 : length + 1;
			longest = Math.max(longest, length);
		}
		return Math.min(DumpLines.MAX_LENGTH, longest) + KeptText.FRAMES;
	}

	/**
	 * Characters of all frames and lengths of all stacks that are objects of their own.
	 */
	private static long kept(List<ParsedDump> dumps) {
		long kept = 0;
		Map<Object, Boolean> objects = new IdentityHashMap<>();
		for (ParsedDump dump : dumps) {
			// the JDK's JSON has bounds of its own
			if (dump.format() != DumpFormat.JDK_JSON) {
				for (ObservedThread thread : dump.snapshot().threads()) {
					kept += kept(thread.stack(), objects);
				}
			}
		}
		return kept;
	}

	private static long kept(StackTrace stack, Map<Object, Boolean> objects) {
		long kept = (objects.put(stack, true) == null) ? stack.frames().size() : 0;
		for (Frame frame : stack.frames()) {
			kept += (objects.put(frame, true) == null) ? frame.className().length() + frame.methodName().length() : 0;
		}
		return kept;
	}

	/**
	 * @param dump which of the saved dumps is broken
	 * @param other of which pieces are put into it
	 * @param seed how it is broken
	 * @param times at how many places
	 */
	record BrokenDump(int dump, int other, long seed, int times) {

		byte[] bytes() {
			return DumpMutations.mutate(dumps.get(this.dump), dumps.get(this.other), this.seed ^ OTHER_SEEDS,
					this.times);
		}

	}

	/** Counts what is read of it. */
	private static final class CountedStream extends ByteArrayInputStream {

		private long count;

		CountedStream(byte[] bytes) {
			super(bytes);
		}

		@Override
		public synchronized int read(byte[] bytes, int offset, int length) {
			int read = super.read(bytes, offset, length);
			this.count += Math.max(0, read);
			return read;
		}

	}

}
