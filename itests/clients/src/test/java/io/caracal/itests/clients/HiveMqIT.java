package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What HiveMQ's client can do in MQTT 5.0 and the other libraries cannot, or not in a way that can be seen. */
class HiveMqIT extends ClientsTest {
    private final BlockingQueue<Mqtt5Publish> inbox = new LinkedBlockingQueue<>();

    @Test
    void longTopicsTravelOnceThenAsAliasesToTheSubscriber() throws Exception {
        CutWire wire = closing(new CutWire(broker().address()));
        Mqtt5AsyncClient subscriber = open(clientId(), wire.address());
        subscriber.publishes(MqttGlobalPublishFilter.ALL, inbox::add);
        connect(
                subscriber,
                Mqtt5Connect.builder()
                        .restrictions()
                        .topicAliasMaximum(4)
                        .applyRestrictions()
                        .build());
        String topic = topic("x".repeat(1000));
        subscribe(subscriber, topic);
        Mqtt5AsyncClient publisher = ready();

        for (int i = 0; i < 100; i++) {
            publish(publisher, topic, "m" + i, MqttQos.AT_LEAST_ONCE);
        }

        for (int i = 0; i < 100; i++) {
            Mqtt5Publish message = next();
            assertThat(message.getTopic()).hasToString(topic);
            assertThat(message.getPayloadAsBytes()).asString().isEqualTo("m" + i);
        }
        assertThat(wire.bytesToClients()).isLessThan(20_000);
    }

    @Test
    void moreTopicsThanAliasesAreAllDeliveredUnderTheirNames() throws Exception {
        Mqtt5AsyncClient client = ready(Mqtt5Connect.builder()
                .restrictions()
                .topicAliasMaximum(3)
                .sendTopicAliasMaximum(3)
                .applyRestrictions()
                .build());
        subscribe(client, topic("many/+"));

        for (int i = 0; i < 60; i++) {
            publish(client, topic("many/" + i % 12), "m" + i, MqttQos.AT_LEAST_ONCE);
        }

        for (int i = 0; i < 60; i++) {
            Mqtt5Publish message = next();
            assertThat(message.getTopic() + " " + new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(topic("many/" + i % 12) + " m" + i);
        }
    }

    @Test
    void noMoreMessagesAreUnderWayThanTheClientReceives() throws Exception {
        Mqtt5AsyncClient subscriber = open(clientId(), broker().address());
        subscriber.publishes(MqttGlobalPublishFilter.ALL, inbox::add, true);
        connect(
                subscriber,
                Mqtt5Connect.builder()
                        .restrictions()
                        .receiveMaximum(1)
                        .applyRestrictions()
                        .build());
        subscribe(subscriber, topic("flow/#"));
        Mqtt5AsyncClient publisher = ready();

        publish(publisher, topic("flow/1"), "one", MqttQos.AT_LEAST_ONCE);
        publish(publisher, topic("flow/1"), "two", MqttQos.AT_LEAST_ONCE);
        Mqtt5Publish one = next();
        // What the broker wanted to send before this is answered has come.
        subscribe(subscriber, topic("marker"));
        boolean heldBack = inbox.isEmpty();
        one.acknowledge();

        assertThat(heldBack).isTrue();
        assertThat(text(one) + text(next())).isEqualTo("onetwo");
    }

    @Test
    void manyPublishingsAtOnceKeepToTheBrokersReceiveMaximumAndAllSucceed() throws Exception {
        Mqtt5AsyncClient client = ready();
        subscribe(client, topic("burst"));
        List<CompletableFuture<?>> results = new ArrayList<>();

        for (int i = 0; i < 1000; i++) {
            results.add(client.publishWith()
                    .topic(topic("burst"))
                    .qos(MqttQos.EXACTLY_ONCE)
                    .payload(String.valueOf(i).getBytes(StandardCharsets.UTF_8))
                    .send());
        }
        CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new)).get(Client.PATIENCE, TimeUnit.SECONDS);

