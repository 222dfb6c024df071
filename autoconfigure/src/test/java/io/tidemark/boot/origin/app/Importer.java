package io.tidemark.boot.origin.app;

/** Starts a thread itself, behind a proxy. */
public class Importer {

	public void start(Work work) {
		Thread thread = new Thread(work, "importer");
		Marks.next("proxied");
		thread.start();
	}

}
