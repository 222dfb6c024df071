package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.origin.OriginFrameFinder;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With the flight recorder of this JVM.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RealRecordingTests {

	private static volatile Object garbage;

	private final FlightRecorderGuard guard = new FlightRecorderGuard(FileLimits.DEFAULT);

	private final OriginFrameFinder finder = new OriginFrameFinder(List.of("io.tidemark.heap"));

	private final List<byte[]> kept = new ArrayList<>();

	@Test
	void lineThatKeepsObjectsIsNamedWithThePathToTheirHolder() {
		int before = recordings();
		OldObjectRecorder recorder = new OldObjectRecorder(this.guard, this.finder);
		recorder.start(Instant.now());
		assertThat(recorder.because()).isNull();
		int line = keepSome();

		OldObjects asked = afterCollections(recorder);

		assertThat(recorder.lines(asked)).anySatisfy((found) -> {
			assertThat(found.frame().methodName()).isEqualTo("keepOne");
			assertThat(found.frame().lineNumber()).isEqualTo(line);
			assertThat(found.className()).isEqualTo("byte[]");
			assertThat(found.stack()).isNotEmpty();
			assertThat(found.oldest()).isLessThan(Duration.ofMinutes(1));
		});
		assertThat(asked.objects()).filteredOn((object) -> object.elements() == 32_768)
			.isNotEmpty()
			.allSatisfy((object) -> assertThat(object.bytes()).isEqualTo(32_784));
		assertThat(asked.objects()).allSatisfy((object) -> assertThat(object.path()).isEmpty());
		pathsLeadToTheHolder(recorder);
		recorder.close();
		assertThat(recordings()).as("recordings left behind").isEqualTo(before);
		assertThat(this.guard.repository().resolve("tidemark-old-objects.jfr")).doesNotExist();
	}

	/**
	 * The JVM tells what a collection that ended lately has seen, not always the last.
	 */
	private static OldObjects afterCollections(OldObjectRecorder recorder) {
		OldObjects asked;
		int asks = 0;
		do {
			System.gc();
			asked = recorder.collect(Instant.now(), false);
		}
		while (asked.objects().isEmpty() && ++asks < 20);
		return asked;
	}

	private void pathsLeadToTheHolder(OldObjectRecorder recorder) {
		assertThat(recorder.pathsForecast().basis()).endsWith("what searches took on other heaps");

		OldObjects asked = recorder.collect(Instant.now(), true);

		assertThat(asked.objects()).anySatisfy((object) -> assertThat(object.path()).startsWith("byte[]")
			.anySatisfy((holder) -> assertThat(holder).startsWith("java.util.ArrayList.elementData"))
			.contains(RealRecordingTests.class.getName() + ".kept"));
		assertThat(asked.objects()).doesNotHaveDuplicates();
		assertThat(recorder.pathsForecast().basis()).endsWith("what the last search took here");
	}

	@Test
	void packageAndLinesThatAllocateAreNamed() {
		int before = recordings();
		AllocationSampler sampler = new AllocationSampler(this.guard, this.finder, (stack) -> "GET /test", () -> 1e6);
		sampler.start(Instant.now());
		assertThat(sampler.because()).isNull();

		while (sampler.packages(1).isEmpty() || sampler.lines("long[]").isEmpty()) {
			for (int i = 0; i < 100; i++) {
				garbage = new long[10_000];
			}
			LockSupport.parkNanos(1_000_000);
		}

		assertThat(sampler.packages(5)).extracting(AllocationShare::name).contains("io.tidemark.heap");
		assertThat(sampler.endpoints(5).get(0).name()).isEqualTo("GET /test");
		assertThat(sampler.lines("long[]").get(0).frame().methodName())
			.isEqualTo("packageAndLinesThatAllocateAreNamed");
		sampler.close();
		assertThat(recordings()).as("recordings left behind").isEqualTo(before);
	}

	@Test
	void lineThatAllocatesAsMuchAsStaysIsFoundAmongMoreGarbageOfItsClass() {
		int before = recordings();
		AllocationWindow window = new AllocationWindow(this.guard, this.finder);
		Instant opened = Instant.now();
		window.open(opened);
		for (int i = 0; i < 2_000; i++) {
			for (int j = 0; j < 20; j++) {
				garbage = new byte[20_000];
			}
			keepOne();
		}
		double kept = this.kept.stream().mapToLong((array) -> array.length).sum();
		LockSupport.parkNanos(1_500_000_000); // what was allocated is told once a second
		window.look(opened.plus(AllocationWindow.LENGTH));

		assertThat(window.lines(List.of(new GrownBytes("byte[]", kept / AllocationWindow.LENGTH.toSeconds())), opened))
			.first()
			.satisfies((line) -> assertThat(line.frame().methodName()).isEqualTo("keepOne"));
		assertThat(recordings()).as("recordings left behind").isEqualTo(before);
	}

	private int keepSome() {
		int line = 0;
		for (int i = 0; i < 1_000; i++) {
			line = keepOne();
		}
		return line;
	}

	private int keepOne() {
		this.kept.add(new byte[32_768]);
		return new Throwable().getStackTrace()[0].getLineNumber() - 1;
	}

	private static int recordings() {
		return FlightRecorder.getFlightRecorder().getRecordings().size();
	}

}
