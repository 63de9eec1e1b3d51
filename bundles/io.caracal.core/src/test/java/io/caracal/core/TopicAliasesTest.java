package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import org.junit.jupiter.api.Test;

class TopicAliasesTest {
    @Test
    void aTopicIsSentWithItsAliasOnceAndThenByItsAliasAlone() {
        TopicAliases aliases = new TopicAliases(10);

        assertThat(aliases.aliasOf(topic("a"))).isEqualTo(1);
        assertThat(aliases.aliasOf(topic("b"))).isEqualTo(2);
        assertThat(aliases.aliasOf(topic("a"))).isEqualTo(-1);
        assertThat(aliases.aliasOf(topic("b"))).isEqualTo(-2);
    }

    @Test
    @Spec("MQTT-3.1.2-26")
    void noAliasIsAboveTheMaximumOfTheClient() {
        TopicAliases aliases = new TopicAliases(2);
        aliases.aliasOf(topic("a"));
        aliases.aliasOf(topic("b"));

        assertThat(aliases.aliasOf(topic("c"))).isZero();
        assertThat(aliases.aliasOf(topic("c"))).isZero();
        assertThat(aliases.aliasOf(topic("b"))).isEqualTo(-2);
    }

    @Test
    void aClientThatAllowsManyDoesNotCostMemoryWithoutBounds() {
        TopicAliases aliases = new TopicAliases(65535);
        for (int i = 0; i < 1024; i++) {
            assertThat(aliases.aliasOf(topic("t" + i))).isEqualTo(i + 1);
        }

        assertThat(aliases.aliasOf(topic("one more"))).isZero();
    }

    private static byte[] topic(String name) {
        return name.getBytes(UTF_8);
    }
}
