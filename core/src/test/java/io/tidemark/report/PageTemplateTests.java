package io.tidemark.report;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests of {@link PageTemplate}. */
class PageTemplateTests {

	@Test
	void valuesTakeTheirPlacesAndAreNotLookedAtAgain() {
		PageTemplate template = new PageTemplate("<p>{{a}} and {{b}}</p>");

		assertThat(template.fill(Map.of("a", "{{b}} $0 \\", "b", 2))).isEqualTo("<p>{{b}} $0 \\ and 2</p>");
	}

	@Test
	void placeWithoutAValueIsAnError() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PageTemplate("{{a}}").fill(Map.of("b", "")))
			.withMessage("Expected a value for {{a}}, found [b]");
	}

	@Test
	void missingResourceIsAnError() {
		assertThatIllegalStateException().isThrownBy(() -> PageTemplate.of("missing.html"))
			.withMessageContaining("missing.html");
	}

}
