package io.tidemark.boot.resources;

import java.util.List;
import java.util.function.ToLongFunction;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedResource;

/**
 * Memory that Netty's default allocator keeps for its buffers, direct and in the heap. It
 * may grow with a burst and stay: chunks go back only when all their buffers did. What
 * Netty takes past the JVM is in no bean of it, and in the gap of the process. Readings
 * take some microseconds.
 *
 * @since 0.1.0
 */
public final class NettyBuffers implements ResourceSource {

	private final ByteBufAllocator allocator;

	/**
	 * Watches the allocator that everybody uses who chose none.
	 */
	public NettyBuffers() {
		this(ByteBufAllocator.DEFAULT);
	}

	NettyBuffers(ByteBufAllocator allocator) {
		this.allocator = allocator;
	}

	@Override
	public String name() {
		return "buffers of Netty";
	}

	@Override
	public List<WatchedResource> resources() {
		if (!(this.allocator instanceof ByteBufAllocatorMetricProvider provider)) {
			return List.of();
		}
		return List.of(
				resource("netty.buffers.direct", ResourceKind.DIRECT_BUFFERS, provider,
						ByteBufAllocatorMetric::usedDirectMemory),
				resource("netty.buffers.heap", ResourceKind.POOL, provider, ByteBufAllocatorMetric::usedHeapMemory));
	}

	private static WatchedResource resource(String name, ResourceKind kind, ByteBufAllocatorMetricProvider provider,
			ToLongFunction<ByteBufAllocatorMetric> bytes) {
		return WatchedResource.of(name, "bytes", () -> bytes.applyAsLong(provider.metric()))
			.withKind(kind)
			.withLoad(LoadSignal.REQUESTS);
	}

	@Override
	public List<BlindSource> blind() {
		return (this.allocator instanceof ByteBufAllocatorMetricProvider) ? List.of()
				: List.of(new BlindSource(name(), "its default allocator does not tell what it keeps"));
	}

}
