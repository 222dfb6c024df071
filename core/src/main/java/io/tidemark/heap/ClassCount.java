package io.tidemark.heap;

import org.jspecify.annotations.Nullable;

/**
 * How many objects of a class there are, and how many bytes they take themselves, without
 * what they refer to.
 *
 * @param name name of the class as people write it, such as {@code byte[]}
 * @param module its named module with version, such as {@code java.base@17.0.15}, or
 * {@code null} for classes of the application
 * @param loaders how many classes of this name there are, each of another class loader
 * @param instances number of objects
 * @param bytes their bytes
 * @since 0.1.0
 */
public record ClassCount(String name, @Nullable String module, int loaders, long instances, long bytes) {

	/** Its package, the empty string for arrays of primitives and the unnamed package. */
	public String packageName() {
		return packageOf(this.name);
	}

	static String packageOf(String name) {
		int dot = name.lastIndexOf('.');
		return (dot > 0) ? name.substring(0, dot) : "";
	}

	/** Whether it is an array. */
	public boolean isArray() {
		return this.name.endsWith("[]");
	}

}
