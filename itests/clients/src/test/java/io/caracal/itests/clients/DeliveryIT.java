package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several publishers and subscribers at once: nothing is lost or doubled, and order is kept. With three event loops most messages
 * are handed over from one loop to another; with one, none is.
 */
@ParameterizedClass(name = "node.event_loops={0}")
@ValueSource(ints = {1, 3})
class DeliveryIT extends ClientsTest {
    private static final int MESSAGES = 200;
    private static final List<String> NUMBERS =
            IntStream.range(0, MESSAGES).mapToObj(String::valueOf).toList();
    private static final List<Library> PUBLISHERS =
            List.of(Library.HIVEMQ_3_1_1, Library.HIVEMQ_5, Library.PAHO_3_1_1, Library.PAHO_5, Library.MQTTJS_5);
    private static final List<Library> SUBSCRIBERS =
            List.of(Library.HIVEMQ_3_1_1, Library.HIVEMQ_5, Library.PAHO_3_1_1, Library.MQTTJS_5);

    private final int eventLoops;

    DeliveryIT(int eventLoops) {
        this.eventLoops = eventLoops;
    }

    @Test
    void everySubscriberAndEveryGroupReceivesAllMessagesOnceAndInOrder() throws Exception {
        List<Client> subscribers = subscribed(SUBSCRIBERS, topic("+/+"));
        List<Client> members = subscribed(SUBSCRIBERS, "$share/group/" + topic("+/+"));

        publishAtOnce();

        for (Client subscriber : subscribers) {
            Map<String, List<String>> seen = byTopic(awaitAll(List.of(subscriber)));
            for (Library publisher : PUBLISHERS) {
                // What is sent at most once may be dropped when a queue is full, but neither doubled nor overtaken.
                assertThat(NUMBERS).containsSubsequence(seen.get(topic(publisher + "/0")));
                assertThat(seen.get(topic(publisher + "/1"))).isEqualTo(NUMBERS);
                assertThat(seen.get(topic(publisher + "/2"))).isEqualTo(NUMBERS);
            }
        }
        assertThat(awaitAll(members)).extracting(Message::line).doesNotHaveDuplicates();
    }

    private InetSocketAddress server() {
        return broker(eventLoops).address();
    }

    private List<Client> subscribed(List<Library> libraries, String filter) throws Exception {
        List<Client> clients = new ArrayList<>();
        for (Library library : libraries) {
            Client client = client(library, server());
            client.connect(Session.clean(clientId()));
            client.subscribe(filter, 2);
            clients.add(client);
        }
        return clients;
    }

