package io.caracal.store.memory;

import io.caracal.api.store.Message;
import io.caracal.api.store.RetainedStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Retained messages in memory, gone when the process ends. */
public class MemoryRetainedStore implements RetainedStore {
    private final InstantSource clock;
    private final RetainedTree messages = new RetainedTree();
    private final AtomicLong size = new AtomicLong();

    /** The messages that expire, the next one first, so that cleaning up does not visit the others. */
    private final NavigableSet<Message> expiring = new ConcurrentSkipListSet<>(
            Comparator.comparingLong(Message::expiresAt).thenComparing(Message::topic, Arrays::compare));

    public MemoryRetainedStore() {
        this(InstantSource.system());
    }

    /** @param clock says which messages have expired when they are looked up */
    public MemoryRetainedStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CompletionStage<Boolean> put(Message message, long limit) {
        String topic = message.topicName();
        // Spares a full store the work of making and removing nodes; what decides is further down.
        if (limit > 0 && size.get() >= limit && messages.get(topic) == null) {
            return Done.NO;
        }
        Placement placement = new Placement(message, limit);
        messages.compute(topic, placement::apply);
        return placement.refused ? Done.NO : Done.YES;
    }

    @Override
    public CompletionStage<Void> remove(String topic) {
        if (messages.get(topic) != null) {
            messages.compute(topic, this::forget);
        }
        return Done.nothing();
    }

    @Override
    public CompletionStage<List<Message>> match(String filter) {
        long now = clock.millis();
        List<Message> found = new ArrayList<>();
        messages.match(filter, message -> {
            if (!message.expired(now)) {
                found.add(message);
            }
        });
        return found.isEmpty() ? Done.none() : CompletableFuture.completedFuture(found);
    }

    @Override
    public CompletionStage<List<Message>> page(Optional<String> filter, Optional<String> after, int limit) {
        long now = clock.millis();
        RetainedPage page = new RetainedPage(after, limit);
        Consumer<Message> visitor = message -> {
            if (!message.expired(now)) {
                page.accept(message);
            }
        };
        filter.ifPresentOrElse(wanted -> messages.match(wanted, visitor), () -> messages.forEach(visitor));
        return CompletableFuture.completedFuture(page.inOrder());
    }

    @Override
    public long size() {
        return size.get();
    }

    @Override
    public void expire(long now) {
        for (Message message : expiring) {
            if (!message.expired(now)) {
                return;
            }
            messages.compute(message.topicName(), present -> present == message ? forget(present) : present);
        }
    }

    boolean isBare() {
        return messages.isEmpty() && expiring.isEmpty();
    }

    private @Nullable Message forget(@Nullable Message present) {
        if (present != null) {
            size.decrementAndGet();
            unwatch(present);
        }
        return null;
    }

    private void unwatch(Message message) {
        if (message.expiresAt() != Message.NEVER) {
            expiring.remove(message);
        }
    }

    private boolean reserve(long limit) {
        if (limit <= 0) {
            size.incrementAndGet();
            return true;
        }
        return size.getAndUpdate(count -> count < limit ? count + 1 : count) < limit;
    }

    /** Puts a message into its place, if the limit allows. */
    private final class Placement {
        private final Message message;
        private final long limit;
        private boolean refused;

        Placement(Message message, long limit) {
            this.message = message;
            this.limit = limit;
        }

        @Nullable
        Message apply(@Nullable Message present) {
            if (present != null) {
                unwatch(present);
            } else if (!reserve(limit)) {
                refused = true;
                return null;
            }
            if (message.expiresAt() != Message.NEVER) {
                expiring.add(message);
            }
            return message;
        }
    }
}
