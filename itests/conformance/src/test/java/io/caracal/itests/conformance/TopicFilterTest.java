package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TopicFilterTest extends ConformanceTest {

    private static final List<String> INVALID =
            List.of("a/#/b", "a#", "#/a", "a/b#", "a+", "+a", "a/+b/c", "", "##", "++");

    /** Filter and topic are below a level of the test's own. */
    @ParameterizedTest
    @CsvSource({
        "a, a, true",
        "a, A, false",
        "a, a/, false",
        "a, /a, false",
        "a/#, a, true",
        "a/#, a/b/c, true",
        "a/#, a/, true",
        "a/#, ab, false",
        "#, a/b, true",
        "+, a, true",
        "+, a/b, false",
        "+/+, a/b, true",
        "+/+, /b, true",
        "a/+, a, false",
        "a/+, a/, true",
        "a/+/c, a//c, true",
        "a/+/c, a/b/c, true",
        "a/+/c, a/b/d/c, false",
        "a/+/#, a/b, true",
        "a/+/#, a, false",
        "'a b', 'a b', true",
        "\u00E9, e\u0301, false",
        "+/a/#, x/a/y/z, true"
    })
    @Spec({
        "MQTT-4.7.1-1",
        "MQTT-4.7.1-2",
        "MQTT-4.7.3-4",
        "MQTT-3.3.2-3",
        "3.1.1:MQTT-4.7.1-2",
        "3.1.1:MQTT-4.7.1-3",
        "3.1.1:MQTT-4.7.3-4"
    })
    void filterMatches(String filter, String topic, boolean matches) {
        RawClient subscriber = connected(Version.V5).subscribe(topic(filter), 0).subscribe(topic("the end"), 0);
        RawClient publisher = connected(Version.V3_1_1);

        publisher
                .publish(new Publish(topic(topic)).payload("hit"))
                .publish(new Publish(topic("the end")).payload("end"));

        if (matches) {
            subscriber.readMessage("hit");
        }
        assertThat(subscriber.read(Packet.PUBLISH).text()).isEqualTo("end");
    }

    static Stream<Arguments> invalid() {
        return Stream.of(Version.V3_1_1, Version.V5)
                .flatMap(version -> INVALID.stream().map(filter -> Arguments.of(version, filter)));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    @Spec({
        "MQTT-4.7.1-1",
        "MQTT-4.7.1-2",
        "MQTT-4.7.3-1",
        "3.1.1:MQTT-4.7.1-2",
        "3.1.1:MQTT-4.7.1-3",
        "3.1.1:MQTT-4.7.3-1"
    })
    void invalidFilterIsRefused(Version version, String filter) {
        RawClient client = connected(version);

        client.send(new Subscribe(1).filter(filter, 0));

        client.expectFilterRefused(0x80, 0x81, 0x82, 0x8F);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.7.2-1", "3.1.1:MQTT-4.7.2-1"})
    void leadingWildcardsDoNotMatchDollarTopics(Version version) {
        String dollar = "$" + name("d");
        RawClient subscriber = connected(version);
        subscriber
                .send(new Subscribe(1)
                        .filter("#", 0)
                        .filter("+/a", 0)
                        .filter("/#", 0)
                        .filter(dollar + "/end/#", 0))
                .readUntil(packet -> packet.type() == Packet.SUBACK);
        RawClient publisher = connected(version);

        publisher.publish(new Publish(dollar + "/a").payload("hidden"));
        publisher.publish(new Publish(dollar + "/end").payload("seen"));

        Packet message = subscriber.readUntil(packet -> packet.topic().startsWith(dollar));
        assertThat(message.text()).isEqualTo("seen");
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.7.3-3", "3.1.1:MQTT-4.7.3-3"})
    void longestTopicsAreServed(Version version) {
        char[] rest = new char[65_535 - topic("").length()];
        Arrays.fill(rest, 'x');
        String longest = topic(new String(rest));
        RawClient subscriber = connected(version).subscribe(longest, 0);

        connected(version).publish(new Publish(longest).payload("long"));

        assertThat(subscriber.readMessage("long").topic()).isEqualTo(longest);
    }
}
