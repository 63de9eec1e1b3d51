package io.caracal.core.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the standard and what lies at their edges. */
class TopicMatchingTest {

    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player1",
        "sport/tennis/player1/#, sport/tennis/player1/ranking",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon",
        "sport/#, sport",
        "sport/#, sport/",
        "#, sport/tennis",
        "#, /",
        "sport/tennis/+, sport/tennis/player1",
        "sport/+, sport/",
        "+/+, /finance",
        "/+, /finance",
        "+, finance",
        "+/tennis/#, sport/tennis",
        "+/tennis/#, sport/tennis/player1/ranking",
        "sport/+/player1, sport/tennis/player1",
        "+/+/+, //",
        "a/+/#, a/b",
        "a//#, a//",
        "a//#, a/",
        "$SYS/#, $SYS/broker",
        "$SYS/monitor/+, $SYS/monitor/Clients",
        "finance/+/é, finance/x/é",
        "exact/topic, exact/topic",
    })
    void filterMatches(String filter, String topic) {
        assertThat(matches(filter, topic)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player2",
        "sport/tennis/player1/#, sport/tennis",
        "sport/tennis/+, sport/tennis/player1/ranking",
        "sport/+, sport",
        "+, /finance",
        "+, a/b",
        "+/+, a",
        "a/+/#, a",
        "a//#, a",
        "ACCOUNTS, Accounts",
        "Accounts/+, ACCOUNTS/x",
        "exact/topic, exact/topic/",
        "exact/topic, /exact/topic",
        "sport/+/x, sportx/a/x",
    })
    void filterDoesNotMatch(String filter, String topic) {
        assertThat(matches(filter, topic)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"#", "+/monitor/Clients", "+/#", "+/+/+"})
    @Spec({"MQTT-4.7.2-1", "3.1.1:MQTT-4.7.2-1"})
    void wildcardAtTheFirstLevelDoesNotMatchTopicsThatBeginWithDollar(String filter) {
        assertThat(matches(filter, "$SYS/monitor/Clients")).isFalse();
    }

    @Test
    @Spec({"MQTT-4.7.3-4", "3.1.1:MQTT-4.7.3-4"})
    void namesAreComparedByteByByteWithoutNormalization() {
        assertThat(matches("caf\u00e9/+", "cafe\u0301/x")).isFalse();
        assertThat(matches("caf\u00e9", "cafe\u0301")).isFalse();
    }

    @Test
    void topicWithTheMostLevelsIsMatched() {
        String topic = "/".repeat(65_534) + "a";

        assertThat(matches("+/".repeat(65_534) + "+", topic)).isTrue();
        assertThat(matches("+/".repeat(65_533) + "#", topic)).isTrue();
    }

    private static boolean matches(String filter, String topic) {
        RoutingTable table = new RoutingTable(SharedStrategy.ROUND_ROBIN);
        table.subscribe(new Client("c").to(filter));
        return table.route(topic.getBytes(UTF_8)).targets().length > 0;
    }
}
