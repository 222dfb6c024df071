package io.tidemark.boot.origin.app;

import org.springframework.scheduling.annotation.Async;

/** A class without interface, so that its proxy is a subclass. */
public class Mailer {

	@Async
	public void send(Work work) {
		work.run();
	}

}
