package io.tidemark.heap;

/**
 * Name of a class as people write it.
 *
 * @param readable the name, such as {@code byte[]}, at most {@value #LONGEST} letters;
 * hidden classes of one class, such as its lambdas, share a name
 * @param hidden whether it is a hidden class, each of which has an address in its name
 */
record ClassName(String readable, boolean hidden) {

	/** The JVM allows 65,535 bytes; kept names must be bounded. */
	static final int LONGEST = 512;

	/** The JVM's own bound. */
	private static final int MOST_DIMENSIONS = 255;

	private static final String LAMBDA = "$$Lambda";

	/**
	 * Before the address: of histograms on 17 and 25, and of the flight recorder on 25.
	 */
	private static final String SEPARATORS = "/+.";

	private static final int ARRAY_HEADER = 16;

	/** Of a reference, as long as the heap is smaller than 32 GB. */
	private static final int REFERENCE = 4;

	/**
	 * The name that a histogram has.
	 * @param internal such as {@code [B}, {@code [Ljava.lang.String;} or
	 * {@code com.example.Orders$$Lambda$77/0x00007f35890e7d80}
	 */
	static ClassName of(String internal) {
		int dimensions = dimensions(internal);
		String element = element(internal, dimensions);
		int address = address(element);
		String name = shortened((address < 0) ? element : withoutNumber(element.substring(0, address)));
		return new ClassName((dimensions > 0) ? name + "[]".repeat(dimensions) : name, address >= 0);
	}

	/** The readable name, also of one with slashes as the flight recorder writes some. */
	static String readable(String internal) {
		return of(internal).readable().replace('/', '.');
	}

	/** Bytes of an array, or -1 if it is none. Up to 8 bytes are missing to align it. */
	static long arrayBytes(String readable, long elements) {
		if (elements < 0 || !readable.endsWith("[]")) {
			return -1;
		}
		return ARRAY_HEADER + elements * elementBytes(readable.substring(0, readable.length() - 2));
	}

	private static int elementBytes(String element) {
		return switch (element) {
			case "byte", "boolean" -> 1;
			case "char", "short" -> 2;
			case "int", "float" -> 4;
			case "long", "double" -> 8;
			default -> REFERENCE;
		};
	}

	private static int dimensions(String internal) {
		int dimensions = 0;
		while (dimensions < internal.length() - 1 && dimensions < MOST_DIMENSIONS
				&& internal.charAt(dimensions) == '[') {
			dimensions++;
		}
		return dimensions;
	}

	private static String element(String internal, int dimensions) {
		if (dimensions == 0) {
			return internal;
		}
		if (internal.charAt(dimensions) == 'L' && internal.endsWith(";")) {
			return internal.substring(dimensions + 1, internal.length() - 1);
		}
		return (internal.length() == dimensions + 1) ? primitive(internal.charAt(dimensions))
				: internal.substring(dimensions);
	}

	private static String primitive(char letter) {
		return switch (letter) {
			case 'B' -> "byte";
			case 'C' -> "char";
			case 'D' -> "double";
			case 'F' -> "float";
			case 'I' -> "int";
			case 'J' -> "long";
			case 'S' -> "short";
			case 'Z' -> "boolean";
			default -> String.valueOf(letter);
		};
	}

	/** Where the address of a hidden class begins, or -1 if it is none. */
	private static int address(String name) {
		int slash = name.lastIndexOf("0x") - 1;
		if (slash <= 0 || (SEPARATORS.indexOf(name.charAt(slash)) < 0)) {
			return -1;
		}
		for (int i = slash + 3; i < name.length(); i++) {
			if (Character.digit(name.charAt(i), 16) < 0) {
				return -1;
			}
		}
		return slash;
	}

	/** JDK 17 numbers lambdas as they are linked, which differs from start to start. */
	private static String withoutNumber(String hidden) {
		int lambda = hidden.lastIndexOf(LAMBDA + "$");
		return (lambda < 0) ? hidden : hidden.substring(0, lambda + LAMBDA.length());
	}

	private static String shortened(String name) {
		return (name.length() <= LONGEST) ? name : name.substring(0, LONGEST - 1) + "…";
	}

}
