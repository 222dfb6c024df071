package io.tidemark.jvm;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs in a JVM of its own and prints what is read there, one reading a line. */
final class GcReadings {

	private GcReadings() {
	}

	public static void main(String[] args) throws InterruptedException {
		MemoryPools memory = new MemoryPools();
		CountDownLatch heard = new CountDownLatch(1);
		try (GcPauses pauses = GcPauses.listen()) {
			pauses.handTo((pause) -> heard.countDown());
			memory.pools().forEach((pool) -> System.out.println("early " + pool.name() + "=" + pool.afterGc()));
			System.gc();
			System.out.println("heard=" + heard.await(30, TimeUnit.SECONDS));
			System.out.println("heap max=" + memory.heapMax());
			System.out.println("heap used=" + memory.heapUsed());
			memory.pools().forEach(GcReadings::print);
			pauses.totals().forEach((total) -> System.out.println("pauses " + total.collector() + "=" + total.count()));
			System.out.println("share=" + pauses.shareOfLastMinute());
		}
	}

	private static void print(MemoryPool pool) {
		System.out.println("used " + pool.name() + "=" + pool.used());
		System.out.println("max " + pool.name() + "=" + pool.max());
		System.out.println("after " + pool.name() + "=" + pool.afterGc());
	}

}