    /** Each publisher publishes on a topic for each QoS, in turns. */
    private void publishAtOnce() throws Exception {
        List<Callable<Void>> publishings = new ArrayList<>();
        for (Library library : PUBLISHERS) {
            Client publisher = client(library, server());
            publisher.connect(Session.clean(clientId()));
            List<Message> messages = NUMBERS.stream()
                    .flatMap(number -> IntStream.rangeClosed(0, 2)
                            .mapToObj(qos -> Message.of(topic(library + "/" + qos), number, qos)))
                    .toList();
            publishings.add(() -> {
                publisher.publishAll(messages);
                return null;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> publishing : threads.invokeAll(publishings)) {
                publishing.get(Client.PATIENCE, TimeUnit.SECONDS);
            }
        }
    }

    private static Map<String, List<String>> byTopic(List<Message> messages) {
        return messages.stream()
                .collect(Collectors.groupingBy(Message::topic, Collectors.mapping(Message::text, Collectors.toList())));
    }

    /** What they have received together when everything that must not be lost is there. */
    private static List<Message> awaitAll(List<Client> clients) {
        List<Message> seen = new ArrayList<>();
        await().atMost(Duration.ofSeconds(Client.PATIENCE)).until(() -> {
            clients.forEach(client -> seen.addAll(client.takeAll()));
            return seen.stream().filter(message -> message.qos() > 0).count() >= PUBLISHERS.size() * 2L * MESSAGES;
        });
        return seen;
    }

    @Test
    void whatAMemberLeavesUnacknowledgedGoesToTheOthers() throws Exception {
        List<Client> members = subscribed(List.of(Library.HIVEMQ_5, Library.PAHO_5), "$share/group/" + topic("jobs"));
        CutWire wire = closing(new CutWire(server()));
        Client leaving = client(Library.HIVEMQ_5, wire.address());
        leaving.connect(Session.clean(clientId()));
        leaving.subscribe("$share/group/" + topic("jobs"), 1);
        Client publisher = client(Library.HIVEMQ_5, server());
        publisher.connect(Session.clean(clientId()));
        List<Message> jobs = NUMBERS.stream()
                .map(number -> Message.of(topic("jobs"), number, 1))
                .toList();

        publisher.publishAll(jobs.subList(0, MESSAGES / 2));
        Set<String> seen = new TreeSet<>();
        seen.add(leaving.receive().text());
        wire.cut();
        publisher.publishAll(jobs.subList(MESSAGES / 2, MESSAGES));

        leaving.takeAll().forEach(message -> seen.add(message.text()));
        await().atMost(Duration.ofSeconds(Client.PATIENCE)).untilAsserted(() -> {
            members.forEach(member -> member.takeAll().forEach(message -> seen.add(message.text())));
            assertThat(seen).containsAll(NUMBERS);
        });
    }

    @Test
    void qos2IsExactlyOnceThoughBothConnectionsBreakAgainAndAgain() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        CutWire wire = closing(new CutWire(server()));
        Mqtt5AsyncClient subscriber = persistent(wire);
        subscriber.publishes(
                MqttGlobalPublishFilter.ALL,
                message -> seen.add(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)));
        connect(subscriber);
        subscriber
                .subscribeWith()
                .topicFilter(topic("once"))
                .qos(MqttQos.EXACTLY_ONCE)
                .send()
                .get(Client.PATIENCE, TimeUnit.SECONDS);
        Mqtt5AsyncClient publisher = persistent(wire);
        connect(publisher);

        List<CompletableFuture<?>> results = new ArrayList<>();
        for (String number : NUMBERS) {
            results.add(publisher
                    .publishWith()
                    .topic(topic("once"))
                    .qos(MqttQos.EXACTLY_ONCE)
                    .payload(number.getBytes(StandardCharsets.UTF_8))
                    .send());
            if (results.size() % 40 == 0) {
                int expected = results.size() / 2;
                await().atMost(Duration.ofSeconds(Client.PATIENCE)).until(() -> seen.size() >= expected);
                wire.cut();
            }
        }
        CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new)).get(Client.PATIENCE, TimeUnit.SECONDS);

        await().atMost(Duration.ofSeconds(Client.PATIENCE)).until(() -> seen.size() >= MESSAGES);
        assertThat(seen).containsExactlyElementsOf(NUMBERS);
    }

    /** This client keeps its half of the QoS 2 state over its connections. */
    private Mqtt5AsyncClient persistent(CutWire wire) {
        Mqtt5AsyncClient client = Mqtt5Client.builder()
                .identifier(clientId())
                .serverAddress(wire.address())
                .automaticReconnect()
                .initialDelay(10, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .buildAsync();
        closing(() -> disconnect(client));
        return client;
    }

    /** It may be about to connect again. */
    private static void disconnect(Mqtt5AsyncClient client) throws Exception {
        await().atMost(Duration.ofSeconds(Client.PATIENCE))
                .until(() -> client.getState().isConnected());
        client.disconnect().get(Client.PATIENCE, TimeUnit.SECONDS);
    }

    private static void connect(Mqtt5AsyncClient client) throws Exception {
        client.connectWith().cleanStart(false).sessionExpiryInterval(600).send().get(Client.PATIENCE, TimeUnit.SECONDS);
    }
}
