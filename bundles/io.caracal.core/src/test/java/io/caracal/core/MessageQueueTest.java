package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.Message;
import io.caracal.core.MqttSettings.DefaultPriority;
import io.caracal.core.routing.Destination;
import io.caracal.core.routing.RoutingTable;
import io.caracal.core.routing.SharedGroup;
import io.caracal.core.routing.SharedStrategy;
import io.caracal.core.routing.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageQueueTest {
    private long lastNumber;

    @Test
    void messagesLeaveInTheOrderInWhichTheyCame() {
        MessageQueue queue = queue("maxMqueueLen", Optional.of(10));
        queue.add(message("a", 1));
        queue.add(message("b", 0));
        queue.add(message("c", 2));

        assertThat(topics(queue)).containsExactly("a", "b", "c");
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.peek()).isNull();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void thereIsRoomUpToTheLimitAndExcessBeyond() {
        MessageQueue queue = queue("maxMqueueLen", Optional.of(2));
        queue.add(message("a", 1));
        assertThat(queue.hasRoom()).isTrue();
        queue.add(message("b", 1));
        assertThat(queue.hasRoom()).isFalse();
        assertThat(queue.exceeded()).isFalse();
        queue.add(message("c", 1));
        assertThat(queue.exceeded()).isTrue();
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void withoutALimitThereIsAlwaysRoom() {
        MessageQueue queue = queue("maxMqueueLen", Optional.empty());
        for (int i = 0; i < 5000; i++) {
            queue.add(message("a", 1));
        }

        assertThat(queue.hasRoom()).isTrue();
    }

    @Test
    void otherPrioritiesReorderWhatWaitsAndKeepTheOrderOfATopic() {
        MessageQueue queue = queue("maxMqueueLen", Optional.of(10));
        queue.add(message("low", 1, "1"));
        queue.add(message("high", 1, "2"));
        queue.add(message("low", 1, "3"));
        queue.add(message("high", 1, "4"));

        queue.follow(Settings.mqtt("mqueuePriorities", Map.of("high", 5)));

        assertThat(queue.size()).isEqualTo(4);
        assertThat(payloads(queue)).containsExactly("2", "4", "1", "3");
    }

    @Test
    void aLowerLimitHoldsAtOnce() {
        MessageQueue queue = queue("maxMqueueLen", Optional.of(10));
        queue.add(message("a", 1));
        queue.add(message("b", 1));

        queue.follow(Settings.mqtt("maxMqueueLen", Optional.of(1)));

        assertThat(queue.hasRoom()).isFalse();
        assertThat(queue.exceeded()).isTrue();
    }

    @Test
    void theOldestQos0MessageGoesFirst() {
        MessageQueue queue = queue("maxMqueueLen", Optional.of(3));
        queue.add(message("first", 1));
        queue.add(message("second", 0));
        queue.add(message("third", 0));

        assertThat(topic(queue.replace(message("fourth", 1)))).isEqualTo("second");
        assertThat(topics(queue)).containsExactly("first", "third", "fourth");
    }

    @Test
    void withoutQos0TheOldestGoes() {
        MessageQueue queue = queue("maxMqueueLen", Optional.of(2));
        queue.add(message("first", 1));
        queue.add(message("second", 2));

        assertThat(topic(queue.replace(message("third", 1)))).isEqualTo("first");
        assertThat(topics(queue)).containsExactly("second", "third");
    }

    @Test
    void aQos0MessageDoesNotDriveOthersOut() {
        MessageQueue queue = queue("maxMqueueLen", Optional.of(2));
        queue.add(message("first", 1));
        queue.add(message("second", 1));

        assertThat(topic(queue.replace(message("third", 0)))).isEqualTo("third");
        assertThat(topics(queue)).containsExactly("first", "second");
    }

    @Test
    void aQueueWithoutAnyRoomDropsWhatComes() {
        MessageQueue queue = queue("maxMqueueLen", Optional.of(0));

        assertThat(topic(queue.replace(message("first", 1)))).isEqualTo("first");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void higherPrioritiesLeaveFirstInOrderWithinEach() {
        MessageQueue queue = queue("mqueuePriorities", Map.of("low", 1, "high", 255));
        queue.add(message("low", 1, "1"));
        queue.add(message("none", 1, "2"));
        queue.add(message("high", 1, "3"));
        queue.add(message("low", 1, "4"));
        queue.add(message("high", 1, "5"));

        assertThat(payloads(queue)).containsExactly("3", "5", "1", "4", "2");
    }

    @Test
    void topicsWithoutPriorityMayComeFirst() {
        MessageQueue queue =
                queue("mqueuePriorities", Map.of("high", 255), "mqueueDefaultPriority", DefaultPriority.HIGHEST);
        queue.add(message("high", 1, "1"));
        queue.add(message("none", 1, "2"));

        assertThat(payloads(queue)).containsExactly("2", "1");
    }

    @Test
    void theOldestOfTheLowestPriorityGoesFirst() {
        MessageQueue queue = queue("mqueuePriorities", Map.of("low", 1, "high", 2), "maxMqueueLen", Optional.of(3));
        queue.add(message("high", 1, "1"));
        queue.add(message("low", 1, "2"));
        queue.add(message("low", 1, "3"));

        assertThat(topic(queue.replace(message("high", 1, "4")))).isEqualTo("low");
        assertThat(payloads(queue)).containsExactly("1", "4", "3");
    }

    @Test
    void qos0OfAHighPriorityGoesBeforeQos1OfALowOne() {
        MessageQueue queue = queue("mqueuePriorities", Map.of("low", 1, "high", 2), "maxMqueueLen", Optional.of(2));
        queue.add(message("low", 1, "1"));
        queue.add(message("high", 0, "2"));

        assertThat(topic(queue.replace(message("low", 1, "3")))).isEqualTo("high");
        assertThat(payloads(queue)).containsExactly("1", "3");
    }

    @Test
    void sharedMessagesAreTakenOutInOrderAndTheOthersStay() {
        SharedGroup group = group();
        MessageQueue queue = queue("mqueuePriorities", Map.of("high", 2));
        queue.add(shared("high", "1", group));
        queue.add(message("none", 0, "2"));
        queue.add(shared("none", "3", group));
        queue.add(message("high", 1, "4"));

        List<Delivery> shared = queue.shared();
        shared.forEach(queue::remove);

        assertThat(shared).extracting(MessageQueueTest::payload).containsExactly("1", "3");
        assertThat(queue.size()).isEqualTo(2);
        assertThat(payloads(queue)).containsExactly("4", "2");
    }

    @Test
    void whatDropsAreCountedByQosAlsoAfterSharedMessagesLeft() {
        MessageQueue queue = queue("maxMqueueLen", Optional.of(2));
        Delivery shared = numbered(new Delivery(content("a", "1"), 0, false, Delivery.NO_IDENTIFIERS, group()));
        queue.add(shared);
        queue.add(message("b", 1));
        queue.remove(shared);
        queue.add(message("c", 1));

        assertThat(topic(queue.replace(message("d", 1)))).isEqualTo("b");
    }

    private static MessageQueue queue(Object... settings) {
        return new MessageQueue(Settings.mqtt(settings), new QueuedBytes());
    }

    private static Message content(String topic, String payload) {
        return new Message(
                topic.getBytes(UTF_8), payload.getBytes(UTF_8), new byte[0], 1, false, 0, Message.NEVER, "publisher");
    }

    private Delivery message(String topic, int qos) {
        return message(topic, qos, "");
    }

    private Delivery message(String topic, int qos, String payload) {
        return numbered(new Delivery(content(topic, payload), qos, false, Delivery.NO_IDENTIFIERS, null));
    }

    private Delivery shared(String topic, String payload, SharedGroup group) {
        return numbered(new Delivery(content(topic, payload), 1, false, Delivery.NO_IDENTIFIERS, group));
    }

    private Delivery numbered(Delivery delivery) {
        delivery.sequence = ++lastNumber;
        return delivery;
    }

    private static SharedGroup group() {
        RoutingTable table = new RoutingTable(SharedStrategy.ROUND_ROBIN);
        Destination somebody = new Destination() {
            @Override
            public String clientId() {
                return "somebody";
            }

            @Override
            public boolean available() {
                return true;
            }
        };
        table.subscribe(new Subscription(somebody, "$share/g/#", 1, false, false, 0, 0));
        return table.route("a".getBytes(UTF_8)).groups()[0];
    }

    private static @Nullable String topic(Delivery delivery) {
        Message message = delivery.message;
        return message == null ? null : message.topicName();
    }

    private static @Nullable String payload(Delivery delivery) {
        Message message = delivery.message;
        return message == null ? null : new String(message.payload(), UTF_8);
    }

    private static List<@Nullable String> topics(MessageQueue queue) {
        List<@Nullable String> topics = new ArrayList<>();
        for (Delivery delivery = queue.poll(); delivery != null; delivery = queue.poll()) {
            topics.add(topic(delivery));
        }
        return topics;
    }

    private static List<@Nullable String> payloads(MessageQueue queue) {
        List<@Nullable String> payloads = new ArrayList<>();
        for (Delivery delivery = queue.poll(); delivery != null; delivery = queue.poll()) {
            payloads.add(payload(delivery));
        }
        return payloads;
    }
}
