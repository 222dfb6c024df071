package io.tidemark.parse;

/**
 * Who wrote a saved thread dump.
 *
 * @since 0.1.0
 */
public enum DumpFormat {

	/** {@code jstack}, {@code jcmd Thread.print} and the dump on {@code SIGQUIT}. */
	JSTACK("jstack"),

	/** {@code jcmd Thread.dump_to_file}, JDK 21 and later. */
	JDK_TEXT("jdk-text"),

	/** {@code jcmd Thread.dump_to_file -format=json}, JDK 21 and later. */
	JDK_JSON("jdk-json"),

	/** Boot's {@code /actuator/threaddump} as text; VisualVM writes the same. */
	BOOT_TEXT("boot-text"),

	/** Boot's {@code /actuator/threaddump} as JSON. */
	BOOT_JSON("boot-json");

	private final String id;

	DumpFormat(String id) {
		this.id = id;
	}

	/** Name of the format in reports, such as {@code jstack}. */
	public String id() {
		return this.id;
	}

}
