package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.Message;
import org.junit.jupiter.api.Test;

class WillTest {
    @Test
    void theExpiryCountsFromThePublication() {
        Will will = new Will(message(1_000, 61_000), 5);

        Message published = will.published(500_000);

        assertThat(published.publishedAt()).isEqualTo(500_000);
        assertThat(published.expiresAt()).isEqualTo(560_000);
    }

    @Test
    void aWillWithoutExpiryNeverExpires() {
        Will will = new Will(message(1_000, Message.NEVER), 0);

        assertThat(will.published(500_000).expiresAt()).isEqualTo(Message.NEVER);
    }

    @Test
    void everythingElseIsPublishedAsItWasSet() {
        Message set = message(1_000, 2_000);

        Message published = new Will(set, 0).published(3_000);

        assertThat(published.topic()).isSameAs(set.topic());
        assertThat(published.payload()).isSameAs(set.payload());
        assertThat(published.properties()).isSameAs(set.properties());
        assertThat(published.qos()).isEqualTo(2);
        assertThat(published.retain()).isTrue();
        assertThat(published.publisher()).isEqualTo("c");
    }

    @Test
    void itIsStoredWithItsDelay() {
        Will will = new Will(message(1_000, 2_000), 7);

        assertThat(Will.of(will.stored())).isEqualTo(will);
    }

    private static Message message(long publishedAt, long expiresAt) {
        return new Message(
                "t".getBytes(UTF_8), "p".getBytes(UTF_8), new byte[] {1, 1}, 2, true, publishedAt, expiresAt, "c");
    }
}
