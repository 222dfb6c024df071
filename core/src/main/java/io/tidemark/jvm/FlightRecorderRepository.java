package io.tidemark.jvm;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

import javax.management.JMException;
import javax.management.ObjectName;

import org.jspecify.annotations.Nullable;

/**
 * The directory in which the flight recorder keeps what it has recorded.
 * <p>
 * Before its first use the recorder has none: then this is the directory in which it will
 * make one.
 */
final class FlightRecorderRepository {

	/** Set by the recorder itself when it makes or moves its repository. */
	private static final String LOCATION = "jdk.jfr.repository";

	private static final String OPTIONS = "-XX:FlightRecorderOptions";

	private FlightRecorderRepository() {
	}

	/**
	 * Where it is or will be; a property is read, so it costs less than a microsecond.
	 */
	static Path location() {
		String location = System.getProperty(LOCATION);
		return Path.of((location != null) ? location : FutureLocation.PATH);
	}

	/** Whether the recorder has made its directory. */
	static boolean exists() {
		return System.getProperty(LOCATION) != null;
	}

	/**
	 * Moves the repository.
	 * @return why it could not be moved, or {@code null} if it was
	 */
	static @Nullable String moveTo(Path directory) {
		try {
			Object[] arguments = { new String[] { "repositorypath=\"" + directory.toAbsolutePath() + "\"" } };
			ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "jfrConfigure", arguments,
						new String[] { String[].class.getName() });
			return null;
		}
		catch (JMException | RuntimeException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			return "the JVM refused it (" + cause.getMessage() + ")";
		}
	}

	/** Bytes of all files in it; about 10 microseconds. */
	static long bytes() {
		File[] files = location().toFile().listFiles(File::isFile);
		long bytes = 0;
		for (File file : (files != null) ? files : new File[0]) {
			bytes += file.length();
		}
		return bytes;
	}

	/**
	 * Bytes free to us on its file system, 0 if that cannot be told; some microseconds.
	 */
	static long freeBytes() {
		for (Path path = location().toAbsolutePath(); path != null; path = path.getParent()) {
			File file = path.toFile();
			long free = file.getUsableSpace();
			if (free > 0 || file.exists()) {
				return free;
			}
		}
		return 0;
	}

	/** The directory in which the recorder makes its repository at first use. */
	private static final class FutureLocation {

		static final String PATH = find(ManagementFactory.getRuntimeMXBean().getInputArguments());

		private static String find(List<String> arguments) {
			String found = System.getProperty("java.io.tmpdir");
			for (String argument : arguments) {
				if (argument.startsWith(OPTIONS)) {
					found = repositoryIn(argument.substring(OPTIONS.length() + 1), found);
				}
			}
			return found;
		}

		private static String repositoryIn(String options, String otherwise) {
			for (String option : options.split(",")) {
				if (option.startsWith("repository=")) {
					return option.substring("repository=".length());
				}
			}
			return otherwise;
		}

	}

}
