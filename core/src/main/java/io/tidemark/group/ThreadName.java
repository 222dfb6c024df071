package io.tidemark.group;

import java.util.regex.Pattern;

/**
 * Makes thread names fit to be shown and compared. Names are free text: they hold
 * counters, request identifiers, addresses and, on record, passwords
 * (zipkin-reporter#42), and raw ones made 1,032,601 label values over 75 JVMs
 * (newrelic-jfr-core#152).
 */
public final class ThreadName {

	/** Longer names are cut; Linux itself shows 15 characters of a name. */
	static final int MAX_LENGTH = 120;

	private static final Pattern USER_INFO = Pattern.compile("://[^/\\s@]+@");

	private static final Pattern E_MAIL = Pattern.compile("[\\w.+%-]+@[\\w-]+(\\.[\\w-]+)+");

	private static final Pattern ASSIGNED = Pattern.compile("([\\w.-]+\\s*=\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;)\\]}&]+)");

	private static final Pattern SECRET_COLON = Pattern
		.compile("(?i)([\\w.-]*(?:passw|pwd|secret|token|key|credential|auth)[\\w.-]*\\s*:\\s*)(?!//)[^\\s,;)\\]}]+");

	private static final Pattern BEARER = Pattern.compile("(?i)((?:bearer|basic)\\s+)[\\w.~+/=-]{8,}");

	private static final Pattern UUID = Pattern
		.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

	private static final Pattern IP_V6 = Pattern
		.compile("(?i)(?<![\\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%\\w+)?(?![\\w:])");

	private static final Pattern IP_V4 = Pattern.compile("(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d.])");

	/** An identifier that no person chose: hexadecimal, base 64, a JSON web token. */
	private static final Pattern OPAQUE = Pattern.compile("0x[0-9a-fA-F]+" + "|eyJ[\\w-]{8,}(?:\\.[\\w-]*)*"
			+ "|(?<![\\w])(?=[0-9a-fA-F]*[0-9])(?=[0-9a-fA-F]*[a-fA-F])" + "[0-9a-fA-F]{8,}(?![\\w])"
			+ "|(?<![\\w])(?=(?:[A-Za-z+/=_]*[0-9]){3})(?=[0-9+/=_]*[A-Za-z])" + "[A-Za-z0-9+/=_]{16,}(?![\\w])");

	private static final int OPAQUE_LENGTH = 8;

	/**
	 * Tomcat's connectors carry their port, which is configuration and tells them apart.
	 */
	private static final Pattern CONNECTOR_PORT = Pattern
		.compile("^(?:https?|ajp)-(?:[a-z]+-)?(?:nio2?|apr)-(\\d{2,5})-");

	private ThreadName() {
	}

	/**
	 * The name without what may be secret or personal: e-mail addresses, network
	 * addresses, UUIDs, tokens, and every value in {@code key=value} become {@code *}.
	 * Counters stay.
	 */
	public static String redact(String name) {
		String result = (name.length() > MAX_LENGTH * 2) ? name.substring(0, MAX_LENGTH * 2) : name;
		if (result.indexOf('@') >= 0) {
			result = USER_INFO.matcher(result).replaceAll("://*@");
			result = E_MAIL.matcher(result).replaceAll("*");
		}
		if (result.indexOf('=') >= 0) {
			result = ASSIGNED.matcher(result).replaceAll("$1*");
		}
		if (result.indexOf(' ') >= 0) {
			result = BEARER.matcher(result).replaceAll("$1*");
		}
		if (result.indexOf(':') >= 0) {
			result = SECRET_COLON.matcher(result).replaceAll("$1*");
			result = IP_V6.matcher(result).replaceAll("*");
		}
		if (result.indexOf('.') >= 0) {
			result = IP_V4.matcher(result).replaceAll("*");
		}
		if (hasLongToken(result)) {
			result = UUID.matcher(result).replaceAll("*");
			result = OPAQUE.matcher(result).replaceAll("*");
		}
		return (result.length() > MAX_LENGTH) ? result.substring(0, MAX_LENGTH - 1) + "…" : result;
	}

	/**
	 * The redacted name without its counters: {@code pool-7-thread-3} becomes
	 * {@code pool-*-thread-*}. A single digit inside a word stays ({@code log4j}), and so
	 * does the port of a Tomcat connector.
	 */
	static String pattern(String redacted) {
		int keptUntil = 0;
		var port = CONNECTOR_PORT.matcher(redacted);
		if (redacted.startsWith("http") || redacted.startsWith("ajp")) {
			keptUntil = port.find() ? port.end(1) : 0;
		}
		StringBuilder result = new StringBuilder(redacted.length()).append(redacted, 0, keptUntil);
		int position = keptUntil;
		while (position < redacted.length()) {
			int end = endOfDigits(redacted, position);
			if (end == position) {
				result.append(redacted.charAt(position++));
			}
			else {
				result.append(isPartOfWord(redacted, position, end) ? redacted.substring(position, end) : "*");
				position = end;
			}
		}
		return result.toString();
	}

	private static boolean isPartOfWord(String name, int start, int end) {
		return end - start == 1 && start > 0 && Character.isLetter(name.charAt(start - 1)) && end < name.length()
				&& Character.isLetter(name.charAt(end));
	}

	private static int endOfDigits(String name, int start) {
		int end = start;
		while (end < name.length() && Character.isDigit(name.charAt(end))) {
			end++;
		}
		return end;
	}

	/**
	 * Whether a run of letters and digits is long enough, and mixed, to be worth the
	 * patterns.
	 */
	private static boolean hasLongToken(String name) {
		int length = 0;
		boolean digit = false;
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (Character.isLetterOrDigit(c) || c == '_' || c == '+' || c == '/') {
				length++;
				digit |= Character.isDigit(c);
			}
			else {
				length = 0;
				digit = false;
			}
			if (digit && (length >= OPAQUE_LENGTH || c == 'x')) {
				return true;
			}
		}
		return false;
	}

}
