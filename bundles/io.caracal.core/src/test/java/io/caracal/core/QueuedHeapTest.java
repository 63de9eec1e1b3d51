package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.Message;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a message costs that waits in the store for a client that is away: nothing but its place in the queue. */
class QueuedHeapTest {
    private static final int SESSIONS = 1_000;
    private static final int EACH = 1_000;

    @Test
    void aMillionMessagesThatWaitInTheStoreTakeLessThan56BytesEach() {
        MqttSettings settings = Settings.mqtt("maxMqueueLen", Optional.empty());
        List<MessageQueue> queues = new ArrayList<>();
        long before = used();

        for (int i = 0; i < SESSIONS; i++) {
            queues.add(filled(settings, (long) i * EACH));
        }

        long bytes = used() - before;
        assertThat(queues).allSatisfy(queue -> assertThat(queue.cold()).isEqualTo(EACH));
        assertThat(bytes / (SESSIONS * EACH)).isLessThan(56);
    }

    private static MessageQueue filled(MqttSettings settings, long first) {
        MessageQueue queue = new MessageQueue(settings, new QueuedBytes());
        for (int i = 0; i < EACH; i++) {
            Message message = new Message(
                    "topic".getBytes(UTF_8), new byte[16], new byte[0], 1, false, 0, Message.NEVER, "publisher");
            Delivery delivery = new Delivery(message, 1, false, Delivery.NO_IDENTIFIERS, null);
            delivery.sequence = first + i;
            delivery.kept = true;
            queue.add(delivery);
            queue.letGo(delivery);
        }
        return queue;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
