package io.tidemark.origin;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tidemark.snapshot.Frame;

import static org.assertj.core.api.Assertions.assertThat;

class OriginFrameFinderTests {

	private final OriginFrameFinder finder = new OriginFrameFinder(List.of("com.example.shop", "org.acme"));

	@Test
	void framesThatStartAThreadAreLeftOut() {
		List<Frame> cleaned = OriginFrameFinder.clean(stack("java.lang.Thread.start0", "java.lang.Thread.start",
				"java.lang.System$1.start", "jdk.internal.vm.SharedThreadContainer.start",
				"java.util.concurrent.ThreadPoolExecutor.addWorker", "java.lang.Thread.run"));

		assertThat(cleaned).extracting(Frame::method)
			.containsExactly("java.util.concurrent.ThreadPoolExecutor.addWorker", "java.lang.Thread.run");
	}

	@Test
	void framesThatHaveAnotherNameInEachRunAreLeftOut() {
		List<Frame> cleaned = OriginFrameFinder.clean(stack("com.example.shop.Orders.lambda$place$0",
				"com.example.shop.Orders$$Lambda$14/0x0000000800c03000.run",
				"com.example.shop.Orders$$Lambda.0x000000004006c000.run",
				"java.lang.invoke.LambdaForm$DMH.0x000000004006c000.invokeStatic", "java.lang.Thread.run"));

		assertThat(cleaned).extracting(Frame::method)
			.containsExactly("com.example.shop.Orders.lambda$place$0", "java.lang.Thread.run");
	}

	@Test
	void firstFrameOfTheApplicationIsTaken() {
		assertThat(inApplication("java.util.Timer.<init>", "org.lib.Pool.grow", "com.example.shop.web.Cart.add",
				"com.example.shop.Main.main"))
			.isEqualTo("com.example.shop.web.Cart.add");
	}

	@Test
	void packageOfTheApplicationIsNoPrefixOfAName() {
		assertThat(inApplication("com.example.shopping.Cart.add")).isNull();
		assertThat(inApplication("org.acmesoft.Cart.add", "org.acme.Cart.add")).isEqualTo("org.acme.Cart.add");
	}

	@Test
	void bodyOfALambdaIsTakenAsItIs() {
		assertThat(inApplication("com.example.shop.Orders.lambda$place$0", "com.example.shop.Orders.place"))
			.isEqualTo("com.example.shop.Orders.lambda$place$0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.example.shop.Orders$$SpringCGLIB$$0", "com.example.shop.Orders$$EnhancerByCGLIB$$1f",
			"com.example.shop.Orders$$FastClassBySpringCGLIB$$1f", "com.example.shop.$Proxy42",
			"com.example.shop.Order$HibernateProxy$Ab3", "com.example.shop.Orders$MockitoMock$7",
			"com.example.shop.Orders$ByteBuddy$x", "com.example.shop.Orders_$$_jvst3f_0",
			"com.example.shop.Orders$AjcClosure1" })
	void generatedClassesAreSkipped(String generated) {
		assertThat(inApplication(generated + ".place", "com.example.shop.Web.post"))
			.isEqualTo("com.example.shop.Web.post");
	}

	@Test
	void classWithProxyInItsNameIsNotGenerated() {
		assertThat(inApplication("com.example.shop.Gate$ProxyPool.open"))
			.isEqualTo("com.example.shop.Gate$ProxyPool.open");
	}

	@Test
	void firstFrameOutsideTheJdkIsTheLibrarys() {
		assertThat(inLibrary("java.util.concurrent.ThreadPoolExecutor.addWorker", "com.sun.net.httpserver.HttpServer.x",
				"jdk.proxy2.$Proxy9.x", "io.tidemark.boot.schedule.Schedule.run",
				"com.zaxxer.hikari.pool.HikariPool.x"))
			.isEqualTo("com.zaxxer.hikari.pool.HikariPool.x");
	}

	@Test
	void librariesUnderTheJdksNamesAreLibraries() {
		assertThat(inLibrary("java.lang.Object.x", "javax.cache.Caching.x")).isEqualTo("javax.cache.Caching.x");
		assertThat(inLibrary("java.lang.Object.x", "com.sun.mail.Transport.x")).isEqualTo("com.sun.mail.Transport.x");
	}

	@Test
	void jdkIsAskedLastAndItsAddingOfWorkersSaysNothing() {
		List<Frame> stack = stack("java.util.concurrent.ThreadPoolExecutor.addWorker",
				"java.util.concurrent.ThreadPoolExecutor.processWorkerExit", "java.lang.Thread.run");

		assertThat(this.finder.inApplication(stack)).isNull();
		assertThat(this.finder.inLibrary(stack)).isNull();
		assertThat(this.finder.inJdk(stack)).isEqualTo(stack.get(1));
	}

	@Test
	void ownFramesCountInAnApplicationThatIsPartOfTidemark() {
		OriginFrameFinder sample = new OriginFrameFinder(List.of("io.tidemark.sample"));

		assertThat(sample.inApplication(stack("io.tidemark.sample.Leak.commit"))).isNotNull();
	}

	private String inApplication(String... methods) {
		Frame frame = this.finder.inApplication(stack(methods));
		return (frame != null) ? frame.method() : null;
	}

	private String inLibrary(String... methods) {
		Frame frame = this.finder.inLibrary(stack(methods));
		return (frame != null) ? frame.method() : null;
	}

	private static List<Frame> stack(String... methods) {
		return Stream.of(methods).map(OriginFrameFinderTests::frame).toList();
	}

	private static Frame frame(String method) {
		int dot = method.lastIndexOf('.');
		return new Frame(method.substring(0, dot), method.substring(dot + 1), null, 1);
	}

}
