package io.tidemark.expected;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.ThreadFamily;
import org.jspecify.annotations.Nullable;

/**
 * Tells the families that are normal from those that nobody knows. A family is cleared
 * only if its name, the place where each of its threads stands, and its size are those of
 * one entry of the {@link Catalogue}, and so is its creator where he is known. What is
 * cleared stays visible; a family that was seen without stacks is never cleared, for a
 * name alone proves nothing. Immutable; looking one family up compares its name with each
 * entry: 4 to 7 microseconds of CPU, 45 in cold code. Reading the standard catalogue
 * takes 23 ms, once.
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

	/**
	 * Why all threads of the family are normal, or {@code null} if they are not. Threads
	 * of the same name that somebody else started are another family with a bound of its
	 * own; see {@link #of(GroupedSnapshot)}.
	 */
	public @Nullable Expectation of(ThreadFamily family) {
		ExpectedThread entry = entry(family);
		return (entry != null) ? entry.expectation() : null;
	}

	/**
	 * Why families of a snapshot are normal; those that are not are absent. Here a bound
	 * holds for all families of one name together: eight clients made in each of ten
	 * places are eighty clients.
	 */
	public Map<FamilyKey, Expectation> of(GroupedSnapshot snapshot) {
		Map<ThreadFamily, ExpectedThread> cleared = new IdentityHashMap<>();
		Map<FamilyKey, Integer> sizes = new HashMap<>();
		for (ThreadFamily family : snapshot.families()) {
			ExpectedThread entry = entry(family);
			if (entry != null) {
				cleared.put(family, entry);
				sizes.merge(ofAnyone(family), family.size(), Integer::sum);
			}
		}
		Map<FamilyKey, Expectation> expectations = new HashMap<>();
		cleared.forEach((family, entry) -> {
			if (sizes.get(ofAnyone(family)) <= entry.bound().threads(this.cpus)) {
				expectations.put(family.key(), entry.expectation());
			}
		});
		return expectations;
	}

	/**
	 * Whether a family of this name and size may be normal, which its stacks would tell.
	 * @param family the family, seen without stacks
	 */
	public boolean mayBe(ThreadFamily family) {
		String name = NamePattern.withoutStars(family.key().name());
		return this.entries.stream()
			.anyMatch((entry) -> entry.isNamed(name, family.key().virtual())
					&& family.size() <= entry.bound().threads(this.cpus));
	}

	/** Whoever started them. */
	private static FamilyKey ofAnyone(ThreadFamily family) {
		return new FamilyKey(family.key().name(), null, family.key().virtual());
	}

	private @Nullable ExpectedThread entry(ThreadFamily family) {
		String name = NamePattern.withoutStars(family.key().name());
		for (ExpectedThread entry : this.entries) {
			if (entry.isNamed(name, family.key().virtual()) && entry.objection(family, this.cpus) == null) {
				return entry;
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
		String name = NamePattern.withoutStars(family.key().name());
		String first = null;
		for (ExpectedThread entry : this.entries) {
			if (entry.isNamed(name, family.key().virtual())) {
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
