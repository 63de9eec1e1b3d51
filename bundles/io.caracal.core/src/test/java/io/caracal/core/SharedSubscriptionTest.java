package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.store.Message;
import io.caracal.core.SlowStore.Call;
import io.caracal.core.SlowStore.Waiting;
import io.caracal.core.routing.SharedGroup;
import io.caracal.itests.spec.Spec;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members of a shared subscription that come and go, on different loops. */
class SharedSubscriptionTest {
    private static final String SHARED = "$share/g/work";

    private final SlowStore store = new SlowStore();
    private final TestBroker broker = TestBroker.with().loops(3).sessions(store).start();

    @AfterEach
    void stop() {
        broker.close();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 1, 0", "1, 0, 3600", "2, 2, 3600"})
    void whatAMemberLeavesUnacknowledgedGoesToAnother(int leaving, int staying, long expiry) {
        RawClient leaver = broker.connect(Login.as(broker.idOn(leaving, "leaver"))
                        .with(Property.SESSION_EXPIRY_INTERVAL, expiry)
                        .with(Property.RECEIVE_MAXIMUM, 32))
                .subscribe(SHARED, 1);
        RawClient publisher = broker.connect("publisher");
        List<String> all = IntStream.range(0, 60).mapToObj(Integer::toString).toList();
        for (String text : all) {
            publisher.publish("work", text, 1);
            publisher.receive(Packet.PubAck.class);
        }
        // A few are done, some in flight, the rest waits behind the Receive Maximum of 32.
        List<String> done = leaver.receiveTexts(10);
        leaver.assertNothingCameBut(Packet.Publish.class);
        RawClient stayer = broker.connect(broker.idOn(staying, "stayer")).subscribe(SHARED, 1);

        leaver.reset();

        List<String> rest = stayer.receiveTexts(50);
        assertThat(done).isEqualTo(all.subList(0, 10));
        assertThat(rest).isEqualTo(all.subList(10, 60));
        stayer.assertNothingCame();
    }

    @Test
    @Spec({"MQTT-4.8.2-4", "MQTT-4.8.2-5"})
    void aQos2MessageThatWasSentStaysWithItsMember() {
        Login login = Login.as("leaver").persistent();
        RawClient leaver = broker.connect(login).subscribe(SHARED, 2);
        RawClient publisher = broker.connect("publisher");
        publisher.publish("work", "mine", 2);
        publisher.receive(Packet.PubRec.class);
        int id = leaver.receivePublish().packetId();
        RawClient other = broker.connect("other").subscribe(SHARED, 2);

        leaver.reset();
        await().until(() -> !broker.connected("leaver"));

        other.assertNothingCame();
        assertThat(broker.resume(login).receivePublish())
                .returns(id, Packet.Publish::packetId)
                .returns(true, Packet.Publish::dup);
    }

    @Test
    void nothingIsLostWhileMembersComeAndGo() {
        RawClient first = broker.connect(broker.idOn(0, "steady")).subscribe(SHARED, 1);
        int count = 2000;
        CompletableFuture<Void> publishing = TestBroker.beside(() -> {
            RawClient publisher = broker.connect("publisher");
            for (int i = 0; i < count; i++) {
                publisher.publish("work", Integer.toString(i), 1);
                publisher.receive(Packet.PubAck.class);
            }
        });
        Set<String> taken = ConcurrentHashMap.newKeySet();
        CompletableFuture<Void> passing = TestBroker.beside(() -> {
            for (int i = 0; !publishing.isDone(); i++) {
                RawClient member =
                        broker.connect(broker.idOn(i % 3, "passing" + i)).subscribe(SHARED, 1);
                // What comes between the two answers is left unacknowledged.
                member.untilPong().forEach(packet -> take(member, packet, taken));
                member.untilPong();
                member.reset();
            }
        });

        Set<String> received = new HashSet<>();
        while (!passing.isDone()) {
            first.untilPong().forEach(packet -> take(first, packet, received));
        }
        passing.join();
        publishing.join();
        received.addAll(taken);
        await().untilAsserted(() -> {
            first.untilPong().forEach(packet -> take(first, packet, received));
            assertThat(received).hasSize(count);
        });
    }

    private static void take(RawClient member, Packet packet, Set<String> received) {
        Packet.Publish publish = (Packet.Publish) packet;
        received.add(RawClient.text(publish));
        member.puback(publish);
    }

    @Test
    void theMessagesAreSharedAmongAllLoops() {
        List<RawClient> members = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            members.add(broker.connect(broker.idOn(i % 3, "member" + i)).subscribe(SHARED, 1));
        }
        RawClient publisher = broker.connect("publisher");

        for (int i = 0; i < 60; i++) {
            publisher.publish("work", Integer.toString(i), 1);
            publisher.receive(Packet.PubAck.class);
        }

        for (RawClient member : members) {
            assertThat(member.receiveTexts(10)).doesNotHaveDuplicates();
            member.assertNothingCame();
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void thePromiseToThePublisherFollowsAMessageThatIsPassedOn(int keeping) throws Exception {
        String left = broker.idOn(1, "left");
        String publishing = broker.idOn(1, "publisher");
        broker.connect(Login.as(left).persistent()).subscribe(SHARED, 1).disconnect();
        await().until(() -> !broker.connected(left));
        broker.connect(Login.as(broker.idOn(keeping, "keeper")).persistent()).subscribe(SHARED, 1);
        broker.connect(publishing);
        store.slow(Call.ENQUEUE);

        // As it comes about when the member goes just after it was chosen.
        PendingAck promise = broker.onLoopOf(left, () -> deliverTo(left, publishing));

        Waiting enqueue = store.next();
        assertThat(promise.complete()).isFalse();
        enqueue.complete();
        await().until(promise::complete);
    }

    private PendingAck deliverTo(String left, String publishing) {
        BrokerLoop loop = broker.broker.ownerOf(left);
        Session publisher = Objects.requireNonNull(loop.sessions.get(publishing));
        Connection connection = Objects.requireNonNull(publisher.connection());
        PendingAck promise = new PendingAck(connection.acks(), PacketType.PUBACK, 1);
        byte[] topic = "work".getBytes(UTF_8);
        SharedGroup group = broker.broker.routing().route(topic).groups()[0];
        loop.outgoing.load(new Message(topic, topic, new byte[0], 1, false, 0, Message.NEVER, publishing));
        Session gone = Objects.requireNonNull(loop.sessions.get(left));
        gone.deliver(loop.outgoing, 1, false, Delivery.NO_IDENTIFIERS, group, 0, () -> promise);
        loop.await(Objects.requireNonNull(loop.store(null)), () -> promise);
        loop.outgoing.clear();
        loop.takePendingAck();
        promise.arm();
        return promise;
    }
}
