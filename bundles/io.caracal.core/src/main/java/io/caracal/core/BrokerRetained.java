package io.caracal.core;

import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.broker.RetainedInfo;
import io.caracal.api.broker.RetainedMessage;
import io.caracal.api.broker.RetainedMessages;
import io.caracal.api.store.Message;
import io.caracal.api.store.RetainedStore;
import io.caracal.mqtt.TopicFilters;
import io.caracal.mqtt.TopicNames;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The retained messages of the store; the event loops take no part. */
final class BrokerRetained implements RetainedMessages {
    /** Messages that are forgotten together. */
    private static final int BATCH = 10_000;

    private final RetainedStore store;
    private final Listings listings;

    BrokerRetained(RetainedStore store, Listings listings) {
        this.store = store;
        this.listings = listings;
    }

    @Override
    public CompletionStage<Page<RetainedInfo>> list(Optional<String> filter, PageRequest page) {
        filter.ifPresent(BrokerRetained::checkFilter);
        int skip = OffsetPages.skip(page);
        return page(filter, page.cursor(), skip + page.limit() + 1).thenApply(found -> {
            List<RetainedInfo> wanted =
                    found.stream().skip(skip).map(BrokerRetained::info).toList();
            boolean last = wanted.size() <= page.limit();
            OptionalLong count = filter.isEmpty()
                    ? OptionalLong.of(store.size())
                    : last && page.cursor().isEmpty() ? OptionalLong.of(found.size()) : OptionalLong.empty();
            return OffsetPages.of(wanted, RetainedInfo::topic, page, count);
        });
    }

    private CompletionStage<List<Message>> page(Optional<String> filter, Optional<String> after, int limit) {
        return listings.read(() -> store.page(filter, after, limit)).thenCompose(found -> found);
    }

    private static void checkFilter(String filter) {
        if (!TopicFilters.valid(filter) || TopicFilters.shared(filter)) {
            throw new InvalidRequestException("\"" + filter + "\" is not a topic filter that retained messages match");
        }
    }

    private static RetainedInfo info(Message message) {
        return new RetainedInfo(
                message.topicName(),
                message.qos(),
                message.publisher(),
                Instant.ofEpochMilli(message.publishedAt()),
                message.expiresAt() == Message.NEVER
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(message.expiresAt())),
                message.payload().length);
    }

    @Override
    public CompletionStage<Optional<RetainedMessage>> get(String topic) {
        checkTopic(topic);
        return store.match(topic).thenApply(found -> found.stream()
                .findFirst()
                .map(message -> new RetainedMessage(info(message), message.payload())));
    }

    private static void checkTopic(String topic) {
        if (!TopicNames.valid(topic)) {
            throw new InvalidRequestException(
                    "\"" + topic + "\" is not a topic name: it is not empty and holds no + or #");
        }
    }

    @Override
    public CompletionStage<Boolean> delete(String topic) {
        checkTopic(topic);
        return store.match(topic)
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.completedFuture(false)
                        : store.remove(topic).thenApply(done -> true));
    }

    @Override
    public CompletionStage<Long> deleteAll() {
        return deleteAfter(Optional.empty(), 0);
    }

    private CompletionStage<Long> deleteAfter(Optional<String> topic, long before) {
        return page(Optional.empty(), topic, BATCH)
                .thenCompose(found -> {
                    CompletableFuture<?>[] all = found.stream()
                            .map(message -> store.remove(message.topicName()).toCompletableFuture())
                            .toArray(CompletableFuture[]::new);
                    return CompletableFuture.allOf(all).thenApply(done -> found);
                })
                .thenCompose(found -> found.size() < BATCH
                        ? CompletableFuture.completedFuture(before + found.size())
                        : deleteAfter(Optional.of(found.getLast().topicName()), before + found.size()));
    }

    @Override
    public long count() {
        return store.size();
    }
}
