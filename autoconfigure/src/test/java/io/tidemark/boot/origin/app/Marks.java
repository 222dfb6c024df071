package io.tidemark.boot.origin.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.tidemark.snapshot.Frame;

/** The lines of this application that are to be found again as origins. */
public final class Marks {

	private static final Map<String, Frame> marks = new ConcurrentHashMap<>();

	private Marks() {
	}

	/** The line of the mark. */
	public static Frame line(String mark) {
		return marks.get(mark);
	}

	/** The statement on the next line starts a thread. */
	static void next(String mark) {
		StackTraceElement here = new Throwable().getStackTrace()[1];
		marks.put(mark,
				new Frame(here.getClassName(), here.getMethodName(), here.getFileName(), here.getLineNumber() + 1));
	}

}
