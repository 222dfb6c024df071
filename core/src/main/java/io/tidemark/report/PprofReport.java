package io.tidemark.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.group.GroupedSnapshot;

/**
 * Writes results as a pprof profile: gzipped protocol buffers, which
 * {@code go tool pprof} and the stores of continuous profiles read. There is one sample
 * type, {@code threads/count}, and one sample for each place at which threads stand.
 * Labels of a sample are {@code pool} (the name of the group), {@code state},
 * {@code wait_reason}, {@code virtual}, and {@code creator} (the line that started the
 * threads), each only where it is known. The same result gives the same bytes on one JDK.
 * <p>
 * All groups are written: at most 2,000 samples of 256 frames for a snapshot and one more
 * for each group, twice as many for a diff. May be used by any number of threads.
 *
 * @see <a href="https://github.com/google/pprof/blob/main/proto/profile.proto">the
 * format</a>
 * @since 0.1.0
 */
public final class PprofReport {

	/**
	 * The threads of the later snapshot minus those of the earlier one: values are
	 * negative where threads are gone, and places that did not change are left out.
	 */
	public byte[] diff(SnapshotDiff diff) {
		PprofProfile profile = new PprofProfile(diff.to().groups().time());
		profile.comment("Threads of %s minus threads of %s; negative where threads are gone"
			.formatted(identity(diff.to()), identity(diff.from())));
		Stream.of(diff.from(), diff.to()).forEach((snapshot) -> commentOmitted(profile, snapshot));
		return gzipped(profile, CountedStack.of(diff), CountedStack::change);
	}

	/** The threads of the snapshot. */
	public byte[] snapshot(KeptSnapshot snapshot) {
		PprofProfile profile = new PprofProfile(snapshot.groups().time());
		profile.comment("Threads of " + identity(snapshot));
		commentOmitted(profile, snapshot);
		return gzipped(profile, CountedStack.of(snapshot.groups()), CountedStack::after);
	}

	private static String identity(KeptSnapshot snapshot) {
		GroupedSnapshot groups = snapshot.groups();
		String virtual = Amounts.virtualThreads(groups.virtualThreads());
		return "snapshot %s at %s (%s%s)".formatted(snapshot.id(), Amounts.time(groups.time()),
				Amounts.count(groups.platformThreads(), "platform thread"), virtual.isEmpty() ? "" : ", " + virtual);
	}

	/** What is beyond the bounds has no stacks in the profile, but counts. */
	private static void commentOmitted(PprofProfile profile, KeptSnapshot snapshot) {
		int groups = snapshot.groups().omitted();
		int stacks = snapshot.groups().families().stream().mapToInt((family) -> family.omittedStacks()).sum();
		if (groups > 0) {
			profile.comment("%s of %s in groups that were not kept, counted as %s"
				.formatted(Amounts.count(groups, "thread"), snapshot.id(), CountedStack.OTHER_GROUPS));
		}
		if (stacks > 0) {
			profile.comment("%s of %s at places that were not kept, counted as %s"
				.formatted(Amounts.count(stacks, "thread"), snapshot.id(), CountedStack.OTHER_STACKS));
		}
	}

	private static byte[] gzipped(PprofProfile profile, List<CountedStack> stacks, ToIntFunction<CountedStack> value) {
		stacks.forEach((stack) -> profile.sample(stack, value.applyAsInt(stack)));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			profile.write(gzip);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
