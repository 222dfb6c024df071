package io.tidemark.verdict;

/**
 * The kind of mistake that a growing group of threads looks like.
 *
 * @param id name of the kind, such as {@code executor-per-call}
 * @param title the kind in a few words
 * @param because what in this group says so, as a sentence with its numbers
 * @param repair how it is repaired, as a sentence
 * @param page the page of the documentation, such as
 * {@code docs/leaks/executor-per-call.md}
 * @param rank place in the table of signatures, from 0: what hangs stands before what
 * grows
 * @since 0.1.0
 */
public record Signature(String id, String title, String because, String repair, String page, int rank) {
}
