package io.tidemark.watch;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Something of which a service may hold more and more: how it is called and how it is
 * read. An application registers its own as beans of one line: <pre>{@code
 * &#64;Bean
 * WatchedResource orders(OrderBook book) {
 * 	return WatchedResource.of("orders.open", "orders", book::size).withLimit(10_000);
 * }
 * }</pre>
 *
 * @param kind what it is
 * @param name its name, the same after a restart
 * @param unit what is counted, such as {@code threads} or {@code bytes}
 * @param tags what tells it from others of the same kind and name
 * @param reading reads it: at least 0, or NaN or below 0 when it cannot be read now. It
 * is called every 10 seconds and more often while the value moves, by one thread that it
 * must not keep, so it takes microseconds and never blocks
 * @param limit reads the most there can be, NaN or below 0 if there is none; read as
 * often
 * @param load name of the load signal that it may follow, see {@link LoadSignal}; or
 * {@code null} if it follows none
 * @param flow counts what comes and goes, or {@code null} if only the level is known
 * @since 0.1.0
 */
public record WatchedResource(ResourceKind kind, String name, String unit, Map<String, String> tags,
		DoubleSupplier reading, DoubleSupplier limit, @Nullable String load, @Nullable Flow flow) {

	private static final DoubleSupplier NO_LIMIT = () -> Double.NaN;

	public WatchedResource {
		if (name.isBlank()) {
			throw new IllegalArgumentException("name of a watched resource must not be blank, found '" + name + "'");
		}
		if (unit.isBlank()) {
			throw new IllegalArgumentException("unit of '" + name + "' must not be blank, found '" + unit + "'");
		}
		tags = Collections.unmodifiableMap(new TreeMap<>(tags));
	}

	/** A resource of the application that follows the requests it serves. */
	public static WatchedResource of(String name, String unit, DoubleSupplier reading) {
		return new WatchedResource(ResourceKind.CUSTOM, name, unit, Map.of(), reading, NO_LIMIT, LoadSignal.REQUESTS,
				null);
	}

	/** Names another kind. */
	public WatchedResource withKind(ResourceKind kind) {
		return new WatchedResource(kind, this.name, this.unit, this.tags, this.reading, this.limit, this.load,
				this.flow);
	}

	/** Adds a tag that tells it from others of the same name. */
	public WatchedResource withTag(String key, String value) {
		Map<String, String> more = new TreeMap<>(this.tags);
		more.put(key, value);
		return new WatchedResource(this.kind, this.name, this.unit, more, this.reading, this.limit, this.load,
				this.flow);
	}

	/** Names the most there can be. */
	public WatchedResource withLimit(double limit) {
		return withLimit(() -> limit);
	}

	/** The same where it may change. */
	public WatchedResource withLimit(DoubleSupplier limit) {
		return new WatchedResource(this.kind, this.name, this.unit, this.tags, this.reading, limit, this.load,
				this.flow);
	}

	/**
	 * The same where the most there can be has a name of its own, since the smallest of
	 * several limits wins and people want to know which one.
	 * @param name where the limit comes from, such as {@code pids.max of the container}
	 * @param limit reads the most there can be, NaN or below 0 if there is none
	 */
	public WatchedResource withLimit(Supplier<@Nullable String> name, DoubleSupplier limit) {
		return withLimit(new NamedLimit(name, limit));
	}

	/**
	 * Where the limit comes from, such as {@code pids.max of the container}, or
	 * {@code null} if nothing but its number is known.
	 */
	public @Nullable String limitName() {
		return (this.limit instanceof NamedLimit named) ? named.name().get() : null;
	}

	/** Names the load signal that it follows, or {@code null} if it follows none. */
	public WatchedResource withLoad(@Nullable String load) {
		return new WatchedResource(this.kind, this.name, this.unit, this.tags, this.reading, this.limit, load,
				this.flow);
	}

	/** Counts what comes and goes. */
	public WatchedResource withFlow(Flow flow) {
		return new WatchedResource(this.kind, this.name, this.unit, this.tags, this.reading, this.limit, this.load,
				flow);
	}

	/**
	 * Sixteen hexadecimal digits that name the resource in reports and addresses, the
	 * same after a restart.
	 */
	public String id() {
		return id(this.kind, this.name, this.tags);
	}

	static String id(ResourceKind kind, String name, Map<String, String> tags) {
		String identity = kind.id() + '\n' + name + '\n' + new TreeMap<>(tags);
		UUID hash = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
		return String.format("%016x", hash.getMostSignificantBits());
	}

}
