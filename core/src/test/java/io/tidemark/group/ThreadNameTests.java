package io.tidemark.group;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadNameTests {

	@ParameterizedTest
	@MethodSource("patterns")
	void countersBecomeStarsAndTheRestStaysReadable(String name, String pattern) {
		assertThat(patternOf(name)).isEqualTo(pattern);
	}

	@ParameterizedTest
	@MethodSource("identifiers")
	void identifiersAndAddressesBecomeStars(String name, String redacted) {
		assertThat(ThreadName.redact(name)).isEqualTo(redacted);
	}

	@ParameterizedTest
	@MethodSource("secrets")
	void secretsBecomeStars(String name, String redacted) {
		String result = ThreadName.redact(name);

		assertThat(result.replace("= *", "=*").replace(": *", ":*")).isEqualTo(redacted);
		assertThat(result).doesNotContainIgnoringCase("s3same")
			.doesNotContain("horse", "hunter2", "секрет", "Smith", "acme", "mF_9", "bPxRfi", "AKIA");
	}

	@Test
	void theTrustStorePasswordOfZipkinReporter42IsGone() {
		String name = "AsyncReporter{KafkaSender{bootstrapServers=broker:9093, topic=zipkin, properties={"
				+ "ssl.truststore.location=/etc/trust.jks, ssl.truststore.password=p,w} d;x, acks=0}}-thread-1";

		String redacted = ThreadName.redact(name);

		assertThat(redacted).startsWith("AsyncReporter{KafkaSender{")
			.doesNotContain("p,w", "d;x", "broker", "trust.jks");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HikariPool-1 housekeeper", "HikariPool-1:connection-adder", "Common-Cleaner",
			"ForkJoinPool.commonPool-worker-1", "org.springframework.kafka.KafkaListenerEndpointContainer#0-0-C-1",
			"lettuce-nioEventLoop-4-1", "reactor-http-epoll-2", "G1 Conc#0", "C2 CompilerThread0",
			"log4j2-TF-1-AsyncLogger", "Thread-12", "scheduling-1", "HttpClient-3-SelectorManager",
			"myAppIoHttpNioEventLoopGroup", "OAuth2AuthorizedClientRefresherThread", "Http2ConnectionHandler-1",
			"kafka_consumer_2024_01_15", "container-0", "order_processor_100", "Foo::bar", "facade-decade-2",
			"com.example.orders.internal.VeryLongPackageName.AndAnEvenLongerClassName$Inner#handle-4", "注文処理-3", "",
			" ", "-", "*", "=", ":", "@", "://" })
	void ordinaryNamesStayAsTheyAre(String name) {
		assertThat(ThreadName.redact(name)).isEqualTo(name);
	}

	@Test
	void countersOfAnyScriptBecomeStars() {
		assertThat(patternOf("注文処理-42")).isEqualTo("注文処理-*");
		assertThat(patternOf("عامل-٤٢")).isEqualTo("عامل-*");
	}

	@Test
	void longNamesAreCutAndSaySo() {
		String name = "a long name ".repeat(100);

		assertThat(ThreadName.redact(name)).hasSize(ThreadName.MAX_LENGTH).startsWith("a long name a").endsWith("…");
	}

	@Test
	void aCharacterOfTwoHalvesIsNeverCutInTwo() {
		for (int lead = 0; lead < 4; lead++) {
			String redacted = ThreadName.redact("x".repeat(lead) + "🧵".repeat(300));

			assertThat(redacted.codePoints().noneMatch(ThreadNameTests::isHalf)).isTrue();
			assertThat(redacted.length()).isBetween(ThreadName.MAX_LENGTH - 1, ThreadName.MAX_LENGTH);
		}
	}

	@Test
	void aSecretThatIsCutInTwoIsGoneAltogether() {
		String shrinks = "password-free ".repeat(3) + "x=" + "y".repeat(180) + " ";
		for (int padding = 0; padding < 30; padding++) {
			String name = shrinks + "z".repeat(padding) + " alice.jones@example.com and more";

			assertThat(ThreadName.redact(name)).doesNotContain("alice", "jones");
		}
	}

	@Test
	void whateverSomebodyNamesAThreadTheResultIsBounded() {
		Random random = new Random(42);
		for (int i = 0; i < 5_000; i++) {
			String redacted = ThreadName.redact(randomName(random));

			assertThat(redacted.length()).isLessThanOrEqualTo(ThreadName.MAX_LENGTH);
			assertThat(ThreadName.pattern(redacted).length()).isLessThanOrEqualTo(ThreadName.MAX_LENGTH);
		}
	}

	@Test
	void namesOfOneMakeHaveOnePatternWhateverTheirNumbers() {
		Random random = new Random(7);
		for (int i = 0; i < 2_000; i++) {
			String pattern = patternOf("pool-%d-thread-%d of %08x%08x".formatted(random.nextInt(100_000),
					random.nextInt(1_000_000), random.nextInt() | 0x1a000000, random.nextInt()));

			assertThat(pattern).isEqualTo("pool-*-thread-* of *");
		}
	}

	@Test
	void keysOfCloudsAreGoneWhereverTheyStand() {
		Random random = new Random(11);
		for (int i = 0; i < 2_000; i++) {
			String key = randomText(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 40)
					+ "1aB2";

			assertThat(ThreadName.redact("upload-3 " + key + " part")).matches("upload-3 \\*{1,2} part");
		}
	}

	/**
	 * Names that make a pattern with nested or overlapping quantifiers go through every
	 * split of the text; a rule with three of them read 2.5 million characters here. The
	 * bound is in characters read by all patterns, so that it holds on a slow machine.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "a", "a.", "1.", "1:", ":", "passw", "passwpassw-", "token", "pass ", "a=", "= ", "==",
			"=\"", "='", "a@", "@", "a.a@a.", "://", "://a", "://a@", "a:a", "a:a@", "eyJ", "eyJa.", "bearer ",
			"basic a", "0x", "f", "f0", "0123456789abcdef-", "00000000-0000-0000-0000-", "a1", "A1b2", "a1/", "+", "/",
			"http-", "http-nio-", "http-a-", "10.0.0.", "fe80:", "::", "é", "\t ", "x-api-key" })
	void noNameTakesMoreThanTheSquareOfItsLength(String part) {
		for (String end : List.of("", "!", "@", "=", ":", "\"", " ", "é", "-", ".")) {
			CountingName name = CountingName.of(part.repeat(240).substring(0, 239 - end.length()) + end);

			CountedPatterns.readAll(name);

			assertThat(name.reads()).as(name.toString()).isLessThan(240 * 240);
		}
	}

	static Stream<Arguments> patterns() {
		return rows(
				"""
						pool-7-thread-3  →  pool-*-thread-*
						pool-12-thread-3456  →  pool-*-thread-*
						http-nio-8080-exec-12  →  http-nio-8080-exec-*
						http-nio-8080-Poller  →  http-nio-8080-Poller
						http-nio-8080-Acceptor  →  http-nio-8080-Acceptor
						http-nio2-8080-exec-3  →  http-nio2-8080-exec-*
						https-jsse-nio-8443-exec-1  →  https-jsse-nio-8443-exec-*
						https-openssl-nio-8443-exec-1  →  https-openssl-nio-8443-exec-*
						https-openssl-ffm-nio-8443-exec-1  →  https-openssl-ffm-nio-8443-exec-*
						ajp-nio-8009-exec-2  →  ajp-nio-8009-exec-*
						http-nio-127.0.0.1-8080-exec-1  →  http-nio-*-8080-exec-*
						http-nio-0:0:0:0:0:0:0:1-8080-exec-1  →  http-nio-*-8080-exec-*
						http-nio-auto-1-exec-3  →  http-nio-auto-*-exec-*
						HikariPool-1 housekeeper  →  HikariPool-* housekeeper
						HikariPool-1:connection-adder  →  HikariPool-*:connection-adder
						ForkJoinPool.commonPool-worker-1  →  ForkJoinPool.commonPool-worker-*
						org.springframework.kafka.KafkaListenerEndpointContainer#0-0-C-1  →  org.springframework.kafka.KafkaListenerEndpointContainer#*-*-C-*
						kafka-producer-network-thread | auth-service:producer-1  →  kafka-producer-network-thread | auth-service:producer-*
						lettuce-nioEventLoop-4-1  →  lettuce-nioEventLoop-*-*
						reactor-http-epoll-2  →  reactor-http-epoll-*
						parallel-1  →  parallel-*
						boundedElastic-3  →  boundedElastic-*
						scheduling-1  →  scheduling-*
						Thread-12  →  Thread-*
						Timer-0  →  Timer-*
						Catalina-utility-1  →  Catalina-utility-*
						HttpClient-3-SelectorManager  →  HttpClient-*-SelectorManager
						G1 Conc#0  →  G1 Conc#*
						GC Thread#11  →  GC Thread#*
						C2 CompilerThread0  →  C2 CompilerThread*
						C1 CompilerThread14  →  C1 CompilerThread*
						log4j2-TF-1-AsyncLogger  →  log4j2-TF-*-AsyncLogger
						log4j-async-2  →  log4j-async-*
						k8s-watch-3  →  k8s-watch-*
						h2-console-7  →  h2-console-*
						quartzScheduler_Worker-10  →  quartzScheduler_Worker-*
						order_processor_99  →  order_processor_*
						order_processor_1000  →  order_processor_*
						worker1234567890123  →  worker*
						RMI TCP Connection(2)-127.0.0.1  →  RMI TCP Connection(*)-*
						process reaper (pid 25733)  →  process reaper (pid *)
						DestroyJavaVM  →  DestroyJavaVM
						main  →  main
						""");
	}

	static Stream<Arguments> identifiers() {
		return rows("""
				upload-550e8400-e29b-41d4-a716-446655440000  →  upload-*
				upload-550E8400-E29B-41D4-A716-446655440000-part-2  →  upload-*-part-2
				session 1f3a9c0d2b4e6f80  →  session *
				task_1a2b3c4d  →  task_*
				job-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  →  job-*
				block 0x7f1c2c042a68  →  block *
				nano-k3j9x0a8b2  →  nano-*
				Connection to 10.1.2.3:5432  →  Connection to *:5432
				peer /192.168.0.17.  →  peer /*.
				peer [2001:db8::1]:443  →  peer [*]:443
				peer fe80::1%eth0  →  peer *
				peer ::1  →  peer *
				peer ::ffff:10.0.0.1  →  peer *
				device 00:1b:44:11:3a:b7  →  device *
				mail to alice.jones+news@mail.example.com  →  mail to *
				mail to jürgen@example.org now  →  mail to * now
				AsyncReporter{RestTemplateSender@7e9eef7a}  →  AsyncReporter{RestTemplateSender@*}
				sender@19f9d595  →  sender@*
				HikariPool-1:Connection@1b2c3d4  →  HikariPool-1:Connection@*
				""");
	}

	static Stream<Arguments> secrets() {
		return rows("""
				changes of http://bob:s3same@db.local/orders  →  changes of http://*@db.local/orders
				changes of http://bob:s3/s@me@db.local/orders  →  changes of http://*@db.local/orders
				feed admin:hunter2@broker  →  feed *@broker
				jdbc:postgresql://db/orders?user=bob&password=s3same  →  jdbc:postgresql://db/orders?user=*&password=*
				password=correct horse battery  →  password=*
				password: correct horse, battery  →  password:*
				{"password":"correct horse"}  →  {"password":*
				clientSecret = 's3, same'  →  clientSecret =*
				пароль=секрет  →  пароль=*
				X-Api-Key: abcdef  →  X-Api-Key:*
				pass:s3same  →  pass:*
				user='John Smith', tenant="A, B" idle  →  user=*, tenant=* idle
				worker (tenant=acme, region=eu)  →  worker (tenant=*, region=*)
				call with Bearer mF_9.B5f-4.1JqM  →  call with Bearer *
				call with bearer short  →  call with bearer *
				Authorization: Basic Ym9iOnMzc2FtZQ==  →  Authorization:*
				proxy basic Ym9iOnMzc2FtZQ==  →  proxy basic *
				jwt eyJhbGciOiJub25lIn0.eyJzdWIiOiJib2IifQ.c2lnbmF0dXJl end  →  jwt * end
				upload AKIAIOSFODNN7EXAMPLE  →  upload *
				upload wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY  →  upload *
				push ghp_16C7e42F292c6912E7710c838347Ae178B4a  →  push ghp_*
				""");
	}

	/** One row a line, left what goes in, right what comes out. */
	private static Stream<Arguments> rows(String table) {
		return table.lines().map((line) -> line.split("  →  ")).map((row) -> Arguments.of(row[0], row[1]));
	}

	private static String patternOf(String name) {
		return ThreadName.pattern(ThreadName.redact(name));
	}

	private static boolean isHalf(int codePoint) {
		return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
	}

	private static String randomName(Random random) {
		List<String> parts = List.of("pool-", "7", "password", "=", ":", "@", "example.com", " ", "http-nio-8080-",
				"eyJ", "deadbeef01", "10.0.0.1", "{", "}", ",", "\"", "'", "bearer", "0x1f", "é", "🧵", "…", "*",
				"word", "://", "fe80::1", "-", "token");
		return IntStream.range(0, random.nextInt(40))
			.mapToObj((i) -> parts.get(random.nextInt(parts.size())))
			.collect(Collectors.joining());
	}

	private static String randomText(Random random, String characters, int length) {
		return random.ints(length, 0, characters.length())
			.mapToObj((index) -> String.valueOf(characters.charAt(index)))
			.collect(Collectors.joining());
	}

}
