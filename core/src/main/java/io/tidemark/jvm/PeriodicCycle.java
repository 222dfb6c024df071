package io.tidemark.jvm;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import org.jspecify.annotations.Nullable;

/**
 * Makes G1 run a concurrent cycle when there was no collection for some time, so that the
 * live set of a quiet service is known. G1 does it beside the application; the pauses of
 * a cycle took up to 12 ms. Sets {@code G1PeriodicGCInterval} of the running JVM.
 *
 * @since 0.1.0
 */
public final class PeriodicCycle {

	private static final String OPTION = "G1PeriodicGCInterval";

	private final boolean g1;

	/** That of this JVM. */
	public PeriodicCycle() {
		this(ManagementFactory.getGarbageCollectorMXBeans().stream().map(GarbageCollectorMXBean::getName).toList());
	}

	PeriodicCycle(List<String> collectors) {
		this.g1 = collectors.stream().anyMatch((name) -> name.startsWith("G1 "));
	}

	/**
	 * Asks for cycles.
	 * @param interval time without a collection after which one begins, at least 1 ms
	 * @return why it cannot be, as a sentence without a full stop; {@code null} if it is
	 * done
	 */
	public @Nullable String every(Duration interval) {
		if (interval.toMillis() < 1) {
			throw new IllegalArgumentException("interval must be at least 1 ms, found " + interval);
		}
		return set(interval.toMillis());
	}

	/** Asks for no more cycles; does nothing where there are none. */
	public void stop() {
		if (this.g1) {
			set(0);
		}
	}

	private @Nullable String set(long millis) {
		if (!this.g1) {
			return "Only G1 collects the old generation of a quiet service when asked to, and this JVM uses another collector";
		}
		try {
			HotSpotDiagnosticMXBean hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
			VMOption option = hotSpot.getVMOption(OPTION);
			if (option.getOrigin() == VMOption.Origin.VM_CREATION) {
				return "The command line sets %s to %s ms, which stays".formatted(OPTION, option.getValue());
			}
			hotSpot.setVMOption(OPTION, Long.toString(millis));
			return null;
		}
		catch (RuntimeException | LinkageError ex) {
			return "This JVM does not let %s be set: %s".formatted(OPTION, ex);
		}
	}

}
