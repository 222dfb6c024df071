package io.tidemark.verdict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.tidemark.diff.GroupChange;
import io.tidemark.expected.Expectation;
import io.tidemark.watch.StuckThread;
import org.jspecify.annotations.Nullable;

/**
 * Tells what kind of mistake a group of threads looks like. The kinds and what tells them
 * are a table, {@code signatures.txt} next to this class, whose head describes it. It
 * never guesses: where no kind matches there is none. Keeps no state, so any thread may
 * call it; stops nothing, and takes below 0.3 ms for a group that grew and some
 * microseconds for one that did not. Reading the table takes 0.5 ms.
 *
 * @since 0.1.0
 */
public final class Signatures {

	private final List<SignatureRule> rules;

	/** The signatures of the engine's table. */
	public Signatures() {
		this(SignatureTable.parse(read("signatures.txt")));
	}

	Signatures(List<SignatureRule> rules) {
		this.rules = List.copyOf(rules);
	}

	/**
	 * The first signature of the table that matches, or {@code null} if none does. The
	 * growth of a group that is expected is no mistake; what hangs in it still is one. A
	 * group of which no thread is left is none.
	 * @param change the group and how it changed
	 * @param expected why its threads are normal, or {@code null} if nothing says so
	 * @param stuck those of its threads that do not move
	 */
	public @Nullable Signature of(GroupChange change, @Nullable Expectation expected, List<StuckThread> stuck) {
		if (change.after() == 0) {
			return null; // what it waited for is over
		}
		Evidence evidence = new Evidence(change, expected, stuck);
		for (int rank = 0; rank < this.rules.size(); rank++) {
			Signature signature = this.rules.get(rank).match(evidence, rank);
			if (signature != null) {
				return signature;
			}
		}
		return null;
	}

	List<SignatureRule> rules() {
		return this.rules;
	}

	private static String read(String resource) {
		try (InputStream input = Signatures.class.getResourceAsStream(resource)) {
			if (input == null) {
				throw new IllegalStateException("Expected the resource " + resource + " next to " + Signatures.class);
			}
			return new String(input.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
