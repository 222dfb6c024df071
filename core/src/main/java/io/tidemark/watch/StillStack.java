package io.tidemark.watch;

import io.tidemark.group.Fingerprint;

/**
 * A stack of a family at which threads stand still although they do not wait for work.
 *
 * @param fingerprint identity of the stack
 * @param at class and method of the innermost frame outside the JDK, empty if there is
 * none
 * @param threads threads that stand there
 * @param still those of them that do not move
 * @since 0.1.0
 */
public record StillStack(Fingerprint fingerprint, String at, int threads, int still) {
}
