package io.caracal.security.banned;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.broker.Ban;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlappingTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Ban> bans = new ArrayList<>();
    private final Flapping flapping = new Flapping(settings(true), () -> now, bans::add);

    private static FlappingSettings settings(boolean enable) {
        return new FlappingSettings(enable, Duration.ofMinutes(1), 3, Duration.ofMinutes(5));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private void disconnect(String clientId, int times) {
        for (int i = 0; i < times; i++) {
            flapping.disconnected(clientId);
        }
    }

    @Test
    void whoComesAndGoesTooOftenIsBannedForAWhile() {
        disconnect("client", 3);

        assertThat(bans)
                .containsExactly(new Ban(
                        Ban.Kind.CLIENTID,
                        "client",
                        "flapping_detect",
                        "3 disconnections within 1m",
                        now,
                        Optional.of(now.plus(Duration.ofMinutes(5)))));
        assertThat(flapping.watched()).isZero();
    }

    @Test
    void eachClientIsCountedByItself() {
        disconnect("one", 2);
        disconnect("other", 2);

        assertThat(bans).isEmpty();
    }

    @Test
    void whatIsLongAgoDoesNotCount() {
        disconnect("client", 2);
        pass(Duration.ofMinutes(1));
        disconnect("client", 2);

        assertThat(bans).isEmpty();
    }

    @Test
    void nobodyIsWatchedUnlessItIsEnabled() {
        flapping.follow(settings(false));

        disconnect("client", 100);

        assertThat(bans).isEmpty();
        assertThat(flapping.watched()).isZero();
    }

    @Test
    void identifiersMadeUpWithoutEndTakeNoMoreMemory() {
        for (int i = 0; i < Flapping.MOST + 1000; i++) {
            flapping.disconnected("c" + i);
        }
        assertThat(flapping.watched()).isEqualTo(Flapping.MOST);

        pass(Duration.ofMinutes(2));
        disconnect("client", 3);

        assertThat(bans).hasSize(1);
        assertThat(flapping.watched()).isZero();
    }
}
