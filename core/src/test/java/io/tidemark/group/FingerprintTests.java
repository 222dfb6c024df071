package io.tidemark.group;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tidemark.snapshot.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What counts in a fingerprint. That one place has one fingerprint on every JDK is shown
 * by {@link TypicalPlacesTests}.
 */
class FingerprintTests {

	private static final List<String> STACK = List.of("jdk.internal.misc.Unsafe.park",
			"java.util.concurrent.locks.LockSupport.park", "java.util.concurrent.CountDownLatch.await",
			"com.example.Orders.place", "com.example.Shop.open", "java.lang.Thread.run");

	@Test
	void linesDoNotCount() {
		assertThat(of(10, STACK)).isEqualTo(of(20, STACK));
	}

	@Test
	void anotherMethodOrAnotherCallerIsAnotherStack() {
		assertThat(of(STACK)).isNotEqualTo(of(replaced("com.example.Orders.place", "com.example.Orders.cancel")))
			.isNotEqualTo(of(replaced("com.example.Shop.open", "com.example.Shop.close")))
			.isNotEqualTo(of(replaced("CountDownLatch.await", "Semaphore.acquire")));
	}

	@Test
	void theOrderOfCallsCounts() {
		assertThat(of("com.example.A.a", "com.example.B.b")).isNotEqualTo(of("com.example.B.b", "com.example.A.a"));
	}

	@Test
	void whatTheJdkDoesBehindItsMethodDoesNotCount() {
		assertThat(of("jdk.internal.misc.Unsafe.park", "java.util.concurrent.LinkedTransferQueue$DualNode.await",
				"java.util.concurrent.SynchronousQueue.xfer", "java.util.concurrent.SynchronousQueue.put",
				"com.example.Orders.place"))
			.isEqualTo(
					of("jdk.internal.misc.Unsafe.park", "java.util.concurrent.SynchronousQueue$TransferStack.transfer",
							"java.util.concurrent.SynchronousQueue.put", "com.example.Orders.place"));
	}

	@Test
	void hiddenLambdaProxyAndReflectionFramesDoNotCount() {
		Fingerprint direct = of("com.example.Orders.place", "com.example.Shop.open");

		assertThat(Stream
			.of("com.example.Orders$$Lambda$17/0x00007fc8fc007558.run", "com.example.Orders$$Lambda/0x6e044228.run",
					"com.example.Orders$$Lambda/1234.run", "java.lang.invoke.LambdaForm$DMH/0x0000000800c00000.invoke",
					"jdk.proxy2.$Proxy12.place", "com.sun.proxy.$Proxy3.place", "com.example.$Proxy9.place",
					"jdk.internal.reflect.DirectMethodHandleAccessor.invoke", "java.lang.reflect.Method.invoke",
					"jdk.internal.reflect.GeneratedMethodAccessor7.invoke", "com.example.Orders$$SpringCGLIB$$0.place",
					"com.example.Orders$$FastClassBySpringCGLIB$$1f.invoke")
			.map((hidden) -> of("com.example.Orders.place", hidden, "com.example.Shop.open"))).containsOnly(direct);
	}

	@Test
	void aClassThatAPersonCalledProxyCounts() {
		assertThat(of("com.example.Route$ProxyTask.run", "com.example.Shop.open"))
			.isNotEqualTo(of("com.example.Shop.open"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.example.Orders$$Enhanced", "com.example.Orders$HibernateProxy$Xk2f",
			"com.example.Orders$ByteBuddy$a1", "com.example.Orders$MockitoMock$98" })
	void aGeneratedClassCountsAsTheOneItWasGeneratedFrom(String generated) {
		assertThat(of(generated + ".place")).isEqualTo(of("com.example.Orders.place"));
	}

	@Test
	void numbersOfLambdasDoNotCount() {
		assertThat(of("com.example.Orders.lambda$place$3")).isEqualTo(of("com.example.Orders.lambda$place$14"))
			.isNotEqualTo(of("com.example.Orders.lambda$cancel$3"));
		assertThat(of("com.example.Orders.place$lambda$3")).isEqualTo(of("com.example.Orders.place$lambda$14"));
	}

	@Test
	void recursionCountsOnceWhateverItsDepth() {
		assertThat(recursive(2)).isEqualTo(recursive(3)).isEqualTo(recursive(100)).isNotEqualTo(of(STACK));
		assertThat(mutuallyRecursive(2)).isEqualTo(mutuallyRecursive(3)).isEqualTo(mutuallyRecursive(300));
	}

	@Test
	void anOverloadThatCallsAnotherCountsOnce() {
		assertThat(of("com.example.Orders.place", "com.example.Orders.place"))
			.isEqualTo(of("com.example.Orders.place"));
	}

	@Test
	void aStackOfNothingThatCountsIsNoError() {
		assertThat(of()).isEqualTo(of("java.lang.Thread.run")).isEqualTo(new Fingerprint(0));
	}

	@Test
	void isWrittenAsSixteenHexadecimalDigits() {
		assertThat(new Fingerprint(0xabcL).hex()).isEqualTo("0000000000000abc");
		assertThat(new Fingerprint(-1)).hasToString("ffffffffffffffff");
	}

	private static Fingerprint recursive(int depth) {
		return of(Stream
			.of(List.of("com.example.Tree.leaf"), repeated(List.of("com.example.Tree.visit"), depth),
					List.of("com.example.Main.main"))
			.flatMap(List::stream)
			.toList());
	}

	private static Fingerprint mutuallyRecursive(int depth) {
		return of(
				Stream
					.of(List.of("com.example.Tree.leaf"),
							repeated(List.of("com.example.Tree.visit", "java.util.ArrayList.forEach",
									"com.example.Node.accept"), depth),
							List.of("com.example.Main.main"))
					.flatMap(List::stream)
					.toList());
	}

	private static List<String> repeated(List<String> methods, int times) {
		return IntStream.range(0, times).boxed().flatMap((i) -> methods.stream()).toList();
	}

	private static List<String> replaced(String method, String by) {
		return STACK.stream().map((frame) -> frame.replace(method, by)).toList();
	}

	private static Fingerprint of(String... methods) {
		return of(List.of(methods));
	}

	private static Fingerprint of(List<String> methods) {
		return of(1, methods);
	}

	private static Fingerprint of(int line, List<String> methods) {
		return StackNormalizer.fingerprint(methods.stream().map((method) -> frame(method, line)).toList());
	}

	private static Frame frame(String method, int line) {
		int dot = method.lastIndexOf('.');
		return new Frame(method.substring(0, dot), method.substring(dot + 1), "Any.java", line);
	}

}
