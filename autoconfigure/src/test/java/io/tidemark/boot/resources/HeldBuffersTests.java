package io.tidemark.boot.resources;

import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tidemark.watch.WatchedResource;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link NettyBuffers} and {@link LogQueues}. */
class HeldBuffersTests {

	@Test
	void chunksThatNettyKeepsAreTold() {
		PooledByteBufAllocator allocator = new PooledByteBufAllocator(true);
		WatchedResource direct = named("netty.buffers.direct", new NettyBuffers(allocator));
		assertThat(direct.reading().getAsDouble()).isZero();

		ByteBuf buffer = allocator.directBuffer(1_000);

		assertThat(direct.reading().getAsDouble()).isGreaterThanOrEqualTo(1_000);
		buffer.release();
	}

	@Test
	void defaultAllocatorTellsBoth() {
		assertThat(new NettyBuffers().resources()).extracting(WatchedResource::name)
			.containsExactly("netty.buffers.direct", "netty.buffers.heap");
		assertThat(new NettyBuffers(UnpooledByteBufAllocator.DEFAULT).blind()).isEmpty();
	}

	@Test
	void eventsThatWaitToBeLoggedAreToldWithTheBound() throws InterruptedException {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		Logger logger = context.getLogger("io.tidemark.test.async");
		Held slow = new Held();
		slow.setContext(context);
		slow.start();
		AsyncAppender queue = new AsyncAppender();
		queue.setContext(context);
		queue.setName("FILES");
		queue.setQueueSize(64);
		queue.addAppender(slow);
		queue.start();
		logger.setLevel(Level.INFO);
		logger.setAdditive(false);
		logger.addAppender(queue);
		try {
			logger.info("first");
			slow.reached.await();
			logger.info("second");
			logger.info("third");

			WatchedResource resource = named("log.queue", new LogQueues());
			assertThat(resource.tags()).containsEntry("appender", "FILES");
			assertThat(resource.reading().getAsDouble()).isEqualTo(2);
			assertThat(resource.limit().getAsDouble()).isEqualTo(64);
		}
		finally {
			slow.go.countDown();
			logger.detachAppender(queue);
			queue.stop();
		}
		assertThat(new LogQueues().resources()).isEmpty();
	}

	private static WatchedResource named(String name, ResourceSource source) {
		return source.resources().stream().filter((resource) -> resource.name().equals(name)).findFirst().orElseThrow();
	}

	/** Writes nothing before it may. */
	private static final class Held extends AppenderBase<ILoggingEvent> {

		private final CountDownLatch reached = new CountDownLatch(1);

		private final CountDownLatch go = new CountDownLatch(1);

		@Override
		protected void append(ILoggingEvent event) {
			this.reached.countDown();
			try {
				this.go.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
