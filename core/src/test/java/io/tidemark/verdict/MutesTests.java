package io.tidemark.verdict;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MutesTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private static final String POLLERS = "thread-group:legacy-poller-* | goes with the old importer | 2026-11-21";

	@Test
	void aMuteCoversItsKindAndNames() {
		Mutes mutes = Mutes.parse(List.of(POLLERS));

		assertThat(of(mutes, ResourceKind.THREAD_GROUP, "legacy-poller-eu-*")).isNotNull();
		assertThat(of(mutes, ResourceKind.EXECUTOR, "legacy-poller-eu-*")).isNull();
		assertThat(of(mutes, ResourceKind.THREAD_GROUP, "poller-*")).isNull();
	}

	@Test
	void aStarCoversAllKinds() {
		Mutes mutes = Mutes.parse(List.of("*:orders* | known | 2026-12-31"));

		assertThat(of(mutes, ResourceKind.EXECUTOR, "orders.open")).isNotNull();
		assertThat(of(mutes, ResourceKind.CUSTOM, "orders")).isNotNull();
	}

	@Test
	void theDayOnWhichItEndsIsMutedInUtc() {
		Mutes mutes = Mutes.parse(List.of(POLLERS));

		assertThat(mutes.of(ResourceKind.THREAD_GROUP, "legacy-poller-1", Instant.parse("2026-11-21T23:59:59Z")))
			.isNotNull();
		assertThat(mutes.of(ResourceKind.THREAD_GROUP, "legacy-poller-1", Instant.parse("2026-11-22T00:00:00Z")))
			.isNull();
	}

	@Test
	void oneThatHasEndedIsShownAndWorksNoLonger() {
		Mutes mutes = Mutes.parse(List.of("*:* | release | 2026-11-21T11:00:00Z"));

		assertThat(of(mutes, ResourceKind.CUSTOM, "orders")).isNull();
		assertThat(mutes.all()).singleElement().satisfies((mute) -> {
			assertThat(mute.hasEnded(NOW)).isTrue();
			assertThat(mute.reason()).isEqualTo("release");
		});
	}

	@Test
	void ofSeveralTheOneThatLastsLongestIsTold() {
		Mutes mutes = Mutes
			.parse(List.of("*:* | short | 2026-11-22", "*:* | long | 2026-11-24", "*:* | middle | 2026-11-23"));

		assertThat(of(mutes, ResourceKind.CUSTOM, "orders")).extracting(Mute::reason).isEqualTo("long");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = {
			"custom:a | 2026-12-31; Mute 2: expected 'pattern | reason | until', found 'custom:a | 2026-12-31'",
			"a | b | 2026-12-31; Mute 2: expected a pattern of a kind, a colon and a name, such as thread-group:poller-*, found 'a'",
			"custom: | b | 2026-12-31; Mute 2: expected a pattern of a kind, a colon and a name, such as thread-group:poller-*, found 'custom:'",
			"disk:a | b | 2026-12-31; Mute 2: expected a kind of resource (thread-group, threads, virtual-threads, heap, metaspace, direct-buffers, native, files, executor, pool, custom) or *, found 'disk'",
			"custom:a | | 2026-12-31; Mute 2: expected a reason in 'pattern | reason | until', found 'custom:a | | 2026-12-31'",
			"custom:a | b | tomorrow; Mute 2: expected a date such as 2026-12-31 or an instant such as 2026-12-31T18:00:00Z as its end, found 'tomorrow'",
			"custom:a | b | 2026-02-30; Mute 2: expected a date such as 2026-12-31 or an instant such as 2026-12-31T18:00:00Z as its end, found '2026-02-30'" })
	void whatIsNoMuteIsRefusedWithASentence(String mute, String sentence) {
		assertThatExceptionOfType(MalformedMuteException.class).isThrownBy(() -> Mutes.parse(List.of(POLLERS, mute)))
			.withMessage(sentence);
	}

	@Test
	void thereAreAtMostAHundred() {
		assertThat(Mutes.parse(Collections.nCopies(100, POLLERS)).all()).hasSize(100);
		assertThatExceptionOfType(MalformedMuteException.class)
			.isThrownBy(() -> Mutes.parse(Collections.nCopies(101, POLLERS)))
			.withMessage("Expected at most 100 mutes, found 101");
	}

	private static @Nullable Mute of(Mutes mutes, ResourceKind kind, String name) {
		return mutes.of(kind, name, NOW);
	}

}
