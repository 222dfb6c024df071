package io.tidemark.boot.autoconfigure;

import java.time.Clock;
import java.util.List;

import io.tidemark.HeapWatch;
import io.tidemark.LeakWatch;
import io.tidemark.MemoryDrift;
import io.tidemark.Tidemark;
import io.tidemark.boot.endpoint.EndpointPaths;
import io.tidemark.boot.endpoint.HeapDiffEndpoint;
import io.tidemark.boot.endpoint.HeapNotWatchedException;
import io.tidemark.boot.endpoint.HeapPictures;
import io.tidemark.boot.endpoint.LeaksEndpoint;
import io.tidemark.boot.endpoint.LeaksNotWatchedException;
import io.tidemark.boot.endpoint.ThreadDiffEndpoint;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.boot.schedule.SharedSnapshots;
import io.tidemark.jvm.ContainerCheck;
import io.tidemark.report.HeapContext;
import io.tidemark.report.LeaksContext;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.PoolRatios;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * {@link AutoConfiguration Auto-configuration} of the endpoints. None is exposed by
 * itself.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TidemarkAutoConfiguration.class)
@ConditionalOnClass({ WebEndpointResponse.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(Tidemark.class)
@Lazy
public final class TidemarkEndpointAutoConfiguration {

	private static final EndpointId THREAD_DIFF = EndpointId.of("threaddiff");

	private static final EndpointId LEAKS = EndpointId.of("leaks");

	private static final EndpointId HEAP_DIFF = EndpointId.of("heapdiff");

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "tidemark.threads.enabled", matchIfMissing = true)
	@ConditionalOnAvailableEndpoint
	ThreadDiffEndpoint threadDiffEndpoint(ObjectProvider<Tidemark> tidemark, ObjectProvider<SharedSnapshots> snapshots,
			ObjectProvider<ObserverParts> parts, ObjectProvider<EndpointAccessResolver> access,
			ObjectProvider<PathMappedEndpoints> endpoints) {
		return new ThreadDiffEndpoint(tidemark::getObject, snapshots::getObject, () -> parts.getObject().states(),
				() -> isWritable(access, THREAD_DIFF, Access.READ_ONLY),
				(context) -> context.withLeaks(paths(endpoints, THREAD_DIFF, LEAKS).neighbour())
					.withHeapDiff(paths(endpoints, THREAD_DIFF, HEAP_DIFF).neighbour()));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "tidemark.leaks.enabled", matchIfMissing = true)
	@ConditionalOnAvailableEndpoint
	LeaksEndpoint leaksEndpoint(ObjectProvider<LeakWatch> watch, ObjectProvider<ObserverParts> parts,
			ObjectProvider<PathMappedEndpoints> endpoints, ObjectProvider<ContainerCheck> container,
			ObjectProvider<PoolRatios> pools) {
		return new LeaksEndpoint(() -> watched(watch), () -> parts.getObject().states(),
				() -> paths(endpoints, LEAKS, THREAD_DIFF), Clock.systemUTC(),
				(context) -> withMemory(context, container, pools)
					.withHeapDiff(paths(endpoints, LEAKS, HEAP_DIFF).neighbour()));
	}

	private static LeaksContext withMemory(LeaksContext context, ObjectProvider<ContainerCheck> container,
			ObjectProvider<PoolRatios> pools) {
		ContainerCheck check = container.getIfAvailable();
		PoolRatios ratios = pools.getIfAvailable();
		return context.withContainer((check != null) ? check.plan() : null)
			.withPools((ratios != null) ? ratios.ratios() : List.of());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "tidemark.heap.enabled", matchIfMissing = true)
	@ConditionalOnAvailableEndpoint
	HeapDiffEndpoint heapDiffEndpoint(ObjectProvider<HeapWatch> heap, ObjectProvider<LeakWatch> leaks,
			ObjectProvider<MemoryDrift> drift, ObjectProvider<ObserverParts> parts,
			ObjectProvider<EndpointAccessResolver> access, ObjectProvider<PathMappedEndpoints> endpoints,
			TidemarkProperties properties) {
		HeapPictures pictures = new HeapPictures(() -> verdicts(leaks), drift::getIfAvailable,
				properties.heap().histogram().maxPause(), Runtime.getRuntime().maxMemory(),
				properties.heap().allocations().top());
		return new HeapDiffEndpoint(() -> watchedHeap(heap), pictures,
				(limit) -> heapContext(limit, isWritable(access, HEAP_DIFF, Access.NONE), parts.getObject(), endpoints),
				Clock.systemUTC());
	}

	@Bean
	StartupReport tidemarkStartupReport(TidemarkProperties properties, ObjectProvider<PathMappedEndpoints> endpoints) {
		return new StartupReport(properties, endpoints);
	}

	private static LeakWatch watched(ObjectProvider<LeakWatch> watch) {
		LeakWatch watched = watch.getIfAvailable();
		if (watched == null) {
			throw new LeaksNotWatchedException("Leaks are not watched here: expected a bean of type "
					+ LeakWatch.class.getName() + ", found none; tidemark.leaks.enabled=true makes one");
		}
		return watched;
	}

	private static HeapWatch watchedHeap(ObjectProvider<HeapWatch> heap) {
		HeapWatch watched = heap.getIfAvailable();
		if (watched == null) {
			throw new HeapNotWatchedException("Memory is not watched here: expected a bean of type "
					+ HeapWatch.class.getName() + ", found none; tidemark.heap.enabled=true makes one");
		}
		return watched;
	}

	private static List<LeakVerdict> verdicts(ObjectProvider<LeakWatch> leaks) {
		LeakWatch watch = leaks.getIfAvailable();
		return (watch != null) ? watch.verdicts() : List.of();
	}

	private static HeapContext heapContext(int limit, boolean writable, ObserverParts parts,
			ObjectProvider<PathMappedEndpoints> endpoints) {
		EndpointPaths leaks = paths(endpoints, HEAP_DIFF, LEAKS);
		return new HeapContext(limit, writable, parts.states(), leaks.self(), leaks.neighbour(),
				paths(endpoints, HEAP_DIFF, THREAD_DIFF).neighbour());
	}

	private static EndpointPaths paths(ObjectProvider<PathMappedEndpoints> endpoints, EndpointId self,
			EndpointId neighbour) {
		PathMappedEndpoints paths = endpoints.getIfAvailable();
		String path = (paths != null) ? paths.getRootPath(self) : null;
		return EndpointPaths.of((path != null) ? path : self.toString(),
				(paths != null) ? paths.getRootPath(neighbour) : null);
	}

	private static boolean isWritable(ObjectProvider<EndpointAccessResolver> access, EndpointId endpoint,
			Access byDefault) {
		EndpointAccessResolver resolver = access.getIfAvailable();
		return resolver != null && resolver.accessFor(endpoint, byDefault) == Access.UNRESTRICTED;
	}

}
