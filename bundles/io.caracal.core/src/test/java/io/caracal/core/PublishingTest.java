package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.broker.PublishRequest;
import io.caracal.api.broker.PublishRequest.MessageProperties;
import io.caracal.api.broker.PublishRequest.UserProperty;
import io.caracal.api.broker.PublishResult;
import io.caracal.api.broker.RetainedInfo;
import io.caracal.api.broker.RetainedMessages;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Messages that come without a connection, and retained ones as an administrator sees them. */
class PublishingTest {
    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static PublishRequest message(String topic, String payload, int qos, boolean retain) {
        return new PublishRequest(topic, payload.getBytes(UTF_8), qos, retain, "api", MessageProperties.NONE);
    }

    @Test
    void subscribersGetAMessageWithItsProperties() {
        try (TestBroker broker = TestBroker.with().start()) {
            RawClient client = broker.connect("one").subscribe("a/#", 1);
            MessageProperties properties = new MessageProperties(
                    Optional.of(true),
                    Optional.of(60L),
                    Optional.of("text/plain"),
                    Optional.of("answer"),
                    Optional.of(new byte[] {1, 2}),
                    List.of(new UserProperty("k", "v"), new UserProperty("k", "w")));

            PublishResult result = get(broker.administration.publishing.publish(
                    new PublishRequest("a/b", "hello".getBytes(UTF_8), 1, false, "api", properties)));

            assertThat(result)
                    .isInstanceOfSatisfying(PublishResult.Delivered.class, delivered -> assertThat(delivered.id())
                            .matches("[0-9A-F]{32}"));
            Packet.Publish received = client.receivePublish();
            assertThat(RawClient.text(received)).isEqualTo("hello");
            assertThat(received.properties().string(Property.CONTENT_TYPE)).isEqualTo("text/plain");
            assertThat(received.properties().string(Property.RESPONSE_TOPIC)).isEqualTo("answer");
            assertThat(received.properties().binary(Property.CORRELATION_DATA)).containsExactly(1, 2);
            assertThat(received.properties().number(Property.PAYLOAD_FORMAT_INDICATOR, 0))
                    .isEqualTo(1);
            assertThat(received.properties().number(Property.MESSAGE_EXPIRY_INTERVAL, 0))
                    .isBetween(50L, 60L);
            assertThat(received.properties().userProperties())
                    .containsExactly(new Properties.Pair("k", "v"), new Properties.Pair("k", "w"));
        }
    }

    @Test
    void whoPublishesForNobodyIsToldSo() {
        try (TestBroker broker = TestBroker.with().start()) {
            assertThat(get(broker.administration.publishing.publish(message("a", "x", 1, false))))
                    .isInstanceOf(PublishResult.NoSubscribers.class);
        }
    }

    @Test
    void whatIsNoMessageIsRefusedWithItsReason() {
        try (TestBroker broker = TestBroker.with().mqtt("maxTopicLevels", 3).start()) {
            List<PublishResult> results = get(broker.administration.publishing.publish(List.of(
                    message("a/#", "x", 0, false),
                    message("", "x", 0, false),
                    message("a/b/c/d", "x", 0, false),
                    message("a", "x", 3, false),
                    message("a", "x".repeat(1_100_000), 0, false),
                    message("a", "x", 0, false))));

            assertThat(results.subList(0, 5))
                    .extracting(result -> ((PublishResult.Refused) result).reasonCode())
                    .containsExactly(
                            ReasonCode.TOPIC_NAME_INVALID.code(),
                            ReasonCode.TOPIC_NAME_INVALID.code(),
                            ReasonCode.TOPIC_NAME_INVALID.code(),
                            ReasonCode.QOS_NOT_SUPPORTED.code(),
                            ReasonCode.PACKET_TOO_LARGE.code());
            assertThat(results.get(5)).isInstanceOf(PublishResult.NoSubscribers.class);
        }
    }

