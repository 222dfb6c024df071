package io.tidemark.heap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClassNameTests {

	@Test
	void arraysAreWrittenAsPeopleWriteThem() {
		assertThat(readable("[B")).isEqualTo("byte[]");
		assertThat(readable("[[J")).isEqualTo("long[][]");
		assertThat(readable("[Ljava.lang.String;")).isEqualTo("java.lang.String[]");
		assertThat(readable("[[Lcom.example.Order$Item;")).isEqualTo("com.example.Order$Item[][]");
	}

	@Test
	void lambdasOfOneClassShareANameOnEachJdk() {
		assertThat(readable("com.example.Orders$$Lambda$77/0x00007f35890e7d80"))
			.isEqualTo("com.example.Orders$$Lambda");
		assertThat(readable("com.example.Orders$$Lambda$78/0x00007f35890e7fa8"))
			.isEqualTo("com.example.Orders$$Lambda");
		assertThat(readable("com.example.Orders$$Lambda/0x000000004b0ecef8")).isEqualTo("com.example.Orders$$Lambda");
		assertThat(readable("[Lcom.example.Orders$$Lambda/0x800000004;")).isEqualTo("com.example.Orders$$Lambda[]");
	}

	@Test
	void hiddenClassesLoseTheirAddress() {
		ClassName name = ClassName.of("java.lang.invoke.LambdaForm$MH/0x00007f35890e7d80");

		assertThat(name).isEqualTo(new ClassName("java.lang.invoke.LambdaForm$MH", true));
		assertThat(ClassName.of("com.example.Hidden+0x7f35890e7d80").readable()).isEqualTo("com.example.Hidden");
	}

	@Test
	void namesThatOnlyLookHiddenStay() {
		assertThat(ClassName.of("com.example.Color0xff")).isEqualTo(new ClassName("com.example.Color0xff", false));
		assertThat(ClassName.of("com.example.Odd/0xyz")).isEqualTo(new ClassName("com.example.Odd/0xyz", false));
		assertThat(ClassName.of("0x12")).isEqualTo(new ClassName("0x12", false));
	}

	@Test
	void whatIsNoNameOfAClassIsLeftAsItIs() {
		assertThat(readable("[")).isEqualTo("[");
		assertThat(readable("[Lcut")).isEqualTo("Lcut[]");
		assertThat(readable("[Q")).isEqualTo("Q[]");
		assertThat(readable("")).isEmpty();
	}

	@Test
	void longNamesAreCut() {
		assertThat(readable("a".repeat(65_000))).hasSize(ClassName.LONGEST).endsWith("…");
		assertThat(readable("[".repeat(65_000))).hasSizeLessThan(2_000);
	}

	@Test
	void hiddenClassesOfTheFlightRecorderLoseTheirAddress() {
		assertThat(ClassName.readable("com.example.Shop$$Lambda.0x000000004006c000"))
			.isEqualTo("com.example.Shop$$Lambda");
		assertThat(ClassName.readable("java/lang/String")).isEqualTo("java.lang.String");
	}

	@Test
	void arrayHasTheBytesOfItsElements() {
		assertThat(ClassName.arrayBytes("byte[]", 1_000)).isEqualTo(1_016);
		assertThat(ClassName.arrayBytes("long[]", 10)).isEqualTo(96);
		assertThat(ClassName.arrayBytes("java.lang.String[]", 10)).isEqualTo(56);
		assertThat(ClassName.arrayBytes("long[][]", 10)).isEqualTo(56);
		assertThat(ClassName.arrayBytes("java.lang.String", Integer.MIN_VALUE)).isEqualTo(-1);
	}

	private static String readable(String internal) {
		return ClassName.of(internal).readable();
	}

}
