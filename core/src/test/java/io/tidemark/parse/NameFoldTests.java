package io.tidemark.parse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NameFoldTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			order-17, order-*
			pool-7-thread-3, pool-*-thread-*
			log4j-async, log4j-async
			h2, h*
			worker12of30, worker*of*
			session-3f2504e0-4f89-11d3-9a0c-0305e82c3301, session-*
			deadbeefcafe, deadbeefcafe
			cafe0badf00d1, *
			tomcat-handler-0, tomcat-handler-*""")
	void countersAndIdentifiersAreFolded(String name, String folded) {
		Chars source = new Chars();
		Chars target = new Chars();
		source.set(name);

		NameFold.fold(source, target);

		assertThat(target).hasToString(folded);
	}

}
