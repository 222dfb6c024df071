package io.tidemark.jvm;

/**
 * Something about the settings of memory that does not fit.
 *
 * @param what what does not fit, as a sentence with its numbers
 * @param setting the setting to change, such as {@code -Xmx700m}
 * @param certain whether the process dies of it as soon as it uses what it may use; else
 * it may get into trouble, or wastes something
 * @since 0.1.0
 */
public record MemoryFinding(String what, String setting, boolean certain) {
}
