package io.tidemark.snapshot;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FrameTests {

	@Test
	void readsAsALineOfAStackTraceDoes() {
		assertThat(new Frame("com.example.Orders", "place", "Orders.java", 12))
			.hasToString("com.example.Orders.place(Orders.java:12)");
		assertThat(new Frame("com.example.Orders", "place", "Orders.java", Frame.UNKNOWN_LINE))
			.hasToString("com.example.Orders.place(Orders.java)");
		assertThat(new Frame("java.lang.Object", "wait0", "Object.java", Frame.NATIVE_METHOD))
			.hasToString("java.lang.Object.wait0(Native Method)");
		assertThat(new Frame("com.example.Orders", "place", null, 12))
			.hasToString("com.example.Orders.place(Unknown Source)");
	}

	@Test
	void leavesOutModuleAndClassLoaderOfTheJdk() {
		StackTraceElement element = new StackTraceElement("app", "java.base", "25", "java.lang.Object", "wait0",
				"Object.java", -2);

		assertThat(Frame.of(element)).isEqualTo(new Frame("java.lang.Object", "wait0", "Object.java", -2))
			.hasToString("java.lang.Object.wait0(Native Method)");
	}

	@Test
	void methodHasNoLine() {
		assertThat(ThreadFixture.frame("com.example.Orders.place", 12).method()).isEqualTo("com.example.Orders.place");
	}

	@Test
	void aStackDoesNotChangeWithTheListItWasMadeOf() {
		List<Frame> frames = new ArrayList<>(List.of(ThreadFixture.frame("com.example.Orders.place", 12)));

		StackTrace stack = new StackTrace(frames, false);
		frames.clear();

		assertThat(stack.frames()).hasSize(1);
		assertThat(stack.isEmpty()).isFalse();
		assertThat(StackTrace.EMPTY.isEmpty()).isTrue();
	}

	@Test
	void anOriginIsAddedToAThreadWithoutChangingTheRest() {
		ObservedThread thread = ThreadFixture.withUsage(ThreadFixture.thread(7, "pool-1-thread-1"), 5L, 6L);
		ThreadOrigin origin = ThreadFixture.origin(ThreadFixture.START, "place", false);

		assertThat(thread.withOrigin(origin).origin()).isEqualTo(origin);
		assertThat(thread.withOrigin(origin).withOrigin(null)).isEqualTo(thread);
	}

}
