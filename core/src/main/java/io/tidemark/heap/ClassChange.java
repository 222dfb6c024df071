package io.tidemark.heap;

import org.jspecify.annotations.Nullable;

/**
 * How a class changed from one histogram to another.
 *
 * @param name name of the class
 * @param module its named module, or {@code null} for classes of the application
 * @param instancesBefore objects in the older one
 * @param instances objects in the newer one
 * @param bytesBefore bytes in the older one
 * @param bytes bytes in the newer one
 * @param creditedTo the growing class that explains the growth of this array or of this
 * class of the JDK, because both grew in the same ratio; {@code null} if none does
 * @since 0.1.0
 */
public record ClassChange(String name, @Nullable String module, long instancesBefore, long instances, long bytesBefore,
		long bytes, @Nullable String creditedTo) {

	/** Its package, the empty string for arrays of primitives and the unnamed package. */
	public String packageName() {
		return ClassCount.packageOf(this.name);
	}

	/** Objects that came. */
	public long instancesGained() {
		return this.instances - this.instancesBefore;
	}

	/** Bytes that came. */
	public long bytesGained() {
		return this.bytes - this.bytesBefore;
	}

}
