package io.tidemark.diff;

import java.util.List;

/**
 * Thrown when somebody asks for a snapshot that is not kept (any more).
 *
 * @since 0.1.0
 */
public class UnknownSnapshotException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * @param reference what was asked for
	 * @param known what could be asked for
	 */
	public UnknownSnapshotException(String reference, List<String> known) {
		super("No snapshot '%s' is kept; known are %s".formatted(reference, String.join(", ", known)));
	}

}
