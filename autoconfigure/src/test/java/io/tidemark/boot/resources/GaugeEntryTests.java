package io.tidemark.boot.resources;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GaugeEntryTests {

	@Test
	void aNameIsEnough() {
		GaugeEntry entry = parse(" orders.open ");

		assertThat(entry.name()).isEqualTo("orders.open");
		assertThat(entry.tags()).isEmpty();
		assertThat(entry.unit()).isNull();
		assertThat(entry.limit()).isNaN();
	}

	@Test
	void tagsUnitAndLimitAreRead() {
		GaugeEntry entry = parse("cache.size{cache=orders, region = \"a|b\"} | entries | 10000");

		assertThat(entry.name()).isEqualTo("cache.size");
		assertThat(entry.tags()).isEqualTo(Map.of("cache", "orders", "region", "a|b"));
		assertThat(entry.unit()).isEqualTo("entries");
		assertThat(entry.limit()).isEqualTo(10_000);
	}

	@Test
	void unitAndLimitMayBeLeftOut() {
		assertThat(parse("orders.open | | 1e3").unit()).isNull();
		assertThat(parse("orders.open | | 1e3").limit()).isEqualTo(1_000);
		assertThat(parse("orders.open{} | orders").limit()).isNaN();
		assertThat(parse("orders.open | orders |").limit()).isNaN();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '\0',
			textBlock = """
					; expected 'meter.name{tag=value,…} | unit | limit' with a name of letters, digits, '.', '_', '-' and ':', found ''
					{a=b}; expected 'meter.name{tag=value,…} | unit | limit' with a name of letters, digits, '.', '_', '-' and ':', found '{a=b}'
					open orders; expected 'meter.name{tag=value,…} | unit | limit' with a name of letters, digits, '.', '_', '-' and ':', found 'open orders'
					orders{a=b; expected 'meter.name{tag=value,…} | unit | limit' with a closing '}' after the tags, found 'orders{a=b'
					orders{a=b}x; expected 'meter.name{tag=value,…} | unit | limit' with a closing '}' after the tags, found 'orders{a=b}x'
					orders{a}; expected a tag as 'key=value', found 'a'
					orders{a=b,=c}; expected a tag as 'key=value', found '=c'
					orders | orders | many; expected a limit above 0, found 'many'
					orders | orders | -1; expected a limit above 0, found '-1'
					orders | orders | NaN; expected a limit above 0, found 'NaN'
					orders | orders | 1 | 2; expected 'meter.name{tag=value,…} | unit | limit', found 'orders | orders | 1 | 2'
					""")
	void whatCannotBeReadGetsASentence(String entry, String sentence) {
		List<String> entries = Arrays.asList("orders.open", (entry != null) ? entry : "");

		assertThatExceptionOfType(MalformedGaugeException.class)
			.isThrownBy(() -> GaugeEntry.parse("tidemark.leaks.gauges", entries))
			.withMessage("Property 'tidemark.leaks.gauges[1]': " + sentence);
	}

	@Test
	void thereAreAtMostFifty() {
		List<String> entries = Collections.nCopies(51, "orders.open");

		assertThat(GaugeEntry.parse("gauges", entries.subList(0, 50))).hasSize(50);
		assertThatExceptionOfType(MalformedGaugeException.class).isThrownBy(() -> GaugeEntry.parse("gauges", entries))
			.withMessage("Property 'gauges': expected at most 50 entries, found 51");
	}

	private static GaugeEntry parse(String entry) {
		return GaugeEntry.parse("gauges", List.of(entry)).get(0);
	}

}
