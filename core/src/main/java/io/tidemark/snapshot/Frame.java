package io.tidemark.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * One line of a stack.
 *
 * @param className binary name of the class, such as {@code com.example.Orders$Job}
 * @param methodName name of the method
 * @param fileName source file, or {@code null} if the class does not say
 * @param lineNumber line in the source file, at least 1; {@link #NATIVE_METHOD} or
 * {@link #UNKNOWN_LINE} otherwise
 * @since 0.1.0
 */
public record Frame(String className, String methodName, @Nullable String fileName, int lineNumber) {

	/** Line number of a native method, as in {@link StackTraceElement}. */
	public static final int NATIVE_METHOD = -2;

	/** Line number where the class file holds none. */
	public static final int UNKNOWN_LINE = -1;

	/** The same line as the JDK's element, without module and class loader. */
	public static Frame of(StackTraceElement element) {
		return new Frame(element.getClassName(), element.getMethodName(), element.getFileName(),
				element.getLineNumber());
	}

	/**
	 * Class and method without the line, so that it is the same after a redeploy, such as
	 * {@code com.example.Orders.place}.
	 */
	public String method() {
		return this.className + "." + this.methodName;
	}

	/**
	 * The frame as a stack trace shows it:
	 * {@code com.example.Orders.place(Orders.java:12)}.
	 */
	@Override
	public String toString() {
		return method() + "(" + source() + ")";
	}

	private String source() {
		if (this.lineNumber == NATIVE_METHOD) {
			return "Native Method";
		}
		if (this.fileName == null) {
			return "Unknown Source";
		}
		return (this.lineNumber > 0) ? this.fileName + ":" + this.lineNumber : this.fileName;
	}

}
