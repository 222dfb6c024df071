package io.tidemark.expected;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamePatternTests {

	@ParameterizedTest
	@CsvSource({ "pool-*,pool-*,true", "pool-*,pool-evictor-*,false", "pool-**,pool-evictor-*,true",
			"**:housekeeper,HikariPool-*:housekeeper,true", "pool-*,pool-,false" })
	void aStarInANameIsACounterAndTwoAreAnything(String pattern, String name, boolean matches) {
		assertThat(NamePattern.of(pattern).matches(NamePattern.withoutStars(name))).isEqualTo(matches);
	}

}
