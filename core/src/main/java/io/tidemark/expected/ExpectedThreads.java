package io.tidemark.expected;

import java.util.List;

import io.tidemark.group.ThreadFamily;
import org.jspecify.annotations.Nullable;

/**
 * Tells the families that are normal from those that nobody knows. A family is cleared
 * only if its name, the place where each of its threads stands, and its size are those of
 * one entry of the {@link Catalogue}, and so is its creator where he is known. What is
 * cleared stays visible; a family that was seen without stacks is never cleared, for a
 * name alone proves nothing. Immutable; looking one family up compares its name with each
 * entry, 10 to 20 microseconds.
 *
 * @since 0.1.0
 */
public final class ExpectedThreads {

	private final List<ExpectedThread> entries;

	private final int cpus;

	/**
	 * @param catalogue what is expected
	 * @param cpus processors of the JVM whose threads are looked at, at least 1
	 * @param jdk its release, such as 25
	 */
	public ExpectedThreads(Catalogue catalogue, int cpus, int jdk) {
		this(Catalogue.of(catalogue.entries().stream().filter((entry) -> entry.isOf(jdk)).toList()), cpus);
	}

	/** The same for whatever release: a saved dump does not always say. */
	public ExpectedThreads(Catalogue catalogue, int cpus) {
		if (cpus < 1) {
			throw new IllegalArgumentException("A JVM has at least 1 processor, found " + cpus);
		}
		this.entries = catalogue.entries();
		this.cpus = cpus;
	}

	/** What is expected of this JVM and of whatever libraries we know. */
	public static ExpectedThreads standard() {
		return ofThisJvm(Catalogue.standard());
	}

	/** What a catalogue expects of this JVM. */
	public static ExpectedThreads ofThisJvm(Catalogue catalogue) {
		return new ExpectedThreads(catalogue, Runtime.getRuntime().availableProcessors(), Runtime.version().feature());
	}

	/** Why all threads of the family are normal, or {@code null} if they are not. */
	public @Nullable Expectation of(ThreadFamily family) {
		for (ExpectedThread entry : this.entries) {
			if (entry.isNamed(family) && entry.objection(family, this.cpus) == null) {
				return entry.expectation();
			}
		}
		return null;
	}

	/**
	 * Why a family that bears an expected name is not cleared, such as "62 of at most 4
	 * threads (hikari-housekeeper)"; {@code null} if it is cleared or nobody knows the
	 * name.
	 */
	public @Nullable String whyNot(ThreadFamily family) {
		String first = null;
		for (ExpectedThread entry : this.entries) {
			if (entry.isNamed(family)) {
				String objection = entry.objection(family, this.cpus);
				if (objection == null) {
					return null;
				}
				first = (first != null) ? first : "%s (%s)".formatted(objection, entry.id());
			}
		}
		return first;
	}

}
