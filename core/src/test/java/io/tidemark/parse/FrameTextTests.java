package io.tidemark.parse;

import io.tidemark.snapshot.Frame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FrameTextTests {

	@Test
	void aFrameIsReadWithAndWithoutModuleAndClassLoader() {
		Frame frame = new Frame("com.example.Orders", "place", "Orders.java", 12);

		assertThat(FrameText.frame("com.example.Orders.place(Orders.java:12)")).isEqualTo(frame);
		assertThat(FrameText.frame("orders@1.0/com.example.Orders.place(Orders.java:12)")).isEqualTo(frame);
		assertThat(FrameText.frame("app//com.example.Orders.place(Orders.java:12)")).isEqualTo(frame);
		assertThat(FrameText.frame("app/orders/com.example.Orders.place(Orders.java:12)")).isEqualTo(frame);
	}

	@Test
	void whereTheLineIsNotKnownItIsSaid() {
		assertThat(FrameText.frame("a.B.c(Native Method)")).isEqualTo(new Frame("a.B", "c", null, -2));
		assertThat(FrameText.frame("a.B.c(Unknown Source)")).isEqualTo(new Frame("a.B", "c", null, -1));
		assertThat(FrameText.frame("a.B.c(B.java)")).isEqualTo(new Frame("a.B", "c", "B.java", -1));
	}

	@Test
	void theSlashOfAHiddenClassIsPartOfItsName() {
		assertThat(FrameText.frame("app//a.B$$Lambda/0x0000000800c03000.run(Unknown Source)").className())
			.isEqualTo("a.B$$Lambda/0x0000000800c03000");
	}

	@Test
	void aTextThatIsNoFrameIsKept() {
		assertThat(FrameText.frame("nonsense")).isEqualTo(new Frame("nonsense", "", null, -1));
		assertThat(FrameText.frame("")).isEqualTo(new Frame("", "", null, -1));
		assertThat(FrameText.frame("(:99999999999)").lineNumber()).isEqualTo(-1);
	}

}