        for (int i = 0; i < 1000; i++) {
            assertThat(text(next())).isEqualTo(String.valueOf(i));
        }
    }

    @Test
    void overlappingSubscriptionsEachSeeTheMessageByTheirIdentifiers() throws Exception {
        Mqtt5AsyncClient client = ready();
        BlockingQueue<Mqtt5Publish> exact = new LinkedBlockingQueue<>();
        BlockingQueue<Mqtt5Publish> wild = new LinkedBlockingQueue<>();
        client.subscribeWith()
                .topicFilter(topic("a"))
                .callback(exact::add)
                .send()
                .get(Client.PATIENCE, TimeUnit.SECONDS);
        client.subscribeWith()
                .topicFilter(topic("#"))
                .callback(wild::add)
                .send()
                .get(Client.PATIENCE, TimeUnit.SECONDS);

        publish(client, topic("a"), "both", MqttQos.AT_LEAST_ONCE);
        publish(client, topic("b"), "wild", MqttQos.AT_LEAST_ONCE);

        assertThat(text(next(wild))).isEqualTo("both");
        assertThat(text(next(wild))).isEqualTo("wild");
        assertThat(text(next(exact))).isEqualTo("both");
        assertThat(exact).isEmpty();
    }

    @Test
    void noLocalKeepsTheOwnMessagesAway() throws Exception {
        Mqtt5AsyncClient client = ready();
        client.subscribeWith().topicFilter(topic("chat")).noLocal(true).send().get(Client.PATIENCE, TimeUnit.SECONDS);

        publish(client, topic("chat"), "mine", MqttQos.AT_LEAST_ONCE);
        publish(ready(), topic("chat"), "yours", MqttQos.AT_LEAST_ONCE);

        assertThat(text(next())).isEqualTo("yours");
    }

    @Test
    void retainHandlingAndRetainAsPublishedAreHonoured() throws Exception {
        Mqtt5AsyncClient client = ready();
        client.publishWith()
                .topic(topic("state"))
                .retain(true)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(new byte[] {'1'})
                .send()
                .get(Client.PATIENCE, TimeUnit.SECONDS);

        client.subscribeWith()
                .topicFilter(topic("state"))
                .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
                .retainAsPublished(true)
                .send()
                .get(Client.PATIENCE, TimeUnit.SECONDS);
        client.publishWith()
                .topic(topic("state"))
                .retain(true)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(new byte[] {'2'})
                .send()
                .get(Client.PATIENCE, TimeUnit.SECONDS);

        Mqtt5Publish message = next();
        assertThat(text(message)).isEqualTo("2");
        assertThat(message.isRetain()).isTrue();
    }

    @Test
    void clientWithoutIdentifierIsGivenOne() throws Exception {
        Mqtt5AsyncClient client = track(Mqtt5Client.builder().serverAddress(broker().address()));

        var connAck = client.connect().get(Client.PATIENCE, TimeUnit.SECONDS);

        assertThat(connAck.getAssignedClientIdentifier()).isPresent();
        assertThat(client.getConfig().getClientIdentifier()).isEqualTo(connAck.getAssignedClientIdentifier());
    }

    @Test
    void disconnectMayAskForTheWillAndForALongerSession() throws Exception {
        String id = clientId("leaving");
        Mqtt5AsyncClient watcher = ready();
        subscribe(watcher, topic("will"));
        Mqtt5AsyncClient leaving = open(id, broker().address());
        connect(
                leaving,
                Mqtt5Connect.builder()
                        .sessionExpiryInterval(1)
                        .willPublish()
                        .topic(topic("will"))
                        .payload(new byte[] {'w'})
                        .applyWillPublish()
                        .build());

        leaving.disconnectWith()
                .reasonCode(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE)
                .sessionExpiryInterval(3600)
                .send()
                .get(Client.PATIENCE, TimeUnit.SECONDS);

        assertThat(text(next())).isEqualTo("w");
        Mqtt5AsyncClient back = open(id, broker().address());
        var connAck =
                back.connect(Mqtt5Connect.builder().cleanStart(false).build()).get(Client.PATIENCE, TimeUnit.SECONDS);
        assertThat(connAck.isSessionPresent()).isTrue();
    }

    @Test
    void packetBeyondTheAnnouncedMaximumIsNotSent() throws Exception {
        Mqtt5AsyncClient client = ready();

        assertThatThrownBy(() -> client.publishWith()
                        .topic(topic("big"))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(new byte[1_100_000])
                        .send()
                        .get(Client.PATIENCE, TimeUnit.SECONDS))
                .rootCause()
                .isNotInstanceOf(ConnectionClosedException.class);
        assertThat(client.getState().isConnected()).isTrue();
    }

    private Mqtt5AsyncClient ready() throws Exception {
        return ready(Mqtt5Connect.builder().build());
    }

    private Mqtt5AsyncClient ready(Mqtt5Connect connect) throws Exception {
        Mqtt5AsyncClient client = open(clientId(), broker().address());
        client.publishes(MqttGlobalPublishFilter.ALL, inbox::add);
        connect(client, connect);
        return client;
    }

    private Mqtt5AsyncClient open(String id, InetSocketAddress server) {
        return track(Mqtt5Client.builder().identifier(id).serverAddress(server));
    }

    private Mqtt5AsyncClient track(Mqtt5ClientBuilder builder) {
        Mqtt5AsyncClient client = builder.buildAsync();
        closing(() -> {
            if (client.getState().isConnected()) {
                client.disconnect().get(Client.PATIENCE, TimeUnit.SECONDS);
            }
        });
        return client;
    }

    private static void connect(Mqtt5AsyncClient client, Mqtt5Connect connect) throws Exception {
        client.connect(connect).get(Client.PATIENCE, TimeUnit.SECONDS);
    }

    private static void subscribe(Mqtt5AsyncClient client, String filter) throws Exception {
        client.subscribeWith().topicFilter(filter).send().get(Client.PATIENCE, TimeUnit.SECONDS);
    }

    private static void publish(Mqtt5AsyncClient client, String topic, String text, MqttQos qos) throws Exception {
        client.publishWith()
                .topic(topic)
                .qos(qos)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .send()
                .get(Client.PATIENCE, TimeUnit.SECONDS);
    }

    private Mqtt5Publish next() throws InterruptedException {
        return next(inbox);
    }

    private static Mqtt5Publish next(BlockingQueue<Mqtt5Publish> queue) throws InterruptedException {
        Mqtt5Publish message = queue.poll(Client.PATIENCE, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message within " + Client.PATIENCE + " s");
        }
        return message;
    }

    private static String text(Mqtt5Publish message) {
        return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }
}
