package io.tidemark.group;

import java.time.Instant;
import java.util.List;

import io.tidemark.capture.ThreadCapturer;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.ThreadSnapshot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One place has one fingerprint and one wait reason: the same constants on JDK 17 and 25,
 * and whether the stack comes from a walk or from {@code ThreadMXBean}. A place that
 * moves here moves in every baseline that somebody compares with.
 */
class TypicalPlacesTests {

	private static final String KNOWN = """
			idle-worker                    3bde06b6a69d12b2 idle-worker
			idle-cached-worker             98be80ba5b4b40a9 idle-worker
			idle-timed-worker              c0299c894348af7e idle-worker
			scheduler                      9a24559861cc8c34 timer
			idle-scheduler                 9a24559861cc8c34 timer
			idle-fork-join-worker          899c1ac3458f129b idle-worker
			worker-in-task                 a405edf86687d6ed latch
			fork-join-worker-in-task       d8e227b87b14f81b latch
			fork-join-worker-in-join       fe32f332007eede6 future
			timer                          7c82c8d39e33dc40 timer
			timer-with-task                7c82c8d39e33dc40 timer
			timer-in-task                  4bad29163ea1832b latch
			synchronous-put                a292a12ed970d704 queue-handoff
			synchronous-offer              aae1dfe57c7240c1 queue-handoff
			synchronous-take               c24c3d83ff363bf1 queue-take
			full-array-queue-put           8e0867ff08e6b37a queue-handoff
			full-linked-queue-put          74c5208a134aeff7 queue-handoff
			linked-queue-take              0f3c2a19d76a484c queue-take
			linked-queue-poll              2afc4ce5b14ec704 queue-take
			deque-take                     99448c1bf597337b queue-take
			transfer-queue-transfer        59284eaf9a3ebca6 queue-handoff
			transfer-queue-take            4a6ef27b06a34f05 queue-take
			delay-queue-take               4b11f4574e66c761 queue-take
			exchanger                      80cc7c03007c3335 queue-handoff
			completable-future-get         f0ee7f1fa8ad203f future
			completable-future-timed-get   f0ee7f1fa8ad203f timed-future
			completable-future-join        54e2396a76167c2a future
			future-task-get                008b6931c3765e49 future
			future-task-timed-get          008b6931c3765e49 timed-future
			fork-join-task-get             99a6adf91a02f1de future
			inside-a-completion            510fe9ce59a36193 latch
			holder                         babcb45f25f876d7 latch
			reentrant-lock                 797cf59c923fb2bf lock
			reentrant-try-lock             9a54db8c11135948 lock
			read-lock                      d5bec7f6100830df lock
			stamped-lock                   b2423301750770e5 lock
			monitor                        5f423bff45471414 monitor
			condition                      3f98894b335667b4 condition
			latch                          dba5866981133c0a latch
			timed-latch                    dba5866981133c0a latch
			semaphore                      b96f1c3e9171ca60 lock
			barrier                        97521b3a2c6e73de condition
			phaser                         a3c1df006820ea59 phaser
			object-wait                    6465e5477df2ce9b condition
			object-timed-wait              6465e5477df2ce9b condition
			sleep                          b73e8e4948973227 sleep
			time-unit-sleep                c0ca19b865eac4c3 sleep
			thread-join                    37498aa0fb766a99 condition
			park                           52a87599f67a1a5e other
			selector                       756f9fda2a1e0ef0 selector
			accept                         bd224ab4cd5c775f socket
			socket-read                    a9bbe9fd0de96298 socket-read
			timed-socket-read              a9bbe9fd0de96298 socket-read
			lambda-in-lambda               944e03b47c4664b1 latch
			jdk-proxy                      e577b0764b353ee4 latch
			reflection                     c0aad09358ebf455 latch
			warm-reflection                c0aad09358ebf455 latch
			recursion                      1a20cac6df7eaedb latch
			for-each                       0f6d8c65668e300c latch
			stream                         26a2ef0ac1ee8f57 latch
			socket-write                   413ae395b1368325 socket-write
			channel-read                   df792e14bad68910 socket-read
			datagram                       e6ff806aa28a7739 socket-read
			channel-accept                 f993983b3372530c socket
			pipe-read                      7bc4c6528585abca file
			process-read                   d02fd28c57fba752 file
			process-write                  5a5403eac07e4c2d file
			process-end                    cc4ac63de0e16d56 condition
			http-send                      329a4b2064a4f861 http-client
			url-connection                 4fb7b7cd24e82028 http-client
			static-initialiser             1d0cdf8138d82c6d latch
			class-for-name                 c09038d705c4b08e class-initialisation
			initialiser-in-initialiser     114d19201bf4bcc4 class-initialisation
			class-by-call                  49d8df3edaf139a5 running
			""";

