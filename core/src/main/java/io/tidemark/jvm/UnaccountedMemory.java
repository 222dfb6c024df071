package io.tidemark.jvm;

import org.jspecify.annotations.Nullable;

/**
 * The gap: anonymous memory of the process, in swap or not, that is neither heap in
 * memory, metaspace, compiled code nor a direct buffer. It has stacks, structures of the
 * collector and the compilers, and what libraries take by {@code malloc}; a leak in
 * native code is here and nowhere else.
 * <p>
 * Files are left out on purpose: the kernel takes them back without asking.
 *
 * @param bytes the gap, at least 0; -1 if not known
 * @param least what the gap is even if all stacks are touched to their end and, where the
 * heap in memory is not known, the whole committed heap is
 * @param heap bytes of heap in memory as the RSS has them; shared memory on ZGC
 * @param exact whether these were counted by the kernel rather than estimated
 * @param untracked what of the gap even native memory tracking does not know; -1 where it
 * was not switched on when the JVM started
 * @param because why the gap is not known, or {@code null} if it is
 * @since 0.1.0
 */
public record UnaccountedMemory(long bytes, long least, long heap, boolean exact, long untracked,
		@Nullable String because) {

	static UnaccountedMemory unknown(String because) {
		return new UnaccountedMemory(-1, -1, -1, false, -1, because);
	}

}
