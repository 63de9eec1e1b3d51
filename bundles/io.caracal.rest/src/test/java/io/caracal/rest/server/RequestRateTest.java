package io.caracal.rest.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestRateTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong();
    private final RequestRate rate = new RequestRate(10, clock::get);

    private long allowed(String address, int asked) {
        return IntStream.range(0, asked).filter(_ -> rate.allows(address)).count();
    }

    @Test
    void allowsABurstOfTwoSeconds() {
        assertThat(allowed("a", 100)).isEqualTo(20);
    }

    @Test
    void allowsTheRateAfterABurst() {
        allowed("a", 100);
        clock.addAndGet(SECOND);

        assertThat(allowed("a", 100)).isEqualTo(10);
    }

    @Test
    void countsEachAddressForItself() {
        allowed("a", 100);

        assertThat(rate.allows("b")).isTrue();
    }

    @Test
    void zeroIsNoLimit() {
        RequestRate free = new RequestRate(0, clock::get);

        assertThat(IntStream.range(0, 10_000).allMatch(_ -> free.allows("a"))).isTrue();
    }
}