    @Test
    void messagesOfOneCallKeepTheirOrder() {
        try (TestBroker broker = TestBroker.with().start()) {
            RawClient client = broker.connect("one").subscribe("a", 0);

            get(broker.administration.publishing.publish(IntStream.range(0, 500)
                    .mapToObj(i -> message("a", "m" + i, 0, false))
                    .toList()));

            assertThat(client.receiveTexts(500))
                    .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "m" + i).toList());
        }
    }

    @Test
    void theAnswerWaitsUntilTheMessageIsDurable() throws Exception {
        SlowStore store = new SlowStore();
        try (TestBroker broker = TestBroker.with().sessions(store).start()) {
            broker.connect(Login.as("one").persistent()).subscribe("a", 1);
            store.slow(SlowStore.Call.ENQUEUE);

            CompletableFuture<PublishResult> result = broker.administration
                    .publishing
                    .publish(message("a", "x", 1, false))
                    .toCompletableFuture();
            SlowStore.Waiting waiting = store.next();

            assertThat(result).isNotDone();
            waiting.complete();
            assertThat(get(result)).isInstanceOf(PublishResult.Delivered.class);
        }
    }

    @Test
    void aMessageThatCannotBeKeptIsReported() {
        SlowStore store = new SlowStore();
        try (TestBroker broker = TestBroker.with().sessions(store).start()) {
            broker.connect(Login.as("one").persistent()).subscribe("a", 1);
            store.broken(SlowStore.Call.ENQUEUE);

            assertThat(get(broker.administration.publishing.publish(message("a", "x", 1, false))))
                    .isInstanceOf(PublishResult.NotKept.class);
        }
    }

    // Retained

    private static TestBroker withRetained(int count) {
        TestBroker broker = TestBroker.with().start();
        List<PublishRequest> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(message("r/%04d".formatted(i), "payload", 1, true));
        }
        messages.add(message("$SYS/hidden", "secret", 0, true));
        get(broker.administration.publishing.publish(messages));
        return broker;
    }

    @Test
    void retainedMessagesAreListedInOrderOfTheirTopics() {
        try (TestBroker broker = withRetained(250)) {
            RetainedMessages retained = broker.administration.retained;

            Page<RetainedInfo> first = get(retained.list(Optional.empty(), PageRequest.first(200)));
            Page<RetainedInfo> second = get(retained.list(
                    Optional.empty(), PageRequest.after(first.next().orElseThrow(), 200)));
            Page<RetainedInfo> byNumber = get(retained.list(Optional.empty(), PageRequest.page(2, 200)));

            assertThat(first.items().getFirst().topic()).isEqualTo("$SYS/hidden");
            assertThat(first.count()).hasValue(251);
            assertThat(second.items()).hasSize(51).isEqualTo(byNumber.items());
            assertThat(second.next()).isEmpty();
        }
    }

    @Test
    void retainedMessagesAreListedByFilter() {
        try (TestBroker broker = withRetained(12)) {
            Page<RetainedInfo> page =
                    get(broker.administration.retained.list(Optional.of("r/+"), PageRequest.first(100)));

            assertThat(page.items()).hasSize(12);
            assertThat(page.count()).hasValue(12);
        }
    }

    @Test
    void oneRetainedMessageIsReadAndForgotten() {
        try (TestBroker broker = withRetained(2)) {
            RetainedMessages retained = broker.administration.retained;

            assertThat(get(retained.get("r/0001")).orElseThrow().payload()).isEqualTo("payload".getBytes(UTF_8));
            assertThat(get(retained.delete("r/0001"))).isTrue();

            assertThat(get(retained.get("r/0001"))).isEmpty();
            assertThat(get(retained.delete("r/0001"))).isFalse();
        }
    }

    @Test
    void allRetainedMessagesAreForgotten() {
        try (TestBroker broker = withRetained(30)) {
            assertThat(get(broker.administration.retained.deleteAll())).isEqualTo(31);

            assertThat(broker.administration.retained.count()).isZero();
        }
    }
}
