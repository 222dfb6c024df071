package io.tidemark.sample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Libraries as a service has them, each started and used once: Reactor, Reactor Netty,
 * Netty, the clients of Kafka (which never reach a broker) and gRPC, all on loopback.
 */
final class Neighbours implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

	private final Deque<AutoCloseable> started = new ArrayDeque<>();

	Neighbours() throws Exception {
		useReactor();
		useReactorNetty();
		useNetty();
		useKafka();
		useGrpc();
	}

	private void useReactor() {
		Flux.interval(Duration.ofMillis(1)).take(3).blockLast(PATIENCE);
		Mono.fromCallable(() -> "elastic").subscribeOn(Schedulers.boundedElastic()).block(PATIENCE);
		Mono.fromCallable(() -> "single").subscribeOn(Schedulers.single()).block(PATIENCE);
	}

	private void useReactorNetty() {
		DisposableServer server = TcpServer.create()
			.bindAddress(() -> ANY_PORT)
			.handle((in, out) -> out.sendString(Mono.just("hello")))
			.bindNow(PATIENCE);
		this.started.push(server::disposeNow);
		Connection connection = TcpClient.create().remoteAddress(server::address).connectNow(PATIENCE);
		this.started.push(connection::disposeNow);
		connection.inbound().receive().asString().blockFirst(PATIENCE);
	}

	private void useNetty() throws Exception {
		EventLoopGroup group = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
		this.started.push(() -> group.shutdownGracefully().sync());
		for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
			group.submit(() -> "task").get();
		}
	}

	private void useKafka() {
		Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:1", "group.id", "healthy",
				"key.serializer", ByteArraySerializer.class, "value.serializer", ByteArraySerializer.class,
				"key.deserializer", ByteArrayDeserializer.class, "value.deserializer", ByteArrayDeserializer.class,
				"reconnect.backoff.ms", 1_000);
		KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings);
		this.started.push(() -> producer.close(Duration.ZERO));
		Admin admin = Admin.create(settings);
		this.started.push(() -> admin.close(Duration.ZERO));
		KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings);
		this.started.push(consumer::close);
		consumer.subscribe(List.of("orders"));
		consumer.poll(Duration.ofMillis(10));
	}

	/** The server knows no method, and the call says so. */
	private void useGrpc() throws IOException {
		Server server = NettyServerBuilder.forAddress(ANY_PORT).build().start();
		this.started.push(server::shutdownNow);
		ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
		this.started.push(channel::shutdownNow);
		MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
			.setType(MethodDescriptor.MethodType.UNARY)
			.setFullMethodName("orders/place")
			.setRequestMarshaller(new Bytes())
			.setResponseMarshaller(new Bytes())
			.build();
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, new byte[1]))
			.extracting((ex) -> ex.getStatus().getCode())
			.isEqualTo(Status.Code.UNIMPLEMENTED);
	}

	@Override
	public void close() throws Exception {
		List<Exception> failures = new ArrayList<>();
		while (!this.started.isEmpty()) {
			try {
				this.started.pop().close();
			}
			catch (Exception ex) {
				failures.add(ex);
			}
		}
		if (!failures.isEmpty()) {
			throw failures.get(0);
		}
	}

	/** Messages as they are. */
	private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

		@Override
		public InputStream stream(byte[] value) {
			return new ByteArrayInputStream(value);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			}
			catch (IOException ex) {
				throw Status.INTERNAL.withCause(ex).asRuntimeException();
			}
		}

	}

}
