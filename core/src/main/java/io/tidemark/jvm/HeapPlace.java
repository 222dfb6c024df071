package io.tidemark.jvm;

import java.nio.file.Path;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Where the heap of this JVM is among what the kernel counts. ZGC keeps it in shared
 * memory, all other collectors in anonymous memory between two addresses that never
 * change. For one thread at a time.
 */
final class HeapPlace {

	private final boolean shared;

	private final Supplier<@Nullable String> description;

	private @Nullable HeapPages pages;

	private boolean asked;

	/**
	 * @param shared whether it is in shared memory
	 * @param description describes the heap with its addresses, {@code null} if this JVM
	 * does not tell; asked once
	 */
	HeapPlace(boolean shared, Supplier<@Nullable String> description) {
		this.shared = shared;
		this.description = description;
	}

	static HeapPlace ofThisJvm() {
		boolean zgc = new MemoryPools().pools()
			.stream()
			.anyMatch((pool) -> pool.area() == MemoryArea.HEAP && pool.name().startsWith("Z"));
		return new HeapPlace(zgc, DiagnosticCommands::heap);
	}

	/** Whether it is in shared memory, where nothing else of size is. */
	boolean isShared() {
		return this.shared;
	}

	/** Anonymous bytes of the heap in memory or in swap, -1 if it cannot be told. */
	long anonymous(Path smaps) {
		if (this.shared) {
			return 0;
		}
		if (!this.asked) {
			this.asked = true;
			String text = this.description.get();
			this.pages = (text != null) ? HeapPages.find(text) : null;
		}
		return (this.pages != null) ? this.pages.resident(smaps) : -1;
	}

}