	private static TypicalPlaces places;

	@BeforeAll
	static void occupy() throws Exception {
		places = TypicalPlaces.occupy();
	}

	@AfterAll
	static void leave() throws Exception {
		places.close();
	}

	@Test
	void areKnownByTheSameFingerprintsInChunksOfThreadInfo() {
		ThreadSnapshot snapshot = capture(new JvmFeatures(17, true));

		assertThat(snapshot.cost().method()).isEqualTo(CaptureMethod.THREAD_MX_BEAN_CHUNKS);
		assertThat(seen(snapshot)).containsExactlyElementsOf(KNOWN.lines().toList());
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void areKnownByTheSameFingerprintsInWalksByHandshake() {
		ThreadSnapshot snapshot = capture(JvmFeatures.current());

		assertThat(snapshot.cost().method()).isEqualTo(CaptureMethod.HANDSHAKE_WALK);
		assertThat(seen(snapshot)).containsExactlyElementsOf(KNOWN.lines().toList());
	}

	@Test
	void areNotKnownWithoutStacksExceptForMonitors() {
		ThreadSnapshot snapshot = new ThreadCapturer(JvmFeatures.current()).captureWithoutStacks(Instant.EPOCH);

		GroupedSnapshot groups = new StackGrouper().group(snapshot, null);

		assertThat(reasons(groups, "latch")).containsOnly(WaitReason.UNKNOWN);
		assertThat(reasons(groups, "selector")).containsOnly(WaitReason.UNKNOWN);
		assertThat(reasons(groups, "monitor")).containsOnly(WaitReason.MONITOR);
	}

	@Test
	void haveTheWaitReasonInTheGroupsToo() {
		GroupedSnapshot groups = new StackGrouper().group(capture(JvmFeatures.current()), null);

		assertThat(reasons(groups, "synchronous-put")).containsOnly(WaitReason.QUEUE_HANDOFF);
		assertThat(reasons(groups, "idle-worker")).containsOnly(WaitReason.IDLE_WORKER);
	}

	private static List<WaitReason> reasons(GroupedSnapshot groups, String name) {
		return groups.families()
			.stream()
			.filter((family) -> family.key().name().equals(name))
			.flatMap((family) -> family.waitReasons().keySet().stream())
			.toList();
	}

	private static ThreadSnapshot capture(JvmFeatures jvm) {
		return new ThreadCapturer(jvm).capture(Instant.EPOCH);
	}

	private static List<String> seen(ThreadSnapshot snapshot) {
		return places.names().stream().map((place) -> seen(snapshot, place)).toList();
	}

	private static String seen(ThreadSnapshot snapshot, String place) {
		ObservedThread thread = places.find(snapshot, place);
		List<Frame> frames = thread.stack().frames();
		return "%-30s %s %s".formatted(place, StackNormalizer.fingerprint(frames).hex(),
				WaitRules.own()
					.reason(thread.state(), frames, (thread.lock() != null) ? thread.lock().className() : null)
					.id());
	}

}
