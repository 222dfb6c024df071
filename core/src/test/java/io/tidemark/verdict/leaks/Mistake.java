package io.tidemark.verdict.leaks;

/**
 * A mistake and its repair. What a page of {@code docs/leaks} shows is in the class, word
 * for word.
 */
public interface Mistake extends AutoCloseable {

	/** The signature that it must get. */
	String signature();

	/** Makes it once. */
	void faulty() throws Exception;

	/** Does the same without it. */
	void repaired() throws Exception;

	/** Ends what was left behind. */
	@Override
	void close() throws Exception;

}
