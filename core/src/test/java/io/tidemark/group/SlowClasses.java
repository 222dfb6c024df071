package io.tidemark.group;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** Classes whose initialisation lasts until its thread is interrupted. */
final class SlowClasses {

	private SlowClasses() {
	}

	/** Loads them anew, so that they can be initialised once more. */
	static ClassLoader loader() {
		return new ClassLoader(SlowClasses.class.getClassLoader()) {

			@Override
			protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
				if (!name.startsWith(SlowClasses.class.getName() + "$")) {
					return super.loadClass(name, resolve);
				}
				synchronized (getClassLoadingLock(name)) {
					Class<?> loaded = findLoadedClass(name);
					return (loaded != null) ? loaded : define(name);
				}
			}

			private Class<?> define(String name) {
				try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
					byte[] bytes = file.readAllBytes();
					return defineClass(name, bytes, 0, bytes.length);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}

		};
	}

	/** Waits in its own initialiser. */
	public static final class Slow {

		static {
			await(new CountDownLatch(1));
		}

		private Slow() {
		}

		private static void await(CountDownLatch never) {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		static void touch() {
		}

	}

	/** Needs the slow class in its own initialiser. */
	public static final class Outer {

		static {
			Slow.touch();
		}

		private Outer() {
		}

	}

	/** Needs the slow class in ordinary code. */
	public static final class Caller implements Runnable {

		public Caller() {
		}

		@Override
		public void run() {
			enter();
		}

		private static void enter() {
			Slow.touch();
		}

	}

}
