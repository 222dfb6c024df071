package io.tidemark.boot.leaks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tidemark.boot.Verdicts;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LeakAnnouncerTests {

	private final List<LeakVerdictChanged> events = new ArrayList<>();

	private final LeakAnnouncer announcer = announcer(false);

	@Test
	void aSuspicionIsOneWarningWithItsNumbersAndOneEvent(CapturedOutput output) {
		LeakVerdict verdict = Verdicts.threads("pool-*-thread-*", Grade.SUSPECTED);

		announce(Grade.WATCHING, verdict);

		assertThat(output.getAll().lines().filter((line) -> line.contains("Leak "))).singleElement()
			.satisfies((line) -> assertThat(line).contains(" WARN ")
				.endsWith(
						"Leak suspected: thread-group 'pool-*-thread-*' has 412 threads and gains 60 threads an hour, "
								+ "since 2026-11-21T14:50:00Z; started by com.example.Orders.price(Orders.java:42); "
								+ "see /manage/leaks/" + verdict.id()));
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.verdict()).isEqualTo(verdict);
			assertThat(event.from()).isEqualTo(Grade.WATCHING);
			assertThat(event.worse()).isTrue();
		});
	}

	@Test
	void timesAreWholeSeconds(CapturedOutput output) {
		Duration age = Duration.ofMinutes(10).minusMillis(384);

		announce(Grade.WATCHING, Verdicts.judged(Verdicts.threads("pool-*-thread-*", Grade.SUSPECTED),
				Verdicts.judgement(Grade.SUSPECTED, 60, age)));

		assertThat(output).contains("since 2026-11-21T14:50:00Z; started by");
	}

	@Test
	void theTimeToTheLimitIsSaid(CapturedOutput output) {
		announce(Grade.SUSPECTED, Verdicts.custom("orders.open", "orders", Grade.PROBABLE, Duration.ofSeconds(33)));

		assertThat(output).contains("Leak probable: custom 'orders.open' has 412 orders and gains 60 orders an hour, "
				+ "since 2026-11-21T14:50:00Z; its limit of 10000 orders is reached in 33 s; see /manage/leaks/");
	}

	@Test
	void aVerdictThatIsLessSureOrWithdrawnIsInformationWithItsReason(CapturedOutput output) {
		announce(Grade.PROBABLE, Verdicts.threads("pool-*", Grade.SUSPECTED));
		announce(Grade.SUSPECTED, Verdicts.threads("pool-*", Grade.CLEAR));

		assertThat(output.getAll().lines().filter((line) -> line.contains("Leak "))).hasSize(2)
			.allMatch((line) -> line.contains(" INFO "))
			.anyMatch(
					(line) -> line.contains("Leak less sure: thread-group 'pool-*' was probable and is suspected now: "
							+ "Its floor rose from 12 to 412 within an hour; see /manage/leaks/"))
			.anyMatch(
					(line) -> line.contains("Leak withdrawn: thread-group 'pool-*' was suspected and is clear now: "));
		assertThat(this.events).hasSize(2).noneMatch(LeakVerdictChanged::worse);
	}

	@Test
	void whatNeverWasASuspicionIsNobodysBusiness(CapturedOutput output) {
		announce(Grade.CLEAR, Verdicts.threads("pool-*", Grade.WATCHING));
		announce(Grade.WATCHING, Verdicts.threads("pool-*", Grade.UNDECIDED));

		assertThat(output).doesNotContain("Leak");
		assertThat(this.events).isEmpty();
	}

	@Test
	void whatIsMutedIsNotSaid(CapturedOutput output) {
		announce(Grade.WATCHING, Verdicts.muted(Verdicts.threads("pool-*", Grade.PROVEN)));

		assertThat(output).doesNotContain("Leak");
		assertThat(this.events).isEmpty();
	}

	@Test
	void shadowModeSaysNothing(CapturedOutput output) {
		announcer(true).announce(List.of(Verdicts.change(Grade.WATCHING, Verdicts.threads("pool-*", Grade.PROVEN))));

		assertThat(output).doesNotContain("Leak");
		assertThat(this.events).isEmpty();
	}

	@Test
	void aNameWithALineBreakBeginsNoLineOfItsOwn(CapturedOutput output) {
		announce(Grade.WATCHING, Verdicts.threads("pool\n2026 ERROR\u2028forged", Grade.SUSPECTED));

		assertThat(output).contains("thread-group 'pool?2026 ERROR?forged'");
	}

	@Test
	void anEndpointThatIsNotExposedIsNoAddress(CapturedOutput output) {
		new LeakAnnouncer(false, () -> null, this.events::add)
			.announce(List.of(Verdicts.change(Grade.WATCHING, Verdicts.threads("pool-*", Grade.SUSPECTED))));

		assertThat(output).contains("; expose the endpoint 'leaks' to see why");
	}

	@Test
	void bytesAndTimesAreReadable() {
		assertThat(LeakLine.amount(999, "bytes")).isEqualTo("999 bytes");
		assertThat(LeakLine.amount(1_500_000, "bytes")).isEqualTo("1.5 MB");
		assertThat(LeakLine.amount(5e15, "bytes")).isEqualTo("5000.0 TB");
		assertThat(LeakLine.amount(0.25, "threads")).isEqualTo("0.3 threads");
		assertThat(LeakLine.time(Duration.ofMinutes(119))).isEqualTo("119 min");
		assertThat(LeakLine.time(Duration.ofHours(47))).isEqualTo("47 h");
		assertThat(LeakLine.time(Duration.ofHours(49))).isEqualTo("2 days");
	}

	private LeakAnnouncer announcer(boolean shadow) {
		return new LeakAnnouncer(shadow, () -> "/manage/leaks", this.events::add);
	}

	private void announce(Grade from, LeakVerdict verdict) {
		this.announcer.announce(List.of(Verdicts.change(from, verdict)));
	}

}
