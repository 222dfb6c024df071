package io.tidemark.group;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes thread names fit to be shown and compared. Names are free text: they hold
 * counters, request identifiers, addresses and, on record, passwords
 * (zipkin-reporter#42), and raw ones made 1,032,601 label values over 75 JVMs
 * (newrelic-jfr-core#152).
 * <p>
 * Each pattern below takes at most a time that grows with the square of the length, and
 * the length is cut first: quantifiers are possessive, and where a run of characters
 * could start anywhere, a look at the character before makes it start once.
 *
 * @since 0.1.0
 */
public final class ThreadName {

	/** Longer names are cut; Linux itself shows 15 characters of a name. */
	static final int MAX_LENGTH = 120;

	/** What is looked at; redaction shortens, so it is more than what is shown. */
	private static final int READ_LENGTH = 2 * MAX_LENGTH;

	/** User and password of an address, up to the last at sign, for both may hold one. */
	private static final Pattern USER_INFO = Pattern.compile("://(?:[^\\s@]*+@)++");

	/** The same without a scheme, but not {@code Pool:Connection@1b2c3d4}. */
	private static final Pattern CREDENTIALS = Pattern.compile(
			"(?<![^\\s/({\\[,;=\"'])[^\\s:@/]++:(?!//)[^\\s@]++@(?!(?=[a-f]*+[0-9])[0-9a-f]{1,8}+(?![\\p{L}\\p{N}_.-]))");

	private static final Pattern E_MAIL = Pattern
		.compile("(?<![\\p{L}\\p{N}.+%_-])[\\p{L}\\p{N}.+%_-]++@[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]++)++");

	/** What {@code Object.toString()} appends. */
	private static final Pattern IDENTITY_HASH = Pattern
		.compile("@(?=[a-f]*+[0-9])[0-9a-f]{1,8}+(?![\\p{L}\\p{N}_]|\\.[\\p{L}\\p{N}])");

	/**
	 * Where a secret begins. Where it ends nobody knows (it may hold blanks, commas and
	 * braces), so everything behind it goes.
	 */
	private static final Pattern SECRET = Pattern.compile(
			"(?i)(?=[acpst])(?:passw|passphrase|pwd|secret|token|credential|authorization|(?:api|access|private)[_.-]?key|pass(?=[\"']?+\\s*+[=:]))"
					+ "[\\p{L}\\p{N}_.-]*+[\"']?+\\s*+(?:=\\s*+|:\\s*+(?!//))(?=\\S)");

	private static final Pattern ASSIGNED = Pattern
		.compile("=\\s*+(?:\"[^\"]*+(?:\"|$)|'[^']*+(?:'|$)|[^\\s,;)\\]}&]++)");

	private static final Pattern BEARER = Pattern.compile("(?i)(?=b)\\b(bearer[\\s:]++|basic\\s++(?=\\S{8}))\\S++");

	private static final Pattern UUID = Pattern
		.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

	private static final int UUID_LENGTH = 36;

	private static final String IP_V4_DIGITS = "\\d{1,3}(?:\\.\\d{1,3}){3}";

	/** Also the shape of a hardware address and of a time of day. */
	private static final Pattern IP_V6 = Pattern.compile("(?<![\\p{L}\\p{N}:])(?=:{0,2}[0-9a-fA-F])"
			+ "(?:[0-9a-fA-F]{0,4}:){2,7}(?:" + IP_V4_DIGITS + "|[0-9a-fA-F]{0,4})(?:%\\w++)?+(?![\\p{L}\\p{N}:])");

	private static final Pattern IP_V4 = Pattern.compile("(?<!\\d)(?<!\\d\\.)" + IP_V4_DIGITS + "(?!\\d|\\.\\d)");

	private static final Pattern HEXADECIMAL = Pattern.compile("(?<![\\p{L}\\p{N}])0x[0-9a-fA-F]++");

	/**
	 * Tomcat's connectors carry their port, which is configuration and tells them apart.
	 */
	private static final Pattern CONNECTOR_PORT = Pattern
		.compile("^(?:https?|ajp)-(?:(?!nio|apr)[a-z]++-)*+(?:nio2?|apr)-(?:\\*-)?+(\\d{2,5})-");

	/** Words whose digit is no counter; the first three are threads of HotSpot. */
	private static final Set<String> WORDS_WITH_DIGIT = Set.of("C1", "C2", "G1", "H2", "h2", "HTTP2", "http2", "IPv4",
			"IPv6", "Log4j2", "log4j2", "nio2", "OAuth2", "oauth2", "S3", "s3");

	private static final String SEPARATORS = " \t,;|(){}[]";

	private ThreadName() {
	}

	/**
	 * The name without what may be secret or personal, at most {@value #MAX_LENGTH}
	 * characters: e-mail and network addresses, UUIDs, tokens, hexadecimal, every value
	 * in {@code key=value}, and everything behind {@code password=} and its like become
	 * {@code *}. Counters stay. A secret that looks like an ordinary word and is not
	 * announced as one cannot be told from a name.
	 * @param name the name as the JVM gives it
	 */
	public static String redact(String name) {
		String read = cut(name, READ_LENGTH);
		if (read.length() < name.length()) {
			read = withoutLastWord(read);
		}
		String result = OpaqueTokens.redact(withoutIdentifiers(withoutAddresses(withoutAssigned(read))));
		boolean tooLong = result.length() > MAX_LENGTH || read.length() < name.length();
		return tooLong ? cut(result, MAX_LENGTH - 1) + "…" : result;
	}

	/** The last word of a cut name may be half of what a pattern would have found. */
	private static String withoutLastWord(String name) {
		int end = name.length();
		while (end > 0 && SEPARATORS.indexOf(name.charAt(end - 1)) < 0) {
			end--;
		}
		return (end > 0) ? name.substring(0, end) : name;
	}

	/** Never cuts a character of two halves. */
	private static String cut(String name, int length) {
		if (name.length() <= length) {
			return name;
		}
		return name.substring(0, Character.isHighSurrogate(name.charAt(length - 1)) ? length - 1 : length);
	}

	private static String withoutAssigned(String name) {
		String result = name;
		if (result.indexOf('@') >= 0 && result.indexOf(':') >= 0) {
			result = USER_INFO.matcher(result).replaceAll("://*@");
			result = CREDENTIALS.matcher(result).replaceAll("*@");
		}
		if (result.indexOf('=') >= 0 || result.indexOf(':') >= 0) {
			Matcher secret = SECRET.matcher(result);
			result = secret.find() ? result.substring(0, secret.end()) + "*" : result;
		}
		if (result.indexOf('=') >= 0) {
			result = ASSIGNED.matcher(result).replaceAll("=*");
		}
		return (result.indexOf(' ') >= 0 || result.indexOf(':') >= 0) ? BEARER.matcher(result).replaceAll("$1*")
				: result;
	}

	private static String withoutAddresses(String name) {
		String result = name;
		if (result.indexOf('@') >= 0) {
			result = E_MAIL.matcher(result).replaceAll("*");
			result = IDENTITY_HASH.matcher(result).replaceAll("@*");
		}
		if (result.indexOf(':') != result.lastIndexOf(':')) {
			result = IP_V6.matcher(result).replaceAll("*");
		}
		return (result.indexOf('.') >= 0) ? IP_V4.matcher(result).replaceAll("*") : result;
	}

	private static String withoutIdentifiers(String name) {
		String result = name;
		if (result.length() >= UUID_LENGTH && result.indexOf('-') >= 0) {
			result = UUID.matcher(result).replaceAll("*");
		}
		return result.contains("0x") ? HEXADECIMAL.matcher(result).replaceAll("*") : result;
	}

	/**
	 * The redacted name without its counters: {@code pool-7-thread-3} becomes
	 * {@code pool-*-thread-*}. A single digit inside a word stays ({@code log4j}), and so
	 * do the port of a Tomcat connector and what is known to be a word ({@code G1}).
	 */
	public static String pattern(String redacted) {
		int position = endOfConnectorPort(redacted);
		StringBuilder result = new StringBuilder(redacted.length()).append(redacted, 0, position);
		while (position < redacted.length()) {
			int end = position;
			boolean counter = false;
			while (end < redacted.length() && Character.isLetterOrDigit(redacted.charAt(end))) {
				counter |= Character.isDigit(redacted.charAt(end++));
			}
			if (counter) {
				appendWord(redacted.substring(position, end), result);
			}
			else {
				end = Math.max(end, position + 1);
				result.append(redacted, position, end);
			}
			position = end;
		}
		return result.toString();
	}

	private static int endOfConnectorPort(String name) {
		if (!name.startsWith("http") && !name.startsWith("ajp")) {
			return 0;
		}
		Matcher port = CONNECTOR_PORT.matcher(name);
		return port.find() ? port.end(1) : 0;
	}

	private static void appendWord(String word, StringBuilder result) {
		if (WORDS_WITH_DIGIT.contains(word)) {
			result.append(word);
			return;
		}
		int position = 0;
		while (position < word.length()) {
			int end = position;
			while (end < word.length() && Character.isDigit(word.charAt(end))) {
				end++;
			}
			if (end == position) {
				result.append(word.charAt(position++));
			}
			else {
				boolean inside = position > 0 && end < word.length() && end - position == 1;
				result.append(inside ? word.substring(position, end) : "*");
				position = end;
			}
		}
	}

}
