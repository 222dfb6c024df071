package io.tidemark.verdict.leaks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

final class LockConvoy implements Mistake {

	private final Callers readers = new Callers("price-reader");

	private final Callers writers = new Callers("price-writer");

	private final CountDownLatch answered = new CountDownLatch(1);

	private final CountDownLatch asking = new CountDownLatch(1);

	private final ReentrantLock lock = new ReentrantLock();

	private int price = 42;

	@Override
	public String signature() {
		return "lock-convoy";
	}

	@Override
	public void faulty() throws Exception {
		if (this.asking.getCount() > 0) {
			this.writers.call(() -> {
				update();
				return null;
			});
			this.asking.await();
		}
		this.readers.call(this::price);
	}

	@Override
	public void repaired() {
		this.writers.call(() -> {
			updateAskingFirst();
			return null;
		});
		this.readers.call(this::price);
	}

	void update() throws InterruptedException {
		this.lock.lock();
		try {
			this.price = askSupplier();
		}
		finally {
			this.lock.unlock();
		}
	}

	void updateAskingFirst() throws InterruptedException {
		int asked = askSupplierFor(10);
		this.lock.lock();
		try {
			this.price = asked;
		}
		finally {
			this.lock.unlock();
		}
	}

	int price() {
		this.lock.lock();
		try {
			return this.price;
		}
		finally {
			this.lock.unlock();
		}
	}

	private int askSupplierFor(long millis) throws InterruptedException {
		return this.answered.await(millis, TimeUnit.MILLISECONDS) ? 43 : this.price;
	}

	private int askSupplier() throws InterruptedException {
		this.asking.countDown();
		this.answered.await();
		return 43;
	}

	@Override
	public void close() {
		this.answered.countDown();
	}

}
