package io.tidemark.jvm;

import java.lang.management.ManagementFactory;

import com.sun.management.HotSpotDiagnosticMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Options of the running JVM.
 */
final class VmOptions {

	private VmOptions() {
	}

	/**
	 * Whether somebody set it, on the command line, in a file or by a variable, so that
	 * it is neither the default nor what the JVM chose by itself.
	 */
	static boolean isSet(String name) {
		try {
			HotSpotDiagnosticMXBean hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
			return hotSpot != null && switch (hotSpot.getVMOption(name).getOrigin()) {
				case DEFAULT, ERGONOMIC -> false;
				default -> true;
			};
		}
		catch (RuntimeException | LinkageError ex) {
			return false;
		}
	}

	/** Its value, or {@code null} if this JVM has no such option or does not tell. */
	static @Nullable String value(String name) {
		try {
			HotSpotDiagnosticMXBean hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
			return (hotSpot != null) ? hotSpot.getVMOption(name).getValue() : null;
		}
		catch (RuntimeException | LinkageError ex) {
			return null;
		}
	}

}
