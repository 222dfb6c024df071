package io.tidemark.parse;

/**
 * Thrown when nothing of a dump can be read. A dump of which a part can be read gives a
 * {@link DumpProblem} instead.
 *
 * @since 0.1.0
 */
public class DumpFormatException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final DumpProblem problem;

	/**
	 * @param problem where, what was expected, and what was found
	 */
	public DumpFormatException(DumpProblem problem) {
		super(problem.toString());
		this.problem = problem;
	}

	/** Where, what was expected, and what was found. */
	public DumpProblem problem() {
		return this.problem;
	}

}
