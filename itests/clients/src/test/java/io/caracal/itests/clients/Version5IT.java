package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What MQTT 5.0 has beyond 3.1.1, seen through every library that speaks it. */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_5")
class Version5IT extends ClientsTest {
    private static final long NEVER = 3600;
    private static final int NO_MATCHING_SUBSCRIBERS = 0x10;

    private final Library library;

    Version5IT(Library library) {
        this.library = library;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_5")
    void propertiesReachSubscribersOfEveryLibraryUnchangedAndInOrder(Library receiving) throws Exception {
        Properties sent = new Properties(
                List.of("a=1", "a=2", "b=Ä 温度"), "application/json", "answers/to/me", "id 4711", null, List.of());
        Client subscriber = connected(receiving);
        subscriber.subscribe(topic("p"), 1);

        connected(library).publish(Message.of(topic("p"), "{}", 1).with(sent));

        assertThat(subscriber.receive().properties()).isEqualTo(sent);
    }

    @Test
    void responderAnswersWhereTheRequestSays() throws Exception {
        Client responder = connected(library);
        responder.subscribe(topic("request"), 1);
        Client requester = connected(library);
        requester.subscribe(topic("reply/+"), 1);

        requester.publish(Message.of(topic("request"), "6*7", 1).with(Properties.request(topic("reply/me"), "call-1")));
        Properties asked = responder.receive().properties();
        responder.publish(Message.of(String.valueOf(asked.responseTopic()), "42", 1)
                .with(new Properties(List.of(), null, null, asked.correlation(), null, List.of())));

        Message answer = requester.receive();
        assertThat(answer.line()).isEqualTo(topic("reply/me") + " 42 qos1");
        assertThat(answer.properties().correlation()).isEqualTo("call-1");
    }

    @Test
    void expiredMessagesAreNotDeliveredAndOthersTellWhatIsLeft() throws Exception {
        String id = clientId("away");
        Client before = connected(library, Session.kept(id));
        before.subscribe(topic("queue"), 1);
        before.disconnect();
        Client publisher = connected(library);
        publisher.publish(Message.of(topic("queue"), "short", 1).with(Properties.expiry(1)));
        publisher.publish(Message.of(topic("queue"), "long", 1).with(Properties.expiry(NEVER)));
        awaitExpiryOfOneSecond(publisher);

        Client after = connected(library, Session.kept(id));

        Message message = after.receive();
        assertThat(message.text()).isEqualTo("long");
        assertThat(message.properties().expiry()).isLessThan(NEVER);
        after.disconnect();
        connected(library, Session.clean(id));
    }

    /** The broker's clock is what counts: a retained message with the same expiry is gone. */
    private void awaitExpiryOfOneSecond(Client client) throws Exception {
        client.publish(
                Message.of(topic("clock"), "1 s", 1).with(Properties.expiry(1)).retained());
        client.subscribe(topic("tick"), 1);
        await().atMost(Duration.ofSeconds(Client.PATIENCE)).until(() -> {
            client.subscribe(topic("clock"), 1);
            client.publish(Message.of(topic("tick"), "tick", 1));
            boolean there = client.receive().topic().equals(topic("clock"));
            if (there) {
                client.receive();
            }
            return !there;
        });
    }

    @Test
    void publisherIsToldThatNobodyHasSubscribed() throws Exception {
        Client client = connected(library);
        client.subscribe(topic("heard"), 1);

        assertThat(client.publish(Message.of(topic("unheard"), "x", 1))).isEqualTo(NO_MATCHING_SUBSCRIBERS);
        assertThat(client.publish(Message.of(topic("heard"), "x", 1))).isZero();
    }

    @Test
    void sessionEndsWithItsExpiryAndItsWillIsPublishedThen() throws Exception {
        String id = clientId("short");
        Client watcher = connected(library);
        watcher.subscribe(topic("will"), 1);
        CutWire wire = closing(new CutWire(broker().address()));
        Client before = client(library, wire.address());
        before.connect(Session.kept(id)
                .expiry(1)
                .will(Message.of(topic("will"), "session ended", 1))
                .willDelay(NEVER));

        wire.cut();

        assertThat(watcher.receive().text()).isEqualTo("session ended");
        assertThat(client(library, broker().address()).connect(Session.kept(id).expiry(0)))
                .isFalse();
    }

    @Test
    void delayedWillIsNotPublishedWhenItsClientIsBackInTime() throws Exception {
        Client watcher = connected(library);
        watcher.subscribe(topic("will/+"), 1);
        CutWire wire = closing(new CutWire(broker().address()));
        Session back = Session.kept(clientId("back")).will(will("back")).willDelay(4);
        client(library, wire.address()).connect(back);
        client(library, wire.address())
                .connect(Session.kept(clientId("away")).will(will("away")).willDelay(5));

        wire.cut();
        Client again = connected(library, back);

        // The other's will comes later than that one's would have come.
        assertThat(watcher.receive().topic()).isEqualTo(topic("will/away"));
        assertThat(watcher.waiting()).isZero();
        again.disconnect();
        connected(library, Session.clean(clientId("back")));
        connected(library, Session.clean(clientId("away")));
    }

    private Message will(String name) {
        return Message.of(topic("will/" + name), "died", 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PAHO_5", "MQTTJS_5"})
    void messagesCarryTheIdentifiersOfTheSubscriptionsThatTheyMatch(Library subscribing) throws Exception {
        Client subscriber = connected(subscribing);
        subscriber.subscribe(topic("s/+"), 1, 7);
        subscriber.subscribe(topic("other"), 1, 8);
        Client publisher = connected(library);

        publisher.publish(Message.of(topic("s/x"), "seven", 1));
        publisher.publish(Message.of(topic("other"), "eight", 1));

        assertThat(subscriber.receive(2))
                .extracting(message -> message.text() + message.properties().subscriptionIds())
                .containsExactly("seven[7]", "eight[8]");
    }
}
