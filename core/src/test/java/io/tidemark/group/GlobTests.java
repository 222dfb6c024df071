package io.tidemark.group;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GlobTests {

	@ParameterizedTest
	@CsvSource({ "main,main,true", "main,mains,false", "mains,main,false", "http-*-exec-*,http-nio-8080-exec-*,true",
			"*:housekeeper,HikariPool-*:housekeeper,true", "*:housekeeper,HikariPool-*:housekeeper:x,false",
			"a*b*c,abbc,true", "a*b*c,acb,false", "*,anything,true", "a**,a,true" })
	void aStarStandsForAnyCharacters(String pattern, String text, boolean matches) {
		assertThat(Glob.of(pattern).matches(text)).isEqualTo(matches);
	}

	/** Backtracking over each star would take 2 to the power of 60 steps. */
	@Test
	void aPatternOfManyStarsEnds() {
		assertThat(Glob.of("*a".repeat(60) + "b").matches("a".repeat(120))).isFalse();
	}

}
