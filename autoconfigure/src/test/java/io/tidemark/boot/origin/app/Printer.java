package io.tidemark.boot.origin.app;

import org.springframework.scheduling.annotation.Async;

/** Not public, so that its proxy lies in this package. */
interface Printer {

	void print(Work work);

	/** What is behind the proxy. */
	class Laser implements Printer {

		@Async
		@Override
		public void print(Work work) {
			work.run();
		}

	}

}
