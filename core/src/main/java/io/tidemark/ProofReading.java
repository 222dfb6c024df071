package io.tidemark;

import java.util.Map;
import java.util.function.DoubleSupplier;

import io.tidemark.watch.Proof;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedResource;
import org.jspecify.annotations.Nullable;

/**
 * In place of a reading, for what is watched only because it is proven that it leaks.
 *
 * @param name what leaks
 * @param threads whether it is threads
 */
record ProofReading(String name, boolean threads) implements DoubleSupplier {

	static ProofReading of(Proof proof) {
		return new ProofReading(proof.name(), !proof.threads().isEmpty());
	}

	/** What is proven as a watched resource. */
	WatchedResource resource() {
		return new WatchedResource(this.threads ? ResourceKind.THREADS : ResourceKind.CUSTOM, this.name,
				this.threads ? "threads" : "objects", Map.of("proof", this.threads ? "living" : "unclosed"), this,
				() -> Double.NaN, null, null);
	}

	/** What is proven of a resource, or {@code null} if it is another one. */
	static @Nullable ProofReading in(WatchedResource resource) {
		return (resource.reading() instanceof ProofReading reading) ? reading : null;
	}

	@Override
	public double getAsDouble() {
		return Double.NaN;
	}

}
