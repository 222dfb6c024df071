package io.tidemark.expected;

import java.util.List;
import java.util.stream.Stream;

import io.tidemark.group.Glob;
import io.tidemark.group.ThreadFamily;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadOrigin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every entry of the catalogue, with each of its names at each of its places: what it
 * clears, and the four ways in which a family falls just outside.
 */
class CatalogueEntriesTests {

	/** Entry, name and place, each with each. */
	static Stream<Arguments> combinations() {
		return entries().stream()
			.flatMap(
					(entry) -> entry.names()
						.stream()
						.flatMap((name) -> entry.stacks()
							.stream()
							.map((stack) -> Arguments.of(entry.id(), name, stack, entry))));
	}

	/** Those that say who makes the threads; the JVM makes those without Java code. */
	static Stream<Arguments> withCreator() {
		return combinations().filter((combination) -> !entry(combination).madeBy().isEmpty()
				|| ((StackCondition) combination.get()[2]).isNone());
	}

	static Stream<Arguments> withLibraryCreator() {
		return combinations().filter((combination) -> !entry(combination).madeBy().isEmpty());
	}

	static Stream<Arguments> withWorking() {
		return combinations().filter((combination) -> entry(combination).working() != null);
	}

	static Stream<Arguments> withExcludedFrames() {
		return combinations().filter((combination) -> !((StackCondition) combination.get()[2]).without().isEmpty());
	}

	private static ExpectedThread entry(Arguments combination) {
		return (ExpectedThread) combination.get()[3];
	}

	private static List<ExpectedThread> entries() {
		return Catalogue.standard().entries();
	}

	@Test
	void theCatalogueIsReadWhole() {
		assertThat(entries().size()).isGreaterThan(150);
	}

	@ParameterizedTest(name = "{0}: {1} at {2}")
	@MethodSource("combinations")
	void asManyAsTheBoundAreCleared(String id, NamePattern name, StackCondition stack, ExpectedThread entry) {
		ThreadFamily family = family(entry, name, EntryFixture.stack(stack), most(entry));

		assertThat(alone(entry).of(family)).as("%s, %s", family.key().name(), alone(entry).whyNot(family))
			.isEqualTo(new Expectation(id, entry.because(), entry.source()));
		assertThat(alone(entry).whyNot(family)).isNull();
	}

	@ParameterizedTest(name = "{0}: {1} at {2}")
	@MethodSource("combinations")
	void oneMoreThanTheBoundIsNotCleared(String id, NamePattern name, StackCondition stack, ExpectedThread entry) {
		ThreadFamily family = family(entry, name, EntryFixture.stack(stack), most(entry) + 1);

		assertThat(alone(entry).of(family)).isNull();
		assertThat(alone(entry).whyNot(family))
			.isEqualTo("%d of at most %d threads (%s)".formatted(most(entry) + 1, most(entry), id));
		assertThat(all().of(family)).as("by another entry").isNull();
	}

	@ParameterizedTest(name = "{0}: {1} at {2}")
	@MethodSource("combinations")
	void theNameAtAnotherPlaceIsNotCleared(String id, NamePattern name, StackCondition stack, ExpectedThread entry) {
		ThreadFamily family = family(entry, name, EntryFixture.strangeStack(), 1);

		assertThat(all().of(family)).isNull();
		assertThat(alone(entry).whyNot(family)).isEqualTo("1 of 1 threads stand elsewhere (%s)".formatted(id));
	}

	@ParameterizedTest(name = "{0}: {1} at {2}")
	@MethodSource("combinations")
	void thePlaceUnderAnotherNameIsNotCleared(String id, NamePattern name, StackCondition stack, ExpectedThread entry) {
		ThreadFamily family = family(entry, NamePattern.of("somebody else's *"), EntryFixture.stack(stack), 1);

		assertThat(all().of(family)).isNull();
		assertThat(all().whyNot(family)).isNull();
	}

	@ParameterizedTest(name = "{0}: {1} at {2}")
	@MethodSource("withCreator")
	void anotherCreatorIsNotCleared(String id, NamePattern name, StackCondition stack, ExpectedThread entry) {
		ThreadFamily family = family(entry, name, EntryFixture.stack(stack), 1,
				EntryFixture.origin("com.example.Strange.start"));

		assertThat(all().of(family)).isNull();
		assertThat(alone(entry).whyNot(family)).isEqualTo("started by com.example.Strange.start (%s)".formatted(id));
	}

	@ParameterizedTest(name = "{0}: {1} at {2}")
	@MethodSource("withLibraryCreator")
	void theCreatorOfTheEntryIsCleared(String id, NamePattern name, StackCondition stack, ExpectedThread entry) {
		for (Glob creator : entry.madeBy()) {
			ThreadFamily family = family(entry, name, EntryFixture.stack(stack), 1,
					EntryFixture.origin(EntryFixture.concrete(creator)));

			assertThat(alone(entry).of(family)).as(creator.toString()).isNotNull();
		}
	}

	@ParameterizedTest(name = "{0}: {1} at {2}")
	@MethodSource("withExcludedFrames")
	void aPlaceWithAFrameThatItMustNotHaveIsNotCleared(String id, NamePattern name, StackCondition stack,
			ExpectedThread entry) {
		for (Glob excluded : stack.without()) {
			ThreadFamily family = family(entry, name, EntryFixture.stackWith(stack, excluded), most(entry));

			assertThat(all().of(family)).as(excluded.toString()).isNull();
		}
	}

	@ParameterizedTest(name = "{0}: {1} at {2}")
	@MethodSource("withWorking")
	void moreThreadsAtWorkThanTheirBoundAreNotCleared(String id, NamePattern name, StackCondition stack,
			ExpectedThread entry) {
		ExpectedThread.Working working = entry.working();
		StackTrace place = EntryFixture.stack(working.stack());
		int most = Math.min(working.bound().threads(EntryFixture.CPUS), most(entry));

		assertThat(alone(entry).of(family(entry, name, place, most))).isNotNull();
		assertThat(all().of(family(entry, name, place, most + 1))).isNull();
	}

	@ParameterizedTest(name = "{0}: {1} at {2}")
	@MethodSource("combinations")
	void aFamilyThatWasSeenWithoutStacksIsNotCleared(String id, NamePattern name, StackCondition stack,
			ExpectedThread entry) {
		ThreadFamily family = family(entry, name, EntryFixture.stack(stack), 1);

		assertThat(all().of(EntryFixture.withoutStacks(family, EntryFixture.concrete(name.pattern(), 1)))).isNull();
	}

	private static ThreadFamily family(ExpectedThread entry, NamePattern name, StackTrace stack, int threads) {
		return family(entry, name, stack, threads, null);
	}

	private static ThreadFamily family(ExpectedThread entry, NamePattern name, StackTrace stack, int threads,
			@Nullable ThreadOrigin origin) {
		return EntryFixture.family(entry, name, stack, threads, origin);
	}

	private static int most(ExpectedThread entry) {
		return entry.bound().threads(EntryFixture.CPUS);
	}

	/** One entry of the catalogue on a JDK that it is for. */
	private static ExpectedThreads alone(ExpectedThread entry) {
		return new ExpectedThreads(Catalogue.of(List.of(entry)), EntryFixture.CPUS, Math.max(entry.firstJdk(), 17));
	}

	/** The whole catalogue, whatever the JDK. */
	private static ExpectedThreads all() {
		return new ExpectedThreads(Catalogue.standard(), EntryFixture.CPUS);
	}

}
