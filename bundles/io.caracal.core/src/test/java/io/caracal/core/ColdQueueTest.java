package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.broker.QueuedMessage;
import io.caracal.api.store.StoredSession;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that wait in a store which can read them back: the broker holds few of them, and nobody notices. */
class ColdQueueTest {
    private static final Login CLIENT = Login.as("client").persistent();

    private JournalStore store = new JournalStore();
    private Object[] settings = {};
    private TestBroker broker = start();

    private TestBroker start() {
        return TestBroker.with()
                .loops(2)
                .mqtt(settings)
                .sessions(store)
                .retained(store.retained)
                .start();
    }

    private void restart(Object... changed) {
        settings = changed;
        JournalStore left = store.crashed();
        broker.close();
        store = left;
        broker = start();
    }

    @AfterEach
    void stop() {
        broker.close();
        assertThat(store.wrong()).isEmpty();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    private void away(Login login, String filter) {
        broker.connect(login).subscribe(filter, 2).disconnect();
        await().until(() -> !broker.connected(login.clientId()));
    }

    private void publish(String topic, int qos, String... texts) {
        RawClient publisher = broker.connect(Login.as("publisher"));
        for (int i = 0; i < texts.length; i++) {
            int id = publisher.publish(topic, texts[i], qos);
            if (qos == 1) {
                publisher.receive(Packet.PubAck.class);
            } else if (qos == 2) {
                publisher.receive(Packet.PubRec.class);
                publisher.pubrel(id).receive(Packet.PubComp.class);
            }
        }
        publisher.assertNothingCame();
        publisher.disconnect();
        await().until(() -> !broker.hasSession("publisher"));
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private int inMemory(String clientId) {
        return broker.deliveries(clientId, deliveries -> {
            List<Delivery> held = new ArrayList<>();
            deliveries.visitQueue((priority, delivery) -> {
                if (delivery.message != null) {
                    held.add(delivery);
                }
                return true;
            });
            deliveries.unacknowledged().stream()
                    .filter(delivery -> delivery.message != null)
                    .forEach(held::add);
            assertThat(deliveries.bodiesInMemory()).isLessThanOrEqualTo(held.size());
            return held.size();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLongQueueComesInItsOrder(boolean restarted) {
        away(CLIENT, "q");
        publish("q", 1, numbers(0, 300));
        publish("q", 2, numbers(300, 600));
        assertThat(inMemory("client")).isZero();
        if (restarted) {
            restart();
        }

        RawClient client = broker.resume(CLIENT);

        assertThat(takeAll(client, 600)).containsExactly(numbers(0, 600));
        client.assertNothingCame();
        await().untilAsserted(() -> assertThat(store.session("client").queue()).isEmpty());
        assertThat(store.reads()).isLessThan(50);
    }

    /** Messages of QoS 1 and 2, each acknowledged to its end. */
    private static List<String> takeAll(RawClient client, int count) {
        List<String> texts = new ArrayList<>();
        int open = 0;
        while (texts.size() < count || open > 0) {
            switch (client.receive()) {
                case Packet.Publish publish
                when publish.qos() == 1 -> {
                    texts.add(RawClient.text(publish));
                    client.puback(publish);
                }
                case Packet.Publish publish -> {
                    texts.add(RawClient.text(publish));
                    client.pubrec(publish.packetId());
                    open++;
                }
                case Packet.PubRel release -> {
                    client.pubcomp(release.packetId());
                    open--;
                }
                case Packet other -> throw new AssertionError("unexpected " + other);
            }
        }
        return texts;
    }

    @Test
    void messagesThatComeWhileOthersAreReadWaitBehindThem() {
        away(CLIENT, "q");
        publish("q", 1, numbers(0, 100));
        CompletableFuture<Void> gate = new CompletableFuture<>();
        store.readWhen(gate);
        RawClient client = broker.resume(CLIENT);
        publish("q", 1, numbers(100, 200));
        client.assertNothingCame();

        gate.complete(null);

        assertThat(client.receiveTexts(200)).containsExactly(numbers(0, 200));
    }

    @Test
    void aClientThatGoesWhileItsMessagesAreReadFindsThemWhenItComesBack() {
        away(CLIENT, "q");
        publish("q", 1, numbers(0, 50));
        CompletableFuture<Void> gate = new CompletableFuture<>();
        store.readWhen(gate);
        broker.resume(CLIENT).disconnect();
        await().until(() -> !broker.connected("client"));

        gate.complete(null);

        broker.turn();
        assertThat(inMemory("client")).isZero();
        assertThat(broker.resume(CLIENT).receiveTexts(50)).containsExactly(numbers(0, 50));
    }

    @Test
    void whatWasInFlightIsReadAgain() {
        RawClient client = broker.connect(CLIENT).subscribe("q", 2);
        publish("q", 1, "one");
        publish("q", 2, "two");
        int first = client.receivePublish().packetId();
        int second = client.receivePublish().packetId();
        client.disconnect();
        await().until(() -> !broker.connected("client"));
        assertThat(inMemory("client")).isZero();

        restart();

        RawClient again = broker.resume(CLIENT);
        assertThat(again.receivePublish())
                .returns(first, Packet.Publish::packetId)
                .returns("one", RawClient::text);
        assertThat(again.receivePublish())
                .returns(second, Packet.Publish::packetId)
                .returns("two", RawClient::text);
    }

    @Test
    void aSlowClientThatIsThereHasSomeInMemory() {
        RawClient client =
                broker.connect(CLIENT.with(Property.RECEIVE_MAXIMUM, 1)).subscribe("q", 1);

        publish("q", 1, numbers(0, 500));

        assertThat(inMemory("client")).isBetween(1, 300);
        assertThat(client.receiveTexts(500)).containsExactly(numbers(0, 500));
    }

    @Test
    void anExpiredMessageIsLeftOutWhenItIsRead() throws Exception {
        away(CLIENT, "q");
        RawClient publisher = broker.connect("publisher");
        publisher.send(new Packet.Publish(
                "q",
                "brief".getBytes(StandardCharsets.UTF_8),
                1,
                false,
                false,
                1,
                Properties.builder().add(Property.MESSAGE_EXPIRY_INTERVAL, 1).build()));
        publisher.receive(Packet.PubAck.class);
        publisher.publish("q", "stays", 1);
        publisher.receive(Packet.PubAck.class);
        broker.passTime("client", 1500);

        RawClient client = broker.resume(CLIENT);

        assertThat(client.receiveText()).isEqualTo("stays");
        client.assertNothingCame();
        await().untilAsserted(() -> assertThat(store.session("client").queue()).isEmpty());
    }

    @Test
    void prioritiesHoldAfterARestart() {
        away(CLIENT, "#");
        publish("low", 1, "1", "2");
        publish("high", 1, "3", "4");
        publish("none", 1, "5");
        publish("low", 1, "6");
        restart("mqueuePriorities", Map.of("low", 1, "high", 9));

        RawClient client = broker.resume(CLIENT);

        assertThat(client.receiveTexts(6)).containsExactly("3", "4", "1", "2", "6", "5");
    }

    @Test
    void withPrioritiesTheOldestOfTheLowestIsDroppedAlsoAfterARestart() {
        settings = new Object[] {"mqueuePriorities", Map.of("low", 1, "high", 9), "maxMqueueLen", Optional.of(4)};
        restart(settings);
        away(CLIENT, "#");
        publish("high", 1, "1");
        publish("low", 1, "2", "3");
        publish("high", 1, "4");
        restart(settings);

        publish("high", 1, "5", "6");

        await().until(() -> broker.broker.dropped() == 2);
        assertThat(broker.resume(CLIENT).receiveTexts(4)).containsExactly("1", "4", "5", "6");
    }

    @Test
    void otherPrioritiesReorderWhatIsInTheStoreAlone() {
        away(CLIENT, "#");
        publish("a", 1, "1", "2");
        publish("b", 1, "3");
        broker.broker.follow(Settings.mqtt("mqueuePriorities", Map.of("b", 5)));
        publish("a", 1, "4");
        publish("b", 1, "5");

        assertThat(broker.resume(CLIENT).receiveTexts(5)).containsExactly("3", "5", "1", "2", "4");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sharedMessagesOfAMemberThatEndsGoToAnother(boolean restarted) {
        away(CLIENT, "$share/g/q");
        publish("q", 1, numbers(0, 100));
        if (restarted) {
            restart();
        }
        RawClient other = broker.connect(Login.as("other").persistent()).subscribe("$share/g/q", 1);

        broker.resume(CLIENT)
                .send(new Packet.Disconnect(
                        ReasonCode.SUCCESS,
                        Properties.builder()
                                .add(Property.SESSION_EXPIRY_INTERVAL, 0)
                                .build()));

        assertThat(new HashSet<>(other.receiveTexts(100))).containsExactlyInAnyOrder(numbers(0, 100));
        await().until(() -> store.sessions().stream().map(StoredSession::state).noneMatch(state -> state.clientId()
                .equals("client")));
    }

    @Test
    void aClientThatBeginsAnewWaitsUntilItsSharedMessagesWerePassedOn() {
        away(CLIENT, "$share/g/q");
        publish("q", 1, numbers(0, 40));
        away(Login.as("other").persistent(), "$share/g/q");
        CompletableFuture<Void> gate = new CompletableFuture<>();
        store.readWhen(gate);
        RawClient client = broker.begin(CLIENT);
        broker.turn();
        broker.turn();
        assertThat(store.session("client").queue()).hasSize(40);

        gate.complete(null);

        assertThat(client.receive(Packet.ConnAck.class).sessionPresent()).isFalse();
        assertThat(store.session("client").queue()).isEmpty();
        assertThat(store.session("other").queue()).hasSize(40);
        client.assertNothingCame();
    }

    @Test
    void administratorsSeeWhatIsInTheStoreAlone() {
        away(CLIENT, "q");
        publish("q", 1, "one", "two", "three");
        restart();

        Page<QueuedMessage> page = broker.administration
                .clients
                .queued("client", PageRequest.first(2))
                .toCompletableFuture()
                .join()
                .orElseThrow();

        assertThat(page.items())
                .extracting(item -> new String(item.message().payload(), StandardCharsets.UTF_8))
                .containsExactly("one", "two");
        assertThat(page.items())
                .allSatisfy(item -> assertThat(item.message().topic()).isEqualTo("q"));
        assertThat(page.next()).isPresent();
        assertThat(inMemory("client")).isZero();
    }

    @Test
    void aMessageThatTheStoreHasLostIsLeftOut() {
        away(CLIENT, "q");
        publish("q", 1, "one", "two", "three");
        long lost = store.session("client").queue().get(1).delivery().sequence();
        store.completed("client", lost);

        assertThat(broker.resume(CLIENT).receiveTexts(2)).containsExactly("one", "three");
    }

    @Test
    void aClientIsSentAwayWhenItsMessagesCannotBeReadAndFindsThemLater() {
        away(CLIENT, "q");
        publish("q", 1, "one");
        store.readWhen(CompletableFuture.failedFuture(new java.io.IOException("broken, says the test")));

        assertThat(broker.resume(CLIENT).sentAway()).isEqualTo(ReasonCode.UNSPECIFIED_ERROR);

        store.readWhen(null);
        assertThat(broker.resume(CLIENT).receiveText()).isEqualTo("one");
    }

    @Test
    void aQueueWithoutRoomKeepsNothingInTheStore() {
        restart("maxMqueueLen", Optional.of(0));
        away(CLIENT, "q");

        publish("q", 1, "dropped", "too");

        assertThat(store.session("client").queue()).isEmpty();
        broker.resume(CLIENT).assertNothingCame();
    }

    @Test
    void aFullQueueDropsTheOldestAlsoFromTheStore() {
        restart("maxMqueueLen", Optional.of(2));
        away(CLIENT, "q");

        publish("q", 1, "1", "2", "3", "4");

        assertThat(store.session("client").queue()).hasSize(2);
        restart("maxMqueueLen", Optional.of(2));
        assertThat(broker.resume(CLIENT).receiveTexts(2)).containsExactly("3", "4");
    }
}
