package io.tidemark.group;

/**
 * Identity of a stack: the same for the same code path whatever the capture, the JDK and
 * the line numbers, across restarts.
 *
 * @param value 64 bits over class and method of each normalised frame
 * @since 0.1.0
 */
public record Fingerprint(long value) {

	/** Sixteen hexadecimal digits. */
	public String hex() {
		return String.format("%016x", this.value);
	}

	@Override
	public String toString() {
		return hex();
	}

}
