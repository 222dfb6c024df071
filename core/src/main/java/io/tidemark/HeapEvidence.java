package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationLine.Source;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.OldObject;
import io.tidemark.heap.OldObjects;
import io.tidemark.trend.Direction;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * What of all that was seen speaks of memory of one kind.
 */
enum HeapEvidence {

	/** Objects in the heap. */
	HEAP {
		@Override
		boolean concerns(GrowingClass grown) {
			return true;
		}

		@Override
		boolean concerns(OldObject object) {
			return true;
		}
	},

	/** Objects that stand for buffers outside the heap. */
	BUFFERS {
		@Override
		boolean concerns(GrowingClass grown) {
			return isBuffer(grown.name()) || grown.explains().stream().anyMatch(HeapEvidence::isBuffer);
		}

		@Override
		boolean concerns(OldObject object) {
			return isBuffer(object.className());
		}
	},

	/** Class loaders, and classes that several of them loaded. */
	CLASSES {
		@Override
		boolean concerns(GrowingClass grown) {
			return isLoader(grown.name()) || grown.loaders() >= LOADERS;
		}

		@Override
		boolean concerns(OldObject object) {
			return isLoader(object.className())
					|| object.stack().stream().anyMatch((frame) -> frame.className().equals(LOADER));
		}
	};

	/** Classes and lines that are told. */
	static final int TOLD = 5;

	/** How old an object must have been then: younger ones may have been in use only. */
	static final Duration SURVIVED = Duration.ofSeconds(30);

	/** Old objects that one line needs before it means anything. */
	static final int LEAST_SAMPLES = 5;

	private static final int LOADERS = 3;

	private static final String LOADER = "java.lang.ClassLoader";

	/** What this kind of memory is told by, or {@code null} if by no object. */
	static @Nullable HeapEvidence of(ResourceKind kind) {
		return switch (kind) {
			case HEAP -> HEAP;
			case DIRECT_BUFFERS -> BUFFERS;
			case METASPACE -> CLASSES;
			default -> null;
		};
	}

	abstract boolean concerns(GrowingClass grown);

	abstract boolean concerns(OldObject object);

	private static boolean isBuffer(String className) {
		return className.startsWith("java.nio.Direct") || className.startsWith("java.nio.Mapped")
				|| className.equals("jdk.internal.ref.Cleaner");
	}

	private static boolean isLoader(String className) {
		return className.endsWith("ClassLoader");
	}

	/** Those of the classes that speak of it, in their order. */
	List<GrowingClass> classes(List<GrowingClass> growing) {
		return growing.stream().filter(this::concerns).limit(TOLD).map(this::weighed).toList();
	}

	/** What is outside the heap is not told by the bytes of what stands for it. */
	private GrowingClass weighed(GrowingClass grown) {
		return (this == HEAP) ? grown : new GrowingClass(grown.name(), grown.observations(), grown.instancesGained(),
				grown.bytesGained(), grown.instances(), Double.NaN, grown.explains(), grown.loaders());
	}

	/**
	 * Those of the old objects that speak of it: allocated since the growth began, and
	 * survivors.
	 * @param survived what was allocated before has survived, see {@link HeapSurvivors};
	 * {@code null} if nothing has
	 */
	OldObjects objects(OldObjects all, Instant began, @Nullable Instant survived) {
		Instant latest = (survived != null) ? survived.minus(SURVIVED) : Instant.MIN;
		List<OldObject> since = all.objects().stream().filter((object) -> {
			Instant allocated = all.time().minus(object.age());
			return !allocated.isAfter(latest) && !allocated.isBefore(began) && concerns(object);
		}).toList();
		return new OldObjects(all.time(), since, all.because(), all.paths(), all.pause(), all.wall());
	}

	/** Whether the old objects are enough to point anywhere. */
	static boolean pointSomewhere(List<AllocationLine> lines) {
		return lines.stream()
			.anyMatch((line) -> line.source() == Source.OLD_OBJECTS && line.frame() != null
					&& line.samples() >= LEAST_SAMPLES);
	}

	/**
	 * What of ours grows at the same time and has no bound that it may be filling up to,
	 * or {@code null} if nothing does.
	 */
	static @Nullable String growsWithIt(List<LeakVerdict> verdicts) {
		return verdicts.stream()
			.filter((verdict) -> holds(verdict.kind()) && verdict.grade().compareTo(Grade.WATCHING) >= 0
					&& verdict.judgement().trend().direction() == Direction.RISING && !isBounded(verdict))
			.max(Comparator.comparingDouble(HeapEvidence::relativeGrowth))
			.map((verdict) -> verdict.name() + verdict.distinction() + ", which grows with it")
			.orElse(null);
	}

	private static boolean holds(ResourceKind kind) {
		return kind == ResourceKind.POOL || kind == ResourceKind.EXECUTOR || kind == ResourceKind.CUSTOM;
	}

	private static boolean isBounded(LeakVerdict verdict) {
		return verdict.limit() >= 0 && verdict.limit() < Integer.MAX_VALUE;
	}

	private static double relativeGrowth(LeakVerdict verdict) {
		return verdict.judgement().trend().slopePerHour() / Math.max(1, verdict.judgement().floor());
	}

	/** Who is at the end of a path, the outermost that is not of the JDK first. */
	static @Nullable String holder(List<AllocationLine> lines) {
		for (AllocationLine line : lines) {
			List<String> path = new ArrayList<>(line.path());
			for (int i = path.size() - 1; i > 0; i--) {
				if (!path.get(i).startsWith("java.") && !path.get(i).startsWith("jdk.")) {
					return path.get(i);
				}
			}
		}
		return null;
	}

}
