package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeptHistoryTests {

	private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

	private static final Duration HOUR = Duration.ofHours(1);

	private WatchedResources resources = fresh();

	private double value;

	@Test
	void theHoursOfAnotherProcessAreDrawn() {
		watch("files", "files");
		read(START, 3);
		read(START.plus(HOUR), 5);
		read(START.plus(HOUR.multipliedBy(2)), 7);

		restart(START.plus(HOUR.multipliedBy(4)));
		watch("files", "files");
		read(START.plus(HOUR.multipliedBy(4)), 1);

		ResourceHistory days = series().days();
		assertThat(days.from()).isEqualTo(START);
		assertThat(days.values()).containsExactly(3f, 5f, 7f, Float.NaN, 1f);
	}

	@Test
	void theHourOfTheRestartBelongsToTheNewProcess() {
		watch("files", "files");
		read(START, 30);
		read(START.plus(HOUR), 10);

		restart(START.plus(HOUR).plusSeconds(60));
		watch("files", "files");
		read(START.plus(HOUR).plusSeconds(60), 90);

		assertThat(series().days().values()).containsExactly(30f, 90f);
	}

	@Test
	void hoursOfAnotherProcessAreNotTestedWhenTheLevelBeginsAnew() {
		watch("files", "files");
		read(START, 30);

		restart(START.plus(HOUR));
		watch("files", "files");
		read(START.plus(HOUR), 5);

		assertThat(series().hours()).isZero();
		assertThat(series().hourlyFloor(0)).isEqualTo(5);
		assertThat(List.of(series().hourlyFloor(1), series().hourlyMean(1), series().hourlyPeak(1),
				series().hourlyStagnant(1), series().hourlyLoad(1)))
			.containsOnly(Double.NaN);
	}

	@Test
	void hoursAreTestedWhenTheLevelOfAnApplicationsResourceGoesOn() {
		watch("outbox", "mails");
		read(START, 30);

		restart(START.plus(HOUR));
		watch("outbox", "mails");
		read(START.plus(HOUR), Double.NaN);
		read(START.plus(HOUR).plusSeconds(10), 31);

		assertThat(series().hours()).isOne();
		assertThat(series().hourlyFloor(1)).isEqualTo(30);
	}

	@Test
	void theLevelOfWhatAProcessHoldsNeverGoesOn() {
		WatchedResource threads = WatchedResource.of("threads", "threads", () -> this.value)
			.withKind(ResourceKind.THREADS);
		this.resources.add(threads);
		read(START, 30);

		restart(START.plus(HOUR));
		this.resources.add(threads);
		read(START.plus(HOUR), 30);

		assertThat(series().hours()).isZero();
		assertThat(series().days().values()).containsExactly(30f, 30f);
	}

	@Test
	void whatWasMeasuredElsewhereTakesItsHoursOverWhenItComes() {
		WatchedResource family = new WatchedResource(ResourceKind.THREAD_GROUP, "worker-*", "threads", Map.of(),
				() -> Double.NaN, () -> Double.NaN, null, null);
		this.resources.read(START, List.of(new Measured(family, 9, 2)));

		restart(START.plus(HOUR));
		this.resources.read(START.plus(HOUR), List.of());
		this.resources.read(START.plus(HOUR).plusSeconds(600), List.of(new Measured(family, 4, 0)));

		assertThat(series().days().values()).containsExactly(9f, 4f);
	}

	@Test
	void hoursWaitForTheirResourceForAnHour() {
		watch("files", "files");
		read(START, 3);
		Instant next = START.plus(HOUR);

		restart(next);
		read(next.plus(HOUR).minusSeconds(1), 0);
		byte[] waiting = this.resources.history(next);
		read(next.plus(HOUR), 0);
		byte[] over = this.resources.history(next);

		assertThat(fresh().goOn(waiting, next)).isOne();
		assertThat(fresh().goOn(over, next)).isZero();
	}

	@Test
	void anotherUnitIsAnotherResource() {
		watch("cache", "bytes");
		read(START, 3);

		restart(START.plus(HOUR));
		watch("cache", "entries");
		read(START.plus(HOUR), 4);

		assertThat(series().days().values()).containsExactly(4f);
	}

	@Test
	void whenTheClockWasWrongBeforeTheHoursAheadAreForgotten() {
		watch("files", "files");
		read(START, 3);

		restart(START.minusSeconds(1800));
		watch("files", "files");
		read(START.minusSeconds(1800), 4);

		assertThat(series().days().values()).containsExactly(4f);
	}

	@Test
	void hoursThatAClockSetBackMovedAreWrittenWhereTheyWere() {
		watch("files", "files");
		read(START, 3);
		read(START.minus(HOUR.multipliedBy(5)), 4);
		assertThat(series().days().values()).containsExactly(3f);

		restart(START.minus(HOUR.multipliedBy(4)));
		watch("files", "files");
		read(START.minus(HOUR.multipliedBy(4)), 5);

		assertThat(series().days().from()).isEqualTo(START.minus(HOUR.multipliedBy(5)));
		assertThat(series().days().values()).containsExactly(3f, 5f);
	}

	@Test
	void whateverWasReadIsDrawnTheSameAfterARestart() {
		for (int seed = 0; seed < 30; seed++) {
			Random random = new Random(seed);
			this.resources = fresh();
			watch("custom", "things");
			Instant now = START;
			int readings = random.nextInt(800);
			for (int i = 0; i <= readings; i++) {
				now = now.plusSeconds(random.nextInt(7200));
				read(now, (random.nextInt(9) == 0) ? Double.NaN : random.nextDouble() * 1_000);
			}
			ResourceHistory before = series().days();

			restart(now.plus(HOUR));
			watch("custom", "things");
			read(now.plus(HOUR), 1e9);

			ResourceHistory after = series().days();
			int length = Math.min(before.values().size(), ResourceSeries.HOURS - 1);
			assertThat(after.values().subList(after.values().size() - 1 - length, after.values().size() - 1))
				.isEqualTo(newest(before.values(), length));
			assertThat(after.peaks().subList(after.peaks().size() - 1 - length, after.peaks().size() - 1))
				.isEqualTo(newest(before.peaks(), length));
		}
	}

	@Test
	void whatIsCutOffIsRefusedAtEachLengthAndChangesNothing() {
		watch("files", "files");
		read(START, 3);
		byte[] history = this.resources.history(START);

		for (int length = 0; length < history.length; length++) {
			byte[] cut = Arrays.copyOf(history, length);
			assertThatExceptionOfType(MalformedHistoryException.class).isThrownBy(() -> fresh().goOn(cut, START));
		}
		assertThat(fresh().goOn(history, START)).isOne();
	}

	@Test
	void eachDamagedByteIsNoticed() {
		watch("files", "files");
		read(START, 3);
		byte[] history = this.resources.history(START);

		for (int at = 0; at < history.length; at++) {
			byte[] damaged = history.clone();
			damaged[at] ^= 0x10;
			assertThatExceptionOfType(MalformedHistoryException.class).isThrownBy(() -> fresh().goOn(damaged, START));
		}
	}

	@Test
	void garbageWithARightChecksumIsRefusedOrHarmless() {
		Random random = new Random(7);
		watch("files", "files");
		read(START, 3);
		byte[] history = this.resources.history(START);

		for (int i = 0; i < 20_000; i++) {
			byte[] garbage = history.clone();
			garbage[14 + random.nextInt(garbage.length - 18)] = (byte) random.nextInt();
			seal(garbage);
			try {
				fresh().goOn(garbage, START);
			}
			catch (MalformedHistoryException ex) {
				assertThat(ex).hasMessageStartingWith("expected ");
			}
		}
	}

	@Test
	void whatSomebodyElseWroteIsToldFromWhatIsDamaged() {
		assertThatExceptionOfType(MalformedHistoryException.class)
			.isThrownBy(() -> fresh().goOn("root:x:0:0".getBytes(), START))
			.withMessage("expected TIDE as the first bytes, found 726f6f74")
			.matches(MalformedHistoryException::isForeign);
		assertThatExceptionOfType(MalformedHistoryException.class)
			.isThrownBy(() -> fresh().goOn("TIDE".getBytes(), START))
			.withMessage("expected at least 22 bytes, found 4")
			.matches((ex) -> !ex.isForeign());
	}

	@Test
	void whatIsTooOldOrFromTheFutureIsRefused() {
		byte[] history = this.resources.history(START);

		assertThat(fresh().goOn(history, START.plus(Duration.ofDays(28)))).isZero();
		assertThatExceptionOfType(MalformedHistoryException.class)
			.isThrownBy(() -> fresh().goOn(history, START.plus(Duration.ofDays(28)).plusMillis(1)))
			.withMessageEndingWith(", found 2026-11-21T10:00:00Z");
		assertThatExceptionOfType(MalformedHistoryException.class)
			.isThrownBy(() -> fresh().goOn(history, START.minus(HOUR).minusMillis(1)));
	}

	@Test
	void isBoundedWhenEverythingIsFull() {
		WatchedResources full = new WatchedResources(Duration.ofMinutes(1), WatchedResources.MOST);
		for (int i = 0; i < WatchedResources.MOST; i++) {
			full.add(WatchedResource.of("r" + i, "u".repeat(100), () -> 1));
		}
		Instant now = START;
		for (int hour = 0; hour < ResourceSeries.HOURS; hour++) {
			now = START.plus(HOUR.multipliedBy(hour));
			full.read(now, List.of());
		}
		byte[] history = full.history(now);
		assertThat(history).hasSizeLessThan(5 * 1024 * 1024).hasSizeLessThan(WatchedResources.HISTORY_BYTES);

		WatchedResources other = new WatchedResources(Duration.ofMinutes(1), WatchedResources.MOST);
		assertThat(other.goOn(history, now)).isEqualTo(WatchedResources.MOST);
		other.add(WatchedResource.of("new", "things", () -> 1));
		other.read(now, List.of());
		assertThat(fresh().goOn(other.history(now), now)).isEqualTo(WatchedResources.MOST);
	}

	private static List<Float> newest(List<Float> values, int length) {
		return values.subList(values.size() - length, values.size());
	}

	private static void seal(byte[] history) {
		CRC32 check = new CRC32();
		check.update(history, 0, history.length - 4);
		for (int i = 0; i < 4; i++) {
			history[history.length - 4 + i] = (byte) (check.getValue() >>> (24 - 8 * i));
		}
	}

	private static WatchedResources fresh() {
		return new WatchedResources(Duration.ofSeconds(10), 4);
	}

	private void restart(Instant now) {
		byte[] history = this.resources.history(now);
		this.resources = fresh();
		this.resources.goOn(history, now);
	}

	private void watch(String name, String unit) {
		this.resources.add(WatchedResource.of(name, unit, () -> this.value));
	}

	private void read(Instant now, double value) {
		this.value = value;
		this.resources.read(now, List.of());
	}

	private ResourceSeries series() {
		return this.resources.all().get(0).series();
	}

}
