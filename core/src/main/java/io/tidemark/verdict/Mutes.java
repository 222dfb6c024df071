package io.tidemark.verdict;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.tidemark.group.Glob;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * The mutes of a service. Immutable; whether one covers a resource takes below a
 * microsecond a mute.
 *
 * @since 0.1.0
 */
public final class Mutes {

	/** No mutes. */
	public static final Mutes NONE = new Mutes(List.of());

	/** Mutes at most. */
	public static final int MOST = 100;

	private final List<Entry> entries;

	private Mutes(List<Entry> entries) {
		this.entries = List.copyOf(entries);
	}

	/**
	 * Reads mutes such as
	 * {@code thread-group:legacy-poller-* | goes with the old importer | 2026-12-31}.
	 * @param mutes pattern, reason and end of each with bars between: the pattern is the
	 * id of a kind or a star, a colon and a name with stars; the end is a date, that day
	 * in UTC included, or an instant
	 * @throws MalformedMuteException if one of them is no mute, or there are more than
	 * {@value #MOST}
	 */
	public static Mutes parse(List<String> mutes) {
		if (mutes.size() > MOST) {
			throw new MalformedMuteException("Expected at most %d mutes, found %d".formatted(MOST, mutes.size()));
		}
		List<Entry> entries = new ArrayList<>();
		for (String mute : mutes) {
			entries.add(Entry.parse(entries.size() + 1, mute));
		}
		return new Mutes(entries);
	}

	/** All of them as they were written, those that have ended included. */
	public List<Mute> all() {
		return this.entries.stream().map(Entry::mute).toList();
	}

	/**
	 * The mute that covers a resource and has not ended, the one that lasts longest if
	 * there are several; or {@code null} if there is none.
	 * @param kind what it is
	 * @param name its name
	 * @param now the time
	 */
	public @Nullable Mute of(ResourceKind kind, String name, Instant now) {
		Mute longest = null;
		for (Entry entry : this.entries) {
			Mute mute = entry.mute();
			if (!mute.hasEnded(now) && entry.covers(kind, name)
					&& (longest == null || mute.until().isAfter(longest.until()))) {
				longest = mute;
			}
		}
		return longest;
	}

	private record Entry(Mute mute, @Nullable ResourceKind kind, Glob name) {

		private static final String FORM = "'pattern | reason | until'";

		static Entry parse(int position, String text) {
			String[] parts = text.split("\\|", -1);
			if (parts.length != 3) {
				throw MalformedMuteException.at(position, FORM, text);
			}
			String pattern = parts[0].strip();
			String reason = parts[1].strip();
			int colon = pattern.indexOf(':');
			if (colon < 1 || colon == pattern.length() - 1) {
				throw MalformedMuteException.at(position,
						"a pattern of a kind, a colon and a name, such as thread-group:poller-*", pattern);
			}
			if (reason.isEmpty()) {
				throw MalformedMuteException.at(position, "a reason in " + FORM, text);
			}
			Mute mute = new Mute(pattern, reason, until(position, parts[2].strip()));
			return new Entry(mute, kind(position, pattern.substring(0, colon).strip()),
					Glob.of(pattern.substring(colon + 1).strip()));
		}

		private static @Nullable ResourceKind kind(int position, String id) {
			if (id.equals("*")) {
				return null;
			}
			return Arrays.stream(ResourceKind.values())
				.filter((kind) -> kind.id().equals(id))
				.findFirst()
				.orElseThrow(
						() -> MalformedMuteException.at(position, "a kind of resource (" + kinds() + ") or *", id));
		}

		private static String kinds() {
			return Arrays.stream(ResourceKind.values()).map(ResourceKind::id).collect(Collectors.joining(", "));
		}

		private static Instant until(int position, String text) {
			try {
				return (text.indexOf('T') > 0) ? Instant.parse(text)
						: LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
			}
			catch (DateTimeException ex) {
				throw MalformedMuteException.at(position,
						"a date such as 2026-12-31 or an instant such as 2026-12-31T18:00:00Z as its end", text);
			}
		}

		boolean covers(ResourceKind kind, String name) {
			return (this.kind == null || this.kind == kind) && this.name.matches(name);
		}

	}

}
