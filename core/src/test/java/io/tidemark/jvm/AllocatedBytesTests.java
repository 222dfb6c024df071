package io.tidemark.jvm;

import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AllocatedBytesTests {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatAThreadAllocatesIsAdded(boolean counted) {
		AllocatedBytes bytes = new AllocatedBytes(counted);
		long before = bytes.total();

		byte[] array = new byte[10_000_000];

		assertThat(bytes.total() - before).isGreaterThanOrEqualTo(array.length);
		assertThat(bytes.areCounted()).isEqualTo(counted && isCountedByThisJvm());
	}

	private static boolean isCountedByThisJvm() {
		return Stream.of(ThreadMXBean.class.getMethods())
			.anyMatch((method) -> method.getName().equals("getTotalThreadAllocatedBytes"));
	}

}
