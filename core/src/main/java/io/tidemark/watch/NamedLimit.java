package io.tidemark.watch;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A limit that says where it comes from.
 *
 * @param name where it comes from at this moment, or {@code null} if there is none
 * @param value reads the limit
 */
record NamedLimit(Supplier<@Nullable String> name, DoubleSupplier value) implements DoubleSupplier {

	@Override
	public double getAsDouble() {
		return this.value.getAsDouble();
	}

}
