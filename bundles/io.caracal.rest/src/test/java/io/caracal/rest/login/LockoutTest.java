package io.caracal.rest.login;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.rest.RestException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LockoutTest {
    private final AtomicLong clock = new AtomicLong();
    private final Lockout lockout = new Lockout(3, Duration.ofMinutes(10), clock::get);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            lockout.failed("otter");
        }
    }

    @Test
    void letsInAfterFewFailures() {
        fail(2);

        assertThatCode(() -> lockout.check("otter")).doesNotThrowAnyException();
    }

    @Test
    void locksOutAfterTooMany() {
        fail(3);

        assertThatThrownBy(() -> lockout.check("otter"))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("another 600 s");
    }

    @Test
    void locksOutNobodyElse() {
        fail(3);

        assertThatCode(() -> lockout.check("beaver")).doesNotThrowAnyException();
    }

    @Test
    void endsAfterItsTime() {
        fail(3);
        clock.addAndGet(Duration.ofMinutes(10).toNanos());

        assertThatCode(() -> lockout.check("otter")).doesNotThrowAnyException();
    }

    @Test
    void aSuccessBeginsAnew() {
        fail(2);
        lockout.succeeded("otter");
        fail(2);

        assertThatCode(() -> lockout.check("otter")).doesNotThrowAnyException();
    }
}
