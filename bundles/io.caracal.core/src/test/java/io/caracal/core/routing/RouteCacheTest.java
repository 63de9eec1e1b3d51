package io.caracal.core.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteCacheTest {
    private final RoutingTable table = new RoutingTable(SharedStrategy.ROUND_ROBIN);
    private final RouteCache cache = new RouteCache(table, 100);

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "ab", "abc", "abcd", "abcdefg", "abcdefgh", "abcdefghi", "sensors/42/temperature/é"})
    void topicInABufferIsTheSameRouteAsItsBytes(String topic) {
        Route route = cache.get(topic.getBytes(UTF_8));

        assertThat(peek(topic)).isSameAs(route);
        assertThat(get(topic)).isSameAs(route);
    }

    @Test
    void topicsThatDifferInAnyByteAreDifferentRoutes() {
        Route route = get("sensors/42/temperature");

        assertThat(get("sensors/43/temperature")).isNotSameAs(route);
        assertThat(get("sensors/42/temperaturf")).isNotSameAs(route);
        assertThat(get("sensors/42/temperature/")).isNotSameAs(route);
    }

    @Test
    void unknownTopicIsNotPeekedUntilItIsAdded() {
        assertThat(peek("a/b")).isNull();

        Route route = cache.add("a/b".getBytes(UTF_8));

        assertThat(peek("a/b")).isSameAs(route);
    }

    @Test
    void cachedRouteFollowsChangesOfSubscriptions() {
        Client alice = new Client("alice");
        assertThat(get("a/b").targets()).isEmpty();

        table.subscribe(alice.to("a/+"));

        assertThat(get("a/b").targets()).hasSize(1);
    }

    @Test
    void topicsInUseStayAndOthersAreForgotten() {
        Route used = get("used");
        Route unused = get("unused");
        for (int i = 0; i < 1000; i++) {
            get("other/" + i);
            assertThat(get("used")).isSameAs(used);
        }

        assertThat(get("unused")).isNotSameAs(unused);
    }

    @Test
    void longTopicsTakeMoreOfTheRoom() {
        Route first = get("first");
        get("x".repeat(60_000));
        get("y".repeat(60_000));

        assertThat(get("first")).isNotSameAs(first);
    }

    @Test
    void cacheWithoutRoomIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RouteCache(table, 1))
                .withMessageContaining("1");
    }

    private Route get(String topic) {
        ByteBuf packet = packet(topic);
        return cache.get(packet, 3, packet.writerIndex() - 5);
    }

    private @Nullable Route peek(String topic) {
        ByteBuf packet = packet(topic);
        return cache.peek(packet, 3, packet.writerIndex() - 5);
    }

    private static ByteBuf packet(String topic) {
        return Unpooled.copiedBuffer("<<<" + topic + ">>", UTF_8);
    }
}
