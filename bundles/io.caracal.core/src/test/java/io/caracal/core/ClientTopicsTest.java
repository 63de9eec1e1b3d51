package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import org.junit.jupiter.api.Test;

class ClientTopicsTest {
    @Test
    void aTopicIsSentWithItsAliasOnceAndThenByItsAliasAlone() {
        ClientTopics aliases = new ClientTopics(10, null);

        assertThat(aliases.aliasOf(topic("a"))).isEqualTo(1);
        assertThat(aliases.aliasOf(topic("b"))).isEqualTo(2);
        assertThat(aliases.aliasOf(topic("a"))).isEqualTo(-1);
        assertThat(aliases.aliasOf(topic("b"))).isEqualTo(-2);
    }

    @Test
    @Spec("MQTT-3.1.2-26")
    void noAliasIsAboveTheMaximumOfTheClient() {
        ClientTopics aliases = new ClientTopics(2, null);
        aliases.aliasOf(topic("a"));
        aliases.aliasOf(topic("b"));

        assertThat(aliases.aliasOf(topic("c"))).isZero();
        assertThat(aliases.aliasOf(topic("c"))).isZero();
        assertThat(aliases.aliasOf(topic("b"))).isEqualTo(-2);
    }

    @Test
    void aClientThatAllowsManyDoesNotCostMemoryWithoutBounds() {
        ClientTopics aliases = new ClientTopics(65535, null);
        for (int i = 0; i < 1024; i++) {
            assertThat(aliases.aliasOf(topic("t" + i))).isEqualTo(i + 1);
        }

        assertThat(aliases.aliasOf(topic("one more"))).isZero();
    }

    private static byte[] topic(String name) {
        return name.getBytes(UTF_8);
    }
}
