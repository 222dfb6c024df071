package io.tidemark.capture;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

import com.sun.management.HotSpotDiagnosticMXBean;
import org.jspecify.annotations.Nullable;

/**
 * {@code HotSpotDiagnosticMXBean.dumpThreads(file, JSON)}, which the JDK that this code
 * is compiled for does not have. Stops nothing; takes 40 to 60 µs a virtual thread, and
 * cannot be cancelled: an interrupt is ignored (seen on JDK 25).
 */
interface DumpCall {

	/**
	 * Writes the dump.
	 * @param file a file that does not exist, with an absolute path
	 */
	void dump(Path file) throws IOException;

	/** The call of this JVM, or {@code null} if it has none. */
	static @Nullable DumpCall find() {
		try {
			MethodHandle handle = handle();
			return (file) -> invoke(handle, file);
		}
		catch (ReflectiveOperationException | RuntimeException | NoClassDefFoundError ex) {
			// before JDK 21, or a run-time image without the module jdk.management
			return null;
		}
	}

	private static MethodHandle handle() throws ReflectiveOperationException {
		HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
		Class<?> format = Class.forName(HotSpotDiagnosticMXBean.class.getName() + "$ThreadDumpFormat");
		Object json = format.getMethod("valueOf", String.class).invoke(null, "JSON");
		MethodHandles.Lookup lookup = MethodHandles.publicLookup();
		MethodHandle dump = lookup.findVirtual(HotSpotDiagnosticMXBean.class, "dumpThreads",
				MethodType.methodType(void.class, String.class, format));
		return MethodHandles.insertArguments(dump.bindTo(bean), 1, json);
	}

	private static void invoke(MethodHandle handle, Path file) throws IOException {
		try {
			handle.invoke(file.toString());
		}
		catch (IOException | RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IOException(ex);
		}
	}

}
