package io.tidemark.verdict;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.tidemark.group.WaitReason;
import org.jspecify.annotations.Nullable;

/**
 * Reads the conditions of a line {@code when}.
 *
 * @param line number of the line, for the sentence about what is wrong with it
 */
record ConditionParser(int line) {

	private static final String KINDS = "grows, repeats, size, name, other-name, virtual, platform, origin, started-directly, "
			+ "creator, other-creator, waits, stands, pools, stuck or stuck-request";

	private static final Pattern WAITS = Pattern.compile("(\\S++) (>=|<=) (\\d{1,3})(%?)");

	private static final Pattern STUCK = Pattern.compile("(\\S++) (\\d{1,3})");

	Condition parse(String text) {
		int blank = text.indexOf(' ');
		String kind = (blank < 0) ? text : text.substring(0, blank);
		String rest = (blank < 0) ? "" : text.substring(blank + 1).strip();
		return switch (kind) {
			case "grows" -> grows(number(kind, rest));
			case "repeats" -> Condition.accuses(nothing(kind, rest, Evidence::repeats), Set.of());
			case "size" -> size(number(kind, rest));
			case "name" -> name(glob(kind, rest), true);
			case "other-name" -> name(glob(kind, rest), false);
			case "virtual" -> Condition.looks(nothing(kind, rest, (evidence) -> evidence.change().key().virtual()));
			case "platform" -> Condition.looks(nothing(kind, rest, (evidence) -> !evidence.change().key().virtual()));
			case "origin" -> origin(rest);
			case "started-directly" -> Condition.looks(nothing(kind, rest, Evidence::startedDirectly));
			case "creator" -> creator(glob(kind, rest));
			case "other-creator" -> otherCreator(glob(kind, rest));
			case "waits" -> waits(rest);
			case "stands" -> stands(glob(kind, rest));
			case "pools" -> pools(rest);
			case "stuck" -> stuck(rest);
			case "stuck-request" ->
				Condition.accuses(nothing(kind, rest, (evidence) -> evidence.stuckRequest() != null), Set.of());
			default -> throw bad("a condition " + KINDS, text);
		};
	}

	private static Condition grows(int threads) {
		return Condition.accuses((evidence) -> evidence.growth() >= threads, Set.of());
	}

	private static Condition size(int threads) {
		return Condition.looks((evidence) -> evidence.change().after() >= threads);
	}

	private static Condition name(Alternatives glob, boolean matches) {
		return Condition.looks((evidence) -> glob.matches(evidence.change().key().name()) == matches);
	}

	private static Condition creator(Alternatives glob) {
		return Condition.looks((evidence) -> evidence.creator(glob::matches));
	}

	private static Condition otherCreator(Alternatives glob) {
		return Condition.looks((evidence) -> evidence.change().origin() != null && !evidence.creator(glob::matches));
	}

	private static Condition stands(Alternatives glob) {
		return Condition.looks((evidence) -> evidence.stands(glob::matches));
	}

	private Condition origin(String rest) {
		return switch (rest) {
			case "known" -> Condition.looks((evidence) -> evidence.change().origin() != null);
			case "application" -> Condition
				.looks((evidence) -> evidence.change().origin() != null && !evidence.change().origin().library());
			case "library" -> Condition
				.looks((evidence) -> evidence.change().origin() != null && evidence.change().origin().library());
			default -> throw bad("origin known, application or library", rest);
		};
	}

	private Condition pools(String rest) {
		return switch (rest) {
			case "many" -> Condition.looks((evidence) -> evidence.pools().many());
			case "one" -> Condition.looks((evidence) -> evidence.pools().one());
			default -> throw bad("pools many or one", rest);
		};
	}

	private Condition waits(String rest) {
		Matcher matcher = WAITS.matcher(rest);
		if (!matcher.matches()) {
			throw bad("waits with reasons, '>=' or '<=', and threads or percent, such as 'waits monitor|lock >= 60%'",
					rest);
		}
		Set<WaitReason> reasons = reasons(matcher.group(1));
		int bound = Integer.parseInt(matcher.group(3));
		boolean percent = !matcher.group(4).isEmpty();
		if (matcher.group(2).equals("<=")) {
			return Condition.looks((evidence) -> amount(evidence, reasons, percent) <= bound);
		}
		return new Condition((evidence) -> amount(evidence, reasons, percent) >= bound, !percent, reasons);
	}

	private static double amount(Evidence evidence, Set<WaitReason> reasons, boolean percent) {
		return percent ? evidence.share(reasons) : evidence.waiting(reasons);
	}

	private Condition stuck(String rest) {
		Matcher matcher = STUCK.matcher(rest);
		if (!matcher.matches()) {
			throw bad("stuck with reasons and a number of threads, such as 'stuck monitor|lock 3'", rest);
		}
		Set<WaitReason> reasons = reasons(matcher.group(1));
		int threads = Integer.parseInt(matcher.group(2));
		return Condition.accuses((evidence) -> evidence.stuck(reasons) >= threads, reasons);
	}

	private Set<WaitReason> reasons(String text) {
		Set<WaitReason> reasons = EnumSet.noneOf(WaitReason.class);
		for (String id : text.split("\\|")) {
			WaitReason reason = reason(id);
			if (reason == null) {
				throw bad("a wait reason ("
						+ Arrays.stream(WaitReason.values()).map(WaitReason::id).collect(Collectors.joining(", "))
						+ ")", id);
			}
			reasons.add(reason);
		}
		return reasons;
	}

	private static @Nullable WaitReason reason(String id) {
		return Arrays.stream(WaitReason.values()).filter((reason) -> reason.id().equals(id)).findFirst().orElse(null);
	}

	private int number(String kind, String rest) {
		if (!rest.matches("[1-9]\\d{0,5}")) {
			throw bad(kind + " with a number of threads, at least 1", rest);
		}
		return Integer.parseInt(rest);
	}

	private Alternatives glob(String kind, String rest) {
		if (rest.isEmpty()) {
			throw bad(kind + " with what it looks for", rest);
		}
		return Alternatives.of(rest);
	}

	private Predicate<Evidence> nothing(String kind, String rest, Predicate<Evidence> test) {
		if (!rest.isEmpty()) {
			throw bad(kind + " alone", rest);
		}
		return test;
	}

	private SignatureTableException bad(String expected, String found) {
		return new SignatureTableException(this.line, expected, found.isEmpty() ? "nothing" : "'" + found + "'");
	}

}
