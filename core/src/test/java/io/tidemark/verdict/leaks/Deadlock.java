package io.tidemark.verdict.leaks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

final class Deadlock implements Mistake {

	private final Callers transfers = new Callers("transfer");

	@Override
	public String signature() {
		return "deadlock";
	}

	@Override
	public void faulty() {
		Account front = new Account(1, new CountDownLatch(2));
		Account back = new Account(2, front.bothLocked);
		this.transfers.call(() -> move(front, back));
		this.transfers.call(() -> move(back, front));
	}

	@Override
	public void repaired() {
		Account front = new Account(1, new CountDownLatch(0));
		Account back = new Account(2, front.bothLocked);
		this.transfers.call(() -> moveInOrder(front, back));
		this.transfers.call(() -> moveInOrder(back, front));
	}

	boolean move(Account from, Account to) throws InterruptedException {
		from.lock.lockInterruptibly();
		try {
			from.meanwhile();
			to.lock.lockInterruptibly();
			try {
				return from.give(to);
			}
			finally {
				to.lock.unlock();
			}
		}
		finally {
			from.lock.unlock();
		}
	}

	boolean moveInOrder(Account from, Account to) throws InterruptedException {
		Account first = (from.number < to.number) ? from : to;
		Account second = (first == from) ? to : from;
		first.lock.lockInterruptibly();
		try {
			second.lock.lockInterruptibly();
			try {
				return from.give(to);
			}
			finally {
				second.lock.unlock();
			}
		}
		finally {
			first.lock.unlock();
		}
	}

	@Override
	public void close() {
		this.transfers.end();
	}

	static final class Account {

		private final Lock lock = new ReentrantLock();

		private final int number;

		private final CountDownLatch bothLocked;

		private int balance = 10;

		Account(int number, CountDownLatch bothLocked) {
			this.number = number;
			this.bothLocked = bothLocked;
		}

		void meanwhile() throws InterruptedException {
			this.bothLocked.countDown();
			this.bothLocked.await();
		}

		boolean give(Account other) {
			this.balance--;
			other.balance++;
			return this.balance >= 0;
		}

	}

}
