package io.tidemark.sample.leaks;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.springframework.stereotype.Component;

/**
 * Blocks of an upload are received into direct buffers, which wait in a pool to be used
 * again. Nobody takes from the pool. The memory is outside of the heap, where the JVM
 * keeps no more of it than a small object for each buffer.
 */
@Component
final class DirectBufferNeverFreed implements LeakScenario {

	private static final int BLOCK = 4 * 1024;

	/** Of each upload: 64 KiB in all. */
	private static final int BLOCKS = 16;

	private final Queue<ByteBuffer> pool = new ConcurrentLinkedQueue<>();

	private final Queue<ByteBuffer> repairedPool = new ConcurrentLinkedQueue<>();

	private volatile int held;

	@Override
	public String id() {
		return "direct-buffer";
	}

	@Override
	public String wrong() {
		return "Each upload is received into 16 new direct buffers of 4 KiB, which go to a pool that nobody takes from, so memory outside of the heap grows.";
	}

	@Override
	public int cap(LeakProperties configured) {
		return configured.memoryCap();
	}

	@Override
	public int held() {
		return this.held;
	}

	@Override
	public void commit() {
		for (int block = 0; block < BLOCKS; block++) {
			this.pool.add(receive(newBuffer())); // FAULT: only ever added to
		}
		this.held++;
	}

	@Override
	public void repaired() {
		for (int block = 0; block < BLOCKS; block++) {
			ByteBuffer free = this.repairedPool.poll(); // REPAIR: used again
			this.repairedPool.add(receive((free != null) ? free : newBuffer()));
		}
	}

	/** The memory is free once a collection has found the buffers. */
	@Override
	public void release() {
		this.pool.clear();
		this.held = 0;
	}

	private static ByteBuffer newBuffer() {
		return ByteBuffer.allocateDirect(BLOCK);
	}

	private static ByteBuffer receive(ByteBuffer block) {
		block.clear();
		while (block.hasRemaining()) {
			block.put((byte) 1);
		}
		return block.flip();
	}

}
