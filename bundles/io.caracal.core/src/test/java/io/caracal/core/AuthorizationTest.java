package io.caracal.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.core.routing.Subscription;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the broker does with decisions about what clients may do. */
class AuthorizationTest {
    private final Queue<CompletableFuture<Boolean>> open = new ConcurrentLinkedQueue<>();
    private final ScriptedAuthorization rights = ScriptedAuthorization.of(request -> !secret(request));
    /** Leaves every question open. */
    private final ScriptedAuthorization slow = new ScriptedAuthorization(request -> {
        CompletableFuture<Boolean> decision = new CompletableFuture<>();
        open.add(decision);
        return decision;
    });

    private static boolean secret(AuthorizationRequest request) {
        return request.topic().startsWith("secret");
    }

    private static TestBroker broker(ScriptedAuthorization authorization) {
        return TestBroker.with().rights(authorization).start();
    }

    // Publishing

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aMessageThatIsDeniedIsAnsweredWith87AndReachesNobody(int qos) {
        try (TestBroker broker = broker(rights)) {
            RawClient subscriber = broker.connect("subscriber").subscribe("#", 0);
            RawClient client = broker.connect("client");

            client.publish("secret/a", "no", qos);

            ReasonCode reason = qos == 1
                    ? client.receive(Packet.PubAck.class).reason()
                    : client.receive(Packet.PubRec.class).reason();
            assertThat(reason).isEqualTo(ReasonCode.NOT_AUTHORIZED);
            client.publish("open/a", "yes", 0);
            assertThat(subscriber.receiveText()).isEqualTo("yes");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    void anEarlierVersionGetsTheOnlyAnswerItHas(ProtocolVersion version) {
        try (TestBroker broker = broker(rights)) {
            RawClient subscriber = broker.connect("subscriber").subscribe("#", 0);
            RawClient client = broker.connect(Login.as("client").version(version));

            int packetId = client.publish("secret/a", "no", 1);

            assertThat(client.receive(Packet.PubAck.class).packetId()).isEqualTo(packetId);
            client.publish("open/a", "yes", 0);
            assertThat(subscriber.receiveText()).isEqualTo("yes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesWhatIsDeniedLosesItsConnectionIfSoConfigured(ProtocolVersion version) {
        rights.disconnects = true;
        try (TestBroker broker = broker(rights)) {
            RawClient client = broker.connect(Login.as("client").version(version));

            client.publish("secret/a", "no", 0);

            if (version == ProtocolVersion.MQTT_5) {
                assertThat(client.sentAway()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
            } else {
                assertThat(client.untilClosed()).isEmpty();
            }
        }
    }

    @Test
    void messagesKeepTheirOrderWhileADecisionTakesItsTime() {
        slow.reusable = false;
        try (TestBroker broker = broker(slow)) {
            RawClient client = broker.connect("client");
            client.send(client.subscription("#", 0));
            answerNext(true);
            client.receive(Packet.SubAck.class);

            client.send(
                    client.message("a", "1", 0),
                    client.message("b", "2", 0),
                    client.message("a", "3", 0),
                    client.message("b", "4", 0));
            for (int i = 0; i < 4; i++) {
                assertThat(open.size()).as("questions at a time").isLessThan(2);
                answerNext(i != 2);
            }

            assertThat(client.receiveTexts(3)).containsExactly("1", "2", "4");
        }
    }

    @Test
    void nothingElseIsTakenFromAClientThatWaitsForADecision() {
        try (TestBroker broker = broker(slow)) {
            RawClient waiting = broker.connect("waiting");
            RawClient other = broker.connect("other");

            waiting.send(waiting.message("a", "1", 1), new Packet.PingReq());

            other.assertNothingCame(); // the loops go on
            await().until(() -> open.size() == 1);
            answerNext(true);
            assertThat(waiting.receive()).isInstanceOf(Packet.PubAck.class);
            assertThat(waiting.receive()).isInstanceOf(Packet.PingResp.class);
        }
    }

    @Test
    void aPacketThatWaitedIsCountedOnce() {
        try (TestBroker broker = broker(slow)) {
            RawClient client = broker.connect("client");

            client.publish("a", "1", 1);
            answerNext(true);

            client.receive(Packet.PubAck.class);
            long received = broker.onLoopOf(
                    "client", () -> session(broker, "client").traffic().receivedPackets());
            assertThat(received).as("CONNECT and PUBLISH").isEqualTo(2);
        }
    }

    @Test
    void aClientThatGoesWhileADecisionIsMadeLeavesNothingBehind() {
        try (TestBroker broker = broker(slow)) {
            RawClient client = broker.connect("client");
            client.publish("a", "1", 1);
            await().until(() -> open.size() == 1);

            client.reset();
            await().until(() -> !broker.hasSession("client"));
            answerNext(true);

            broker.connect("next").assertNothingCame();
            assertThat(slow.clients).containsExactly("next");
        }
    }

    @Test
    void whatWasAllowedIsNotAskedAgain() {
        try (TestBroker broker = broker(rights)) {
            RawClient client = broker.connect("client");
            client.publish("a", "1", 0);
            client.assertNothingCame();
            int before = rights.questions.get();

            for (int i = 0; i < 100; i++) {
                client.publish("a", "more", 0);
            }
            client.assertNothingCame();

            // Once a second, that is; a slow machine may need one.
            assertThat(rights.questions.get() - before).isLessThan(3);
        }
    }

    @Test
    void anotherQosOrRetainFlagIsAnotherQuestion() {
        ScriptedAuthorization retained = ScriptedAuthorization.of(request -> !request.retain() && request.qos() < 2);
        try (TestBroker broker = broker(retained)) {
            RawClient client = broker.connect("client");
            client.publish("a", "1", 1);
            assertThat(client.receive(Packet.PubAck.class).reason().failure()).isFalse();

            client.send(client.message("a", new byte[1], 1, true));
            assertThat(client.receive(Packet.PubAck.class).reason()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
            client.publish("a", "3", 2);
            assertThat(client.receive(Packet.PubRec.class).reason()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
        }
    }

    @Test
    void aChangeHoldsFromTheNextMessageOn() {
        try (TestBroker broker = broker(rights)) {
            RawClient client = broker.connect("client");
            client.publish("a", "1", 1);
            assertThat(client.receive(Packet.PubAck.class).reason().failure()).isFalse();

            rights.become(request -> false);
            client.publish("a", "2", 1);

            assertThat(client.receive(Packet.PubAck.class).reason()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
        }
    }

    // Subscribing

    @Test
    void eachFilterOfASubscribeIsDecidedByItself() {
        try (TestBroker broker = broker(rights)) {
            RawClient client = broker.connect("client");

            client.send(subscribe("a", "secret/#", "$share/g/secret/#", "b"));

            assertThat(client.receive(Packet.SubAck.class).codes()).containsExactly(1, 0x87, 0x87, 1);
        }
    }

    @Test
    void anEarlierVersionIsToldOfAFailure() {
        try (TestBroker broker = broker(rights)) {
            RawClient client = broker.connect(Login.as("client").version(ProtocolVersion.MQTT_3_1_1));

            client.send(subscribe("a", "secret/#"));

            assertThat(client.receive(Packet.SubAck.class).codes()).containsExactly(1, 0x80);
        }
    }

    @Test
    void subscriptionsWaitForTheirDecisionsOneByOne() {
        try (TestBroker broker = broker(slow)) {
            RawClient client = broker.connect("client");

            client.send(subscribe("a", "b", "c"), new Packet.PingReq());
            answerNext(true);
            answerNext(false);
            answerNext(true);

            assertThat(client.receive(Packet.SubAck.class).codes()).containsExactly(1, 0x87, 1);
            assertThat(client.receive()).isInstanceOf(Packet.PingResp.class);
        }
    }

    @Test
    void whoSubscribesToWhatIsDeniedLosesItsConnectionIfSoConfigured() {
        rights.disconnects = true;
        try (TestBroker broker = broker(rights)) {
            RawClient client = broker.connect("client");

            client.send(subscribe("secret/#"));

            assertThat(client.sentAway()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
        }
    }

    // What is held

    @Test
    void aHeldSubscriptionIsTakenAwayWhenItIsNotAllowedAnyMore() {
        try (TestBroker broker = broker(rights)) {
            RawClient client = broker.connect("client").subscribe("a", 0).subscribe("b", 0);

            rights.become(request -> !request.topic().equals("a"));

            await().until(() -> filters(broker, "client").equals(List.of("b")));
        }
    }

    @Test
    void whatIsHeldIsLeftAloneIfSoConfigured() {
        rights.rechecks = false;
        try (TestBroker broker = broker(rights)) {
            RawClient client = broker.connect("client").subscribe("a", 0);

            rights.become(request -> false);
            client.assertNothingCame();

            assertThat(filters(broker, "client")).containsExactly("a");
        }
    }

    @Test
    void aSessionWithoutItsClientIsLookedAtToo() {
        try (TestBroker broker = broker(rights)) {
            broker.connect(Login.as("client").persistent()).subscribe("a", 1).disconnect();

            rights.become(request -> false);

            await().until(() -> filters(broker, "client").isEmpty());
        }
    }

    @Test
    void aSessionThatAnotherUserTakesUpIsLookedAtBeforeItIsServed() {
        ScriptedAuthorization owners =
                ScriptedAuthorization.of(request -> request.facts().username().equals(Optional.of("kay")));
        try (TestBroker broker = TestBroker.with().rights(owners).start()) {
            RawClient kay = broker.open(Login.as("client").persistent());
            kay.send(as("kay"));
            kay.receive(Packet.ConnAck.class);
            kay.subscribe("a", 1).disconnect();

            RawClient jo = broker.open(Login.as("client").persistent());
            jo.send(as("jo"));
            jo.receive(Packet.ConnAck.class);

            assertThat(filters(broker, "client")).isEmpty();
        }
    }

    @Test
    void theNextChangeBeginsTheLookAnew() {
        try (TestBroker broker = TestBroker.with().rights(rights).loops(1).start()) {
            for (int i = 0; i < 20; i++) {
                broker.connect("client" + i).subscribe("a", 0).subscribe("b", 0);
            }

            rights.become(request -> !request.topic().equals("a"));
            rights.become(request -> false);

            await().until(() -> broker.broker.routing().filters() == 0);
        }
    }

    // Wills

    @Test
    void aWillThatIsDeniedRefusesTheConnection() {
        try (TestBroker broker = broker(rights)) {
            RawClient client = broker.begin(Login.as("client").will("secret/will", "gone"));

            assertThat(client.receive(Packet.ConnAck.class).returnCode()).isEqualTo(0x87);
            assertThat(rights.clients).isEmpty();
        }
    }

    @Test
    void aWillThatIsNotAllowedAnyMoreIsNotPublished() {
        try (TestBroker broker = TestBroker.with().rights(rights).loops(1).start()) {
            RawClient subscriber = broker.connect("subscriber").subscribe("#", 0);
            RawClient client = broker.connect(Login.as("client").will("will", "gone"));

            rights.become(request -> !request.topic().equals("will"));
            await().until(() ->
                    broker.onLoopOf("client", () -> session(broker, "client").will() == null));
            client.reset();
            await().until(() -> !broker.hasSession("client"));

            subscriber.assertNothingCame();
        }
    }

    private void answerNext(boolean allowed) {
        await().until(() -> !open.isEmpty());
        open.remove().complete(allowed);
    }

    private static Packet.Subscribe subscribe(String... filters) {
        List<Packet.Subscription> all = Arrays.stream(filters)
                .map(filter -> new Packet.Subscription(filter, 1, false, false, 0))
                .toList();
        return new Packet.Subscribe(7, all, Properties.NONE);
    }

    private static List<String> filters(TestBroker broker, String clientId) {
        return broker.onLoopOf(clientId, () -> session(broker, clientId).subscriptions().all().stream()
                .map(Subscription::filter)
                .toList());
    }

    private static Session session(TestBroker broker, String clientId) {
        return requireNonNull(broker.broker.ownerOf(clientId).sessions.get(clientId));
    }

    private static Packet as(String username) {
        return new Packet.Connect(
                ProtocolVersion.MQTT_5,
                false,
                0,
                "client",
                username,
                null,
                null,
                Login.as("client").persistent().properties());
    }
}
