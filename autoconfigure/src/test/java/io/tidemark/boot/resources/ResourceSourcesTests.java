package io.tidemark.boot.resources;

import java.util.List;
import java.util.stream.IntStream;

import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.WatchedResource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceSourcesTests {

	private static final WatchedResource ORDERS = WatchedResource.of("orders", "orders", () -> 7);

	@Test
	void aSourceThatFailsIsBlindAndTakesNoOtherWithIt() {
		ResourceSources sources = new ResourceSources(List.of(failing(), offering("orders", List.of(ORDERS))));

		assertThat(sources.resources()).containsExactly(ORDERS);
		assertThat(sources.blind()).singleElement()
			.satisfies((blind) -> assertThat(blind.because()).contains("NoClassDefFoundError: com/example/Gone"));
	}

	@Test
	void ofTwoWithTheSameIdTheFirstCounts() {
		WatchedResource same = WatchedResource.of("orders", "orders", () -> 8);

		assertThat(new ResourceSources(List.of(offering("a", List.of(ORDERS, same)))).resources())
			.containsExactly(ORDERS);
	}

	@Test
	void aSourceOfTooManyIsCutAndSaysSo() {
		List<WatchedResource> many = IntStream.range(0, 300)
			.mapToObj((i) -> WatchedResource.of("orders-" + i, "orders", () -> 7))
			.toList();
		ResourceSources sources = new ResourceSources(
				List.of(offering("many", many), offering("one", List.of(ORDERS))));

		assertThat(sources.resources()).hasSize(ResourceSources.MOST + 1).contains(ORDERS);
		assertThat(sources.blind())
			.containsExactly(new BlindSource("many", "it offers 300 resources, watched are the first 128"));
	}

	@Test
	void thereAreAtMostAsManyLoadsAsAreReadAndTheFirstOfAName() {
		List<LoadSignal> loads = IntStream.range(0, 30)
			.mapToObj((i) -> new LoadSignal("load-" + i % 20, () -> 7))
			.toList();
		ResourceSources sources = new ResourceSources(List.of(new ResourceSource() {
			@Override
			public String name() {
				return "loads";
			}

			@Override
			public List<WatchedResource> resources() {
				return List.of();
			}

			@Override
			public List<LoadSignal> loads() {
				return loads;
			}
		}));

		assertThat(sources.loads()).hasSize(LoadSignal.MOST).containsExactlyElementsOf(loads.subList(0, 16));
	}

	private static ResourceSource failing() {
		return offering("gone", null);
	}

	private static ResourceSource offering(String name, List<WatchedResource> resources) {
		return new ResourceSource() {
			@Override
			public String name() {
				return name;
			}

			@Override
			public List<WatchedResource> resources() {
				if (resources == null) {
					throw new NoClassDefFoundError("com/example/Gone");
				}
				return resources;
			}
		};
	}

}
