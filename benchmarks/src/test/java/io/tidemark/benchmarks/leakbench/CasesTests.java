package io.tidemark.benchmarks.leakbench;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CasesTests {

	@Test
	void atLeastFortyCasesLeakAndFortyDoNot() {
		List<BenchCase> cases = Cases.all();

		assertThat(cases.stream().filter(BenchCase::leak)).hasSizeGreaterThanOrEqualTo(40);
		assertThat(cases.stream().filter((one) -> !one.leak())).hasSizeGreaterThanOrEqualTo(40);
		assertThat(cases).extracting(BenchCase::name).doesNotHaveDuplicates();
	}

	@Test
	void everyKindOfLeakIsThere() {
		assertThat(Cases.all().stream().filter(BenchCase::leak).map(BenchCase::group).collect(Collectors.toSet()))
			.containsExactlyInAnyOrder("steady", "slow", "stepwise", "endpoint", "deploy", "sawtooth", "masked",
					"exchanged");
	}

	@Test
	void everyPromiseHasItsCase() {
		assertThat(Cases.checks()).extracting(BenchCase::name)
			.containsAll(Promise.ALL.stream().map(Promise::drawnFrom).toList());
	}

	@Test
	void aRangeIsReadWithItsUnits() {
		BenchCase one = Cases.parse("healthy-case a b members 2d # why\nlevel 1..5 log\nwarm-up-time 10s..2m").get(0);

		assertThat(one.seconds()).isEqualTo(172_800);
		assertThat(one.ranges()).containsEntry(Knob.LEVEL, new Range(1, 5, true))
			.containsEntry(Knob.WARM_UP_TIME, new Range(10, 120, false));
	}

	@Test
	void aKnobThatIsNoneIsToldWithItsLine() {
		assertThatIllegalArgumentException().isThrownBy(() -> Cases.parse("healthy-case a b members 2d\nlevle 1"))
			.withMessage("Line 2 of the cases: expected a knob such as 'leak-chunk', found 'levle'");
	}

	@Test
	void aHeadThatLacksSomethingIsToldWithItsLine() {
		assertThatIllegalArgumentException().isThrownBy(() -> Cases.parse("healthy-case a b 2d"))
			.withMessageStartingWith("Line 1 of the cases: expected 'leak-case|healthy-case name class");
	}

	@Test
	void aRangeThatFallsIsTold() {
		assertThatIllegalArgumentException().isThrownBy(() -> Range.parse("5..1"))
			.withMessage("expected a range from low to high, above 0 if logarithmic, found 5.0..1.0");
	}

	@Test
	void aHealthyCaseThatLeaksIsTold() {
		assertThatIllegalArgumentException().isThrownBy(() -> Cases.parse("healthy-case a b members 2d\nleak 1"))
			.withMessage("a: expected 'leak' to be set in leaking cases and only there");
	}

}
