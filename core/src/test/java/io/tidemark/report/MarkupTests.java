package io.tidemark.report;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests of {@link Markup}. */
class MarkupTests {

	@Test
	void valuesAreEscapedAndMarkupIsNot() {
		Markup html = Markup.of("<p title=\"{}\">{}{}</p>", "\"'", Markup.of("<b>{}</b>", "a<b"), 7);

		assertThat(html).hasToString("<p title=\"&quot;&#39;\"><b>a&lt;b</b>7</p>");
	}

	@Test
	void placeInAValueIsText() {
		assertThat(Markup.of("{}{}", "{}", "x")).hasToString("{}x");
	}

	@Test
	void valuesAndPlacesMustMatch() {
		assertThatIllegalArgumentException().isThrownBy(() -> Markup.of("{}", "a", "b"));
		assertThatIllegalArgumentException().isThrownBy(() -> Markup.of("{}{}", "a"));
	}

}
