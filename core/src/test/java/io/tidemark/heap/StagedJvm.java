package io.tidemark.heap;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** A JVM whose heap, clocks and command a test sets. */
final class StagedJvm implements CountedJvm {

	private static final String TEXT = " num     #instances         #bytes  class name (module)\n---\n";

	Supplier<String> command = () -> text("   1:   1000000   24000000  com.example.Order");

	@Nullable String unsupported;

	long heapUsed = 24_000_000;

	long collections;

	long nanosPerCount = 20_000_000;

	int counts;

	private long nanos;

	static String text(String rows) {
		return TEXT + rows + "\nTotal 0 0\n";
	}

	@Override
	public @Nullable String unsupported() {
		return this.unsupported;
	}

	@Override
	public String count(boolean collect) {
		this.counts++;
		this.nanos += this.nanosPerCount * (collect ? 5 : 1);
		return this.command.get();
	}

	@Override
	public boolean countsGarbage() {
		return true;
	}

	@Override
	public int workers() {
		return 1;
	}

	@Override
	public long heapUsed() {
		return this.heapUsed;
	}

	@Override
	public long collections() {
		this.collections++;
		return this.collections;
	}

	@Override
	public long stoppedNanos() {
		return this.nanos;
	}

	@Override
	public long nanos() {
		return this.nanos * 2;
	}

}
