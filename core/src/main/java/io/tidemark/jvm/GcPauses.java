package io.tidemark.jvm;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;

/**
 * Hears from the JVM's collectors how long they stopped the application. Beans that
 * report whole cycles, which run beside the application, are left out. Pauses from before
 * {@link #listen()} are not known. Resolution is a millisecond: the JVM gives start and
 * end of a pause in whole milliseconds, so that a single short pause is 0 or 1 and only
 * the sum over many approaches the truth.
 * <p>
 * On 17 G1's remark and cleanup pauses are reported by no bean (2.7 % of the pause time
 * of a run with 53 of each); on 25 {@code G1 Concurrent GC} reports exactly these two.
 * <p>
 * Safe for use by several threads. Holds one total a collector and 60 seconds of pauses;
 * {@link #close()} takes the listener away.
 *
 * @since 0.1.0
 */
public final class GcPauses implements AutoCloseable {

	private final RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();

	private final List<GarbageCollectorMXBean> beans;

	private final NotificationListener listener = this::handle;

	private final Map<String, GcPauseTotal> totals = new ConcurrentHashMap<>();

	private final PauseWindow lastMinute = new PauseWindow();

	private final List<Consumer<GcPause>> receivers = new CopyOnWriteArrayList<>();

	private final AtomicLong failures = new AtomicLong();

	private GcPauses(List<GarbageCollectorMXBean> beans) {
		this.beans = beans;
		for (GarbageCollectorMXBean bean : beans) {
			this.totals.put(bean.getName(), new GcPauseTotal(bean.getName(), 0, Duration.ZERO, Duration.ZERO));
		}
	}

	/** Begins to listen to the collectors of this JVM. */
	public static GcPauses listen() {
		List<GarbageCollectorMXBean> beans = ManagementFactory.getGarbageCollectorMXBeans()
			.stream()
			.filter((bean) -> bean instanceof NotificationEmitter && reportsPauses(bean.getName()))
			.toList();
		GcPauses pauses = new GcPauses(beans);
		beans.forEach((bean) -> ((NotificationEmitter) bean).addNotificationListener(pauses.listener, null, null));
		return pauses;
	}

	/**
	 * Whether a bean of this name reports pauses. ZGC, Shenandoah and C4 have one bean
	 * for cycles ({@code ZGC Major Cycles}, {@code Shenandoah Cycles}) beside one for
	 * pauses; all other beans of HotSpot time the stop itself.
	 */
	static boolean reportsPauses(String bean) {
		return !bean.endsWith(" Cycles");
	}

	/** Names of the collectors that report pauses, at most a handful. */
	public List<String> collectors() {
		return this.beans.stream().map(GarbageCollectorMXBean::getName).toList();
	}

	/**
	 * Hands each pause from now on to the receiver, on the JVM's notification thread: it
	 * must not block. An exception of the receiver is counted and goes no further.
	 * @param receiver held until this is closed
	 */
	public void handTo(Consumer<GcPause> receiver) {
		this.receivers.add(receiver);
	}

	/** What each collector stopped since listening began. */
	public List<GcPauseTotal> totals() {
		return new ArrayList<>(this.totals.values());
	}

	/**
	 * Share of the last minute that was spent in pauses, from 0 to 1. In the first minute
	 * of the JVM it is still the share of a whole minute.
	 */
	public double shareOfLastMinute() {
		return this.lastMinute.share(this.runtime.getUptime());
	}

	/** How often a notification could not be handled. */
	public long failures() {
		return this.failures.get();
	}

	@Override
	public void close() {
		for (GarbageCollectorMXBean bean : this.beans) {
			try {
				((NotificationEmitter) bean).removeNotificationListener(this.listener);
			}
			catch (ListenerNotFoundException ex) {
				// Closed before: the listener is gone, which is what was asked for.
			}
		}
		this.receivers.clear();
	}

	private void handle(Notification notification, Object handback) {
		if (!GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION.equals(notification.getType())) {
			return;
		}
		try {
			accept(pause(GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())));
		}
		catch (RuntimeException | Error ex) {
			// The JVM's notification thread answers an exception with an AssertionError,
			// and
			// whoever listens behind us would not hear of the pause.
			this.failures.incrementAndGet();
		}
	}

	private static GcPause pause(GarbageCollectionNotificationInfo info) {
		GcInfo gc = info.getGcInfo();
		return new GcPause(info.getGcName(), Duration.ofMillis(gc.getEndTime()), Duration.ofMillis(gc.getDuration()));
	}

	private void accept(GcPause pause) {
		this.totals.computeIfPresent(pause.collector(), (name, total) -> total.plus(pause.duration()));
		this.lastMinute.add(pause.end().toMillis(), pause.duration().toMillis());
		this.receivers.forEach((receiver) -> receiver.accept(pause));
	}

}
