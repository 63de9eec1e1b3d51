package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A member of a shared subscription goes, its messages are passed on, and the broker ends without a warning in the midst of it. */
class SharedCrashTest {
    private static final String FILTER = "$share/g/work";
    private static final List<String> ALL =
            IntStream.range(0, 7).mapToObj(Integer::toString).toList();

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    /** In flight or waiting, to a member on the same loop or another, from one that comes back or has ended its session. */
    @ParameterizedTest
    @CsvSource({"0, true", "0, false", "1, true", "1, false"})
    void everyMessageIsWithOneOfTheMembers(int loopOfTheOther, boolean ends) {
        int changes = run(Integer.MAX_VALUE, loopOfTheOther, ends);
        int setUp = 4;
        for (int limit = setUp + ALL.size(); limit <= changes; limit++) {
            run(limit, loopOfTheOther, ends);
        }
    }

    private static TestBroker start(JournalStore store) {
        return TestBroker.with()
                .loops(2)
                .mqtt("maxInflight", 4)
                .sessions(store)
                .retained(store.retained)
                .start();
    }

    private static int run(int limit, int loopOfTheOther, boolean ends) {
        JournalStore store = new JournalStore().limit(limit);
        TestBroker broker = start(store);
        String first = broker.idOn(0, "first");
        String other = broker.idOn(loopOfTheOther, "other");
        try {
            RawClient leaving = broker.connect(Login.as(first).persistent()).subscribe(FILTER, 1);
            RawClient publisher = broker.connect(broker.idOn(0, "publisher"));
            for (String text : ALL) {
                publisher.publish("work", text, 1);
                publisher.receive(Packet.PubAck.class);
            }
            broker.connect(Login.as(other).persistent()).subscribe(FILTER, 1);
            if (ends) {
                leaving.send(new Packet.Disconnect(
                        ReasonCode.SUCCESS,
                        Properties.builder()
                                .add(Property.SESSION_EXPIRY_INTERVAL, 0)
                                .build()));
            } else {
                leaving.reset();
            }
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> !broker.connected(first));
            turns(broker);
        } finally {
            int changes = store.changes();
            JournalStore left = store.crashed();
            broker.close();
            assertThat(store.wrong()).isEmpty();
            assertThat(held(left))
                    .as("left of %s changes by a crash after %s", changes, limit)
                    .containsAll(ALL);
        }
        return store.changes();
    }

    private static void turns(TestBroker broker) {
        for (int i = 0; i < 8; i++) {
            broker.turn();
        }
    }

    /** What a client of the next broker would get. */
    private static Set<String> held(JournalStore store) {
        List<Login> members = new ArrayList<>();
        store.sessions()
                .forEach(session ->
                        members.add(Login.as(session.state().clientId()).persistent()));
        Set<String> texts = new HashSet<>();
        try (TestBroker broker = start(store)) {
            List<RawClient> clients = members.stream().map(broker::resume).toList();
            await().untilAsserted(() -> {
                for (RawClient client : clients) {
                    for (Packet packet : client.available()) {
                        if (packet instanceof Packet.Publish publish) {
                            texts.add(RawClient.text(publish));
                            client.puback(publish);
                        }
                    }
                }
                turns(broker);
                assertThat(store.sessions())
                        .allSatisfy(session -> assertThat(session.queue()).isEmpty());
            });
        }
        return texts;
    }
}
