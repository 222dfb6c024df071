package io.tidemark.sample.leaks;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LeakPropertiesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			0      | 10000   | 2000  | sample.leaks.cap: expected faults from 1 to 20000, found 0
			20001  | 10000   | 2000  | sample.leaks.cap: expected faults from 1 to 20000, found 20001
			500    | 0       | 2000  | sample.leaks.virtual-cap: expected faults from 1 to 1000000, found 0
			500    | 1000001 | 2000  | sample.leaks.virtual-cap: expected faults from 1 to 1000000, found 1000001
			500    | 10000   | 0     | sample.leaks.memory-cap: expected faults from 1 to 20000, found 0
			500    | 10000   | 20001 | sample.leaks.memory-cap: expected faults from 1 to 20000, found 20001
			""")
	void capOutOfRangeIsRefusedWithASentence(int cap, int virtualCap, int memoryCap, String sentence) {
		assertThatIllegalArgumentException().isThrownBy(() -> new LeakProperties(cap, virtualCap, memoryCap))
			.withMessage(sentence);
	}

}
