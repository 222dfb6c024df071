package io.tidemark.heap;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import io.tidemark.jvm.AllocatedBytes;

/**
 * Hears of the collections of this JVM and hands them on, on the JVM's notification
 * thread, one after the other. Costs some ten microseconds a collection and stops
 * nothing.
 */
final class HeapCollections implements AutoCloseable {

	private final List<GarbageCollectorMXBean> beans = ManagementFactory.getGarbageCollectorMXBeans();

	private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans()
		.stream()
		.filter((pool) -> pool.getType() == MemoryType.HEAP)
		.toList();

	private final CollectionClock clock = new CollectionClock();

	private final AllocatedBytes allocated = new AllocatedBytes();

	private final NotificationListener listener = this::handle;

	private final AtomicLong failures = new AtomicLong();

	private final Consumer<HeapCollection> receiver;

	/**
	 * Begins to listen.
	 * @param receiver must not block
	 */
	HeapCollections(Consumer<HeapCollection> receiver) {
		this.receiver = receiver;
		emitters().forEach((bean) -> bean.addNotificationListener(this.listener, null, null));
	}

	/** Names of the beans, such as {@code G1 Young Generation}. */
	static List<String> collectors() {
		return ManagementFactory.getGarbageCollectorMXBeans().stream().map(GarbageCollectorMXBean::getName).toList();
	}

	/** How often a notification could not be handled. */
	long failures() {
		return this.failures.get();
	}

	@Override
	public void close() {
		for (NotificationEmitter bean : emitters()) {
			try {
				bean.removeNotificationListener(this.listener);
			}
			catch (ListenerNotFoundException ex) {
				// Closed before: the listener is gone, which is what was asked for.
			}
		}
	}

	private List<NotificationEmitter> emitters() {
		return this.beans.stream()
			.filter(NotificationEmitter.class::isInstance)
			.map(NotificationEmitter.class::cast)
			.toList();
	}

	private void handle(Notification notification, Object handback) {
		if (!GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION.equals(notification.getType())) {
			return;
		}
		try {
			this.receiver
				.accept(collection(GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())));
		}
		catch (RuntimeException | Error ex) {
			// The JVM's notification thread answers an exception with an AssertionError,
			// and
			// whoever listens behind us would not hear of the collection.
			this.failures.incrementAndGet();
		}
	}

	private HeapCollection collection(GarbageCollectionNotificationInfo info) {
		GcInfo gc = info.getGcInfo();
		return new HeapCollection(info.getGcName(), info.getGcAction(), info.getGcCause(),
				this.clock.at(gc.getEndTime()), Duration.ofMillis(gc.getDuration()), pools(gc), this.allocated.total());
	}

	private List<PoolChange> pools(GcInfo gc) {
		Map<String, MemoryUsage> before = gc.getMemoryUsageBeforeGc();
		Map<String, MemoryUsage> after = gc.getMemoryUsageAfterGc();
		List<PoolChange> changes = new ArrayList<>(this.pools.size());
		for (MemoryPoolMXBean pool : this.pools) {
			String name = pool.getName();
			if (before.containsKey(name) && after.containsKey(name)) {
				MemoryUsage collected = pool.getCollectionUsage();
				changes.add(new PoolChange(name, before.get(name).getUsed(), after.get(name).getUsed(),
						(collected != null) ? collected.getUsed() : -1));
			}
		}
		return changes;
	}

}
