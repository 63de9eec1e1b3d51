package io.caracal.core;

import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.broker.QueuedMessage;
import io.caracal.api.broker.QueuedMessage.PublishedMessage;
import io.caracal.api.store.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page of what waits for a client or is in flight; the cursor is priority and number of the last message, {@code 0_17}. */
final class QueuePage {
    /** No more of a queue is walked in one turn of the loop. */
    private static final int DEEPEST = 100_000;

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,3})_(\\d{1,18})");
    private static final PublishedMessage GONE = new PublishedMessage("", new byte[0], 0, "", Instant.EPOCH);

    private final int limit;
    private final int priority;
    private final long sequence;
    private final List<QueuedMessage> items = new ArrayList<>();

    /** The numbers of those items whose messages have to be read. */
    private final List<Long> toRead = new ArrayList<>();

    private boolean more;
    private int walked;

    /** @throws InvalidRequestException if the request cannot be one for a queue */
    QueuePage(PageRequest request) {
        Matcher cursor = CURSOR.matcher(request.cursor().orElse("999_0"));
        if (request.offset() > 0 || !cursor.matches()) {
            throw new InvalidRequestException("messages are read from the beginning or behind a position such as 0_17, "
                    + request.cursor().map(text -> "not \"" + text + "\"").orElse("not from an offset"));
        }
        limit = request.limit();
        priority = Integer.parseInt(cursor.group(1));
        sequence = Long.parseLong(cursor.group(2));
    }

    /** On the session's loop. */
    CompletionStage<Page<QueuedMessage>> queued(Session session) {
        Deliveries deliveries = session.deliveriesIfAny();
        if (deliveries != null) {
            deliveries.visitQueue(this::take);
        }
        return page(session, deliveries == null ? 0 : deliveries.queued());
    }

    /** On the session's loop. */
    CompletionStage<Page<QueuedMessage>> inFlight(Session session) {
        Deliveries deliveries = session.deliveriesIfAny();
        if (deliveries != null) {
            for (Delivery delivery : deliveries.unacknowledged()) {
                if (!take(0, delivery)) {
                    break;
                }
            }
        }
        return page(session, deliveries == null ? 0 : deliveries.inFlight());
    }

    private boolean take(int ofPriority, Delivery delivery) {
        boolean behind = ofPriority < priority || ofPriority == priority && delivery.sequence > sequence;
        if (behind && items.size() == limit) {
            more = true;
            return false;
        }
        if (behind) {
            items.add(report(ofPriority, delivery));
            if (delivery.cold() && delivery.state != Delivery.RELEASED) {
                toRead.add(delivery.sequence);
            }
        }
        return ++walked < DEEPEST;
    }

    private static QueuedMessage report(int priority, Delivery delivery) {
        Message message = delivery.message;
        return new QueuedMessage(
                delivery.sequence,
                priority,
                delivery.packetId == 0 ? OptionalInt.empty() : OptionalInt.of(delivery.packetId),
                delivery.qos,
                delivery.retain,
                message == null ? GONE : published(message));
    }

    private static PublishedMessage published(Message message) {
        return new PublishedMessage(
                message.topicName(),
                message.payload(),
                message.qos(),
                message.publisher(),
                Instant.ofEpochMilli(message.publishedAt()));
    }

    private CompletionStage<Page<QueuedMessage>> page(Session session, int count) {
        if (toRead.isEmpty()) {
            return CompletableFuture.completedFuture(page(count));
        }
        long[] numbers = toRead.stream().mapToLong(Long::longValue).toArray();
        return session.loop
                .broker
                .sessionStore()
                .read(session.clientId(), numbers)
                .thenApply(messages -> {
                    fill(messages);
                    return page(count);
                });
    }

    /** Puts in what was read; a message that has gone meanwhile is shown without its content. */
    private void fill(List<@Nullable Message> messages) {
        int next = 0;
        for (int i = 0; i < items.size() && next < messages.size(); i++) {
            QueuedMessage item = items.get(i);
            if (item.sequence() == toRead.get(next)) {
                Message message = messages.get(next++);
                if (message != null) {
                    items.set(
                            i,
                            new QueuedMessage(
                                    item.sequence(),
                                    item.priority(),
                                    item.packetId(),
                                    item.qos(),
                                    item.retain(),
                                    published(message)));
                }
            }
        }
    }

    private Page<QueuedMessage> page(int count) {
        Optional<String> next = more
                ? Optional.of(items.getLast().priority() + "_" + items.getLast().sequence())
                : Optional.empty();
        return new Page<>(items, next, OptionalLong.of(count));
    }
}
