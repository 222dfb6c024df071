package io.tidemark.watch;

import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * A queue that behaves as the one within and counts what comes and goes: <pre>{@code
 * WatchedQueue<Order> orders = WatchedQueue.of("orders", new ArrayBlockingQueue<>(1_000));
 *
 * &#64;Bean
 * WatchedResource orderQueue() {
 * 	return this.orders.resource();
 * }
 * }</pre>
 * <p>
 * Putting something in costs two additions to counters that threads do not share (about
 * 10 ns); taking out costs nothing, because what was completed is what arrived and is not
 * there any more. So all ways out count, also {@code drainTo}, iterators and taking from
 * the queue within; something put into the queue within, past this one, does not count.
 * <p>
 * What is refused counts as dropped. An executor that starts another thread when its
 * queue refuses a task drops nothing although it is counted so. As thread-safe as the
 * queue within.
 *
 * @param <E> what it holds
 * @since 0.1.0
 */
public final class WatchedQueue<E> implements BlockingQueue<E> {

	private final String name;

	private final BlockingQueue<E> queue;

	private final double capacity;

	private final LongAdder arrived = new LongAdder();

	private final LongAdder dropped = new LongAdder();

	/** How many wait in {@code put} or {@code offer}. */
	private final LongAdder blocked = new LongAdder();

	private final AtomicLong completed = new AtomicLong();

	private WatchedQueue(String name, BlockingQueue<E> queue) {
		this.name = name;
		this.queue = queue;
		int size = queue.size();
		this.arrived.add(size);
		this.capacity = capacity(size + (long) queue.remainingCapacity());
	}

	/**
	 * Watches a queue. Its capacity is read now and does not change.
	 * @param name name of the resource, the same after a restart
	 * @param queue the queue, from now on used through the result only
	 */
	public static <E> WatchedQueue<E> of(String name, BlockingQueue<E> queue) {
		return new WatchedQueue<>(name, queue);
	}

	private static double capacity(long places) {
		return (places > 0 && places < Integer.MAX_VALUE) ? places : Double.NaN;
	}

	/**
	 * The queue as a watched resource: its depth in {@code entries}, its capacity as the
	 * limit, and what comes and goes. Reading it takes as long as {@code size()} of the
	 * queue within, which with {@code LinkedTransferQueue} grows with its length.
	 */
	public WatchedResource resource() {
		WatchedResource depth = WatchedResource.of(this.name, "entries", this.queue::size)
			.withFlow(new Flow(this.arrived::sum, this::completed, this.blocked::sum, this.dropped::sum));
		return Double.isNaN(this.capacity) ? depth
				: depth.withLimit(() -> "capacity of the queue", () -> this.capacity);
	}

	/** What was put in at this moment may already be out and not yet be counted. */
	private long completed() {
		long out = this.arrived.sum() - this.queue.size();
		return this.completed.accumulateAndGet(out, Math::max);
	}

	@Override
	public boolean add(E element) {
		try {
			this.queue.add(element);
		}
		catch (IllegalStateException ex) {
			this.dropped.increment();
			throw ex;
		}
		this.arrived.increment();
		return true;
	}

	@Override
	public boolean offer(E element) {
		return counted(this.queue.offer(element));
	}

	@Override
	public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
		if (isTakenAtOnce(element)) {
			return true;
		}
		this.blocked.increment();
		try {
			return counted(this.queue.offer(element, timeout, unit));
		}
		finally {
			this.blocked.decrement();
		}
	}

	@Override
	public void put(E element) throws InterruptedException {
		if (isTakenAtOnce(element)) {
			return;
		}
		this.blocked.increment();
		try {
			this.queue.put(element);
			this.arrived.increment();
		}
		finally {
			this.blocked.decrement();
		}
	}

	/**
	 * Whether nobody has to wait. A thread that is interrupted gets what the queue within
	 * does then, which is not the same for all of them.
	 */
	private boolean isTakenAtOnce(E element) {
		boolean taken = !Thread.currentThread().isInterrupted() && this.queue.offer(element);
		if (taken) {
			this.arrived.increment();
		}
		return taken;
	}

	private boolean counted(boolean taken) {
		(taken ? this.arrived : this.dropped).increment();
		return taken;
	}

	/** One by one, as {@link java.util.AbstractQueue} does. */
	@Override
	public boolean addAll(Collection<? extends E> elements) {
		if (elements == this || elements == this.queue) {
			throw new IllegalArgumentException("a queue cannot be added to itself, found '" + this.name + "'");
		}
		boolean changed = false;
		for (E element : elements) {
			changed |= add(element);
		}
		return changed;
	}

	@Override
	public E take() throws InterruptedException {
		return this.queue.take();
	}

	@Override
	public E poll(long timeout, TimeUnit unit) throws InterruptedException {
		return this.queue.poll(timeout, unit);
	}

	@Override
	public E poll() {
		return this.queue.poll();
	}

	@Override
	public E remove() {
		return this.queue.remove();
	}

	@Override
	public E element() {
		return this.queue.element();
	}

	@Override
	public E peek() {
		return this.queue.peek();
	}

	@Override
	public int remainingCapacity() {
		return this.queue.remainingCapacity();
	}

	@Override
	public int drainTo(Collection<? super E> target) {
		return this.queue.drainTo(notItself(target));
	}

	@Override
	public int drainTo(Collection<? super E> target, int most) {
		return this.queue.drainTo(notItself(target), most);
	}

	private Collection<? super E> notItself(Collection<? super E> target) {
		if (target == this) {
			throw new IllegalArgumentException("a queue cannot be drained to itself, found '" + this.name + "'");
		}
		return target;
	}

	@Override
	public int size() {
		return this.queue.size();
	}

	@Override
	public boolean isEmpty() {
		return this.queue.isEmpty();
	}

	@Override
	public boolean contains(Object element) {
		return this.queue.contains(element);
	}

	@Override
	public boolean containsAll(Collection<?> elements) {
		return this.queue.containsAll(elements);
	}

	@Override
	public boolean remove(Object element) {
		return this.queue.remove(element);
	}

	@Override
	public boolean removeAll(Collection<?> elements) {
		return this.queue.removeAll(elements);
	}

	@Override
	public boolean removeIf(Predicate<? super E> filter) {
		return this.queue.removeIf(filter);
	}

	@Override
	public boolean retainAll(Collection<?> elements) {
		return this.queue.retainAll(elements);
	}

	@Override
	public void clear() {
		this.queue.clear();
	}

	@Override
	public void forEach(Consumer<? super E> action) {
		this.queue.forEach(action);
	}

	@Override
	public Iterator<E> iterator() {
		return this.queue.iterator();
	}

	@Override
	public Spliterator<E> spliterator() {
		return this.queue.spliterator();
	}

	@Override
	public Object[] toArray() {
		return this.queue.toArray();
	}

	@Override
	public <T> T[] toArray(T[] array) {
		return this.queue.toArray(array);
	}

	@Override
	public <T> T[] toArray(IntFunction<T[]> generator) {
		return this.queue.toArray(generator);
	}

	@Override
	public String toString() {
		return this.queue.toString();
	}

}
