package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every library can do in every version of the protocol. */
@ParameterizedClass
@EnumSource
class EveryClientIT extends ClientsTest {
    private static final int BIG = 900_000;

    private final Library library;

    EveryClientIT(Library library) {
        this.library = library;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void messagesArriveInTheOrderAndQosOfTheirPublishing(int qos) throws Exception {
        Client client = connected(library);
        int granted = client.subscribe(topic("a"), qos);

        for (int i = 0; i < 20; i++) {
            client.publish(Message.of(topic("a"), "n" + i, qos));
        }

        assertThat(granted).isEqualTo(qos);
        assertThat(client.receive(20).stream().map(Message::line))
                .containsExactlyElementsOf(IntStream.range(0, 20)
                        .mapToObj(i -> topic("a") + " n" + i + " qos" + qos)
                        .toList());
    }

    @Test
    void qosIsTheLowerOfPublishingAndSubscription() throws Exception {
        Client client = connected(library);
        client.subscribe(topic("a/#"), 1);

        for (int qos = 0; qos <= 2; qos++) {
            client.publish(Message.of(topic("a/" + qos), "x", qos));
        }

        // Order holds within a topic and QoS only.
        assertThat(client.receive(3))
                .extracting(Message::line)
                .containsExactlyInAnyOrder(
                        topic("a/0") + " x qos0", topic("a/1") + " x qos1", topic("a/2") + " x qos1");
    }

    @Test
    void wildcardsTakeWhatTheyMean() throws Exception {
        Client client = connected(library);
        client.subscribe(topic("+/temperature"), 1);
        client.subscribe(topic("deep/#"), 1);

        for (String name :
                List.of("k/temperature", "k/l/temperature", "deep", "deep/a/b", "deeper", "end/temperature")) {
            client.publish(Message.of(topic(name), "x", 1));
        }

        assertThat(client.receive(4))
                .extracting(Message::topic)
                .containsExactly(topic("k/temperature"), topic("deep"), topic("deep/a/b"), topic("end/temperature"));
        assertThat(client.waiting()).isZero();
    }

    @Test
    void nothingArrivesAfterUnsubscribing() throws Exception {
        Client client = connected(library);
        client.subscribe(topic("a"), 1);
        client.subscribe(topic("b"), 1);

        client.unsubscribe(topic("a"));
        client.publish(Message.of(topic("a"), "unseen", 1));
        client.publish(Message.of(topic("b"), "seen", 1));

        assertThat(client.receive().text()).isEqualTo("seen");
    }

    @Test
    void retainedMessageIsGivenToWhoSubscribesLater() throws Exception {
        Client client = connected(library);
        client.publish(Message.of(topic("state/x"), "old", 1).retained());
        client.publish(Message.of(topic("state/x"), "new", 1).retained());

        client.subscribe(topic("state/+"), 1);

        Message message = client.receive();
        assertThat(message.line()).isEqualTo(topic("state/x") + " new qos1");
        assertThat(message.retain()).isTrue();
    }

    @Test
    void emptyRetainedMessageClearsTheTopic() throws Exception {
        Client client = connected(library);
        client.publish(Message.of(topic("state/x"), "gone", 1).retained());
        client.publish(Message.of(topic("state/y"), "there", 1).retained());

        client.publish(Message.of(topic("state/x"), "", 1).retained());
        client.subscribe(topic("state/#"), 1);

        assertThat(client.receive().text()).isEqualTo("there");
    }

    @Test
    void willIsPublishedWhenTheConnectionBreaks() throws Exception {
        Client watcher = connected(library);
        watcher.subscribe(topic("will"), 2);
        CutWire wire = closing(new CutWire(broker().address()));
        Client client = client(library, wire.address());
        client.connect(Session.clean(clientId()).will(Message.of(topic("will"), "died", 2)));

        wire.cut();

        assertThat(watcher.receive().line()).isEqualTo(topic("will") + " died qos2");
    }

    @Test
    void willIsNotPublishedAfterDisconnect() throws Exception {
        Client watcher = connected(library);
        watcher.subscribe(topic("#"), 1);
        Client client = connected(library, Session.clean(clientId()).will(Message.of(topic("will"), "died", 1)));

        client.disconnect();
        watcher.publish(Message.of(topic("later"), "x", 1));

        assertThat(watcher.receive().topic()).isEqualTo(topic("later"));
    }

    @Test
    void sessionKeepsSubscriptionsAndMessagesWhileItsClientIsAway() throws Exception {
        String id = clientId("kept");
        Client before = connected(library, Session.kept(id));
        before.subscribe(topic("queue"), 2);
        before.disconnect();
        Client publisher = connected(library);
        for (int i = 0; i < 10; i++) {
            publisher.publish(Message.of(topic("queue"), "m" + i, 1 + i % 2));
        }

        Client after = client(library, broker().address());
        boolean resumed = after.connect(Session.kept(id));

        assertThat(resumed).isEqualTo(!library.threeOne());
        // Paho hands over QoS 2 when it is released, so order is seen within a QoS only.
        assertThat(after.receive(10))
                .extracting(Message::line)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 10)
                        .mapToObj(i -> topic("queue") + " m" + i + " qos" + (1 + i % 2))
                        .toList());
        publisher.publish(Message.of(topic("queue"), "live", 1));
        assertThat(after.receive().text()).isEqualTo("live");
        after.disconnect();
        connected(library, Session.clean(id));
    }

    @Test
    void cleanSessionForgetsTheOldOne() throws Exception {
        String id = clientId("kept");
        Client before = connected(library, Session.kept(id));
        before.subscribe(topic("queue"), 1);
        before.disconnect();

        Client after = client(library, broker().address());
        boolean resumed = after.connect(Session.clean(id));
        after.subscribe(topic("other"), 1);
        after.publish(Message.of(topic("queue"), "x", 1));
        after.publish(Message.of(topic("other"), "y", 1));

        assertThat(resumed).isFalse();
        assertThat(after.receive().topic()).isEqualTo(topic("other"));
    }

    @Test
    void sharedSubscriptionGivesEachMessageToOneMember() throws Exception {
        List<Client> members = List.of(connected(library), connected(library), connected(library));
        for (Client member : members) {
            member.subscribe("$share/group/" + topic("work"), 1);
        }
        Client publisher = connected(library);

        for (int i = 0; i < 30; i++) {
            publisher.publish(Message.of(topic("work"), "job" + i, 1));
        }

        List<String> jobs = new ArrayList<>();
        for (Client member : members) {
            // round_robin is what is shipped
            member.receive(10).forEach(message -> jobs.add(message.text()));
        }
        assertThat(jobs).doesNotHaveDuplicates().hasSize(30);
    }

    @Test
    void bigPayloadsArriveAsTheyWere() throws Exception {
        Client client = connected(library);
        client.subscribe(topic("big"), 2);
        byte[] payload = new byte[BIG];
        new Random(1).nextBytes(payload);

        for (int qos = 0; qos <= 2; qos++) {
            client.publish(Message.of(topic("big"), payload, qos));
        }

        assertThat(client.receive(3)).allMatch(message -> Arrays.equals(message.payload(), payload));
    }

    @Test
    void emptyPayloadsAndOtherAlphabetsArriveAsTheyWere() throws Exception {
        Client client = connected(library);
        client.subscribe(topic("+"), 1);

        client.publish(Message.of(topic("empty"), "", 1));
        // Paho for MQTT 3 sends no topic with characters outside the basic plane.
        client.publish(Message.of(topic("Größe 温度"), "Ärger 温度 🌡", 1));

        assertThat(client.receive(2))
                .extracting(Message::line)
                .containsExactly(topic("empty") + "  qos1", topic("Größe 温度") + " Ärger 温度 🌡 qos1");
    }

    @Test
    void secondConnectionOfAClientEndsTheFirst() throws Exception {
        String id = clientId("twice");
        Client first = connected(library, Session.clean(id));

        connected(library, Session.clean(id));

        int reason = first.awaitDisconnect();
        assertThat(reason).isEqualTo(library.five() ? 0x8E : Client.NO_REASON);
    }
}
