package io.caracal.store.retained;

import io.caracal.api.store.Message;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The retained messages, at most one a topic, in memory. Looking up takes no lock; changes come from any thread.
 *
 * @param <E> what is kept for a topic: a message, or one with what its store has to know of it
 */
public final class RetainedMessages<E> {
    private final Function<E, Message> message;
    private final InstantSource clock;
    private final RetainedTree<E> tree = new RetainedTree<>();
    private final AtomicLong size = new AtomicLong();

    /** What expires, the next one first, so that cleaning up does not visit the others. */
    private final NavigableSet<E> expiring;

    /**
     * @param message the message of what is kept
     * @param clock says which messages have expired when they are looked up
     */
    public RetainedMessages(Function<E, Message> message, InstantSource clock) {
        this.message = message;
        this.clock = clock;
        this.expiring = new ConcurrentSkipListSet<>(
                Comparator.comparingLong((E kept) -> message.apply(kept).expiresAt())
                        .thenComparing(kept -> message.apply(kept).topic(), Arrays::compare));
    }

    /** What a topic has, or null. */
    public @Nullable E get(String topic) {
        return tree.get(topic);
    }

    /**
     * Keeps something for its topic, in place of what was there.
     *
     * @param limit how many topics may have something; 0 for no limit
     * @param replaced gets what was there
     * @return false if the limit refuses a new topic
     */
    public boolean put(E kept, long limit, Consumer<? super E> replaced) {
        String topic = message.apply(kept).topicName();
        // Spares a full store the work of making and removing nodes; what decides is further down.
        if (limit > 0 && size.get() >= limit && tree.get(topic) == null) {
            return false;
        }
        Placement placement = new Placement(kept, limit, replaced);
        tree.compute(topic, placement::apply);
        return !placement.refused;
    }

    /** Forgets what a topic has, and returns it; null if there was nothing. */
    public @Nullable E remove(String topic) {
        E known = tree.get(topic);
        if (known == null) {
            return null;
        }
        Removal removal = new Removal(null);
        tree.compute(topic, removal::apply);
        return removal.removed;
    }

    /** Forgets something if its topic still has it; false if it has not. */
    public boolean remove(E kept) {
        Removal removal = new Removal(kept);
        tree.compute(message.apply(kept).topicName(), removal::apply);
        return removal.removed != null;
    }

    /** See {@link io.caracal.api.store.RetainedStore#match}. */
    public List<Message> match(String filter) {
        long now = clock.millis();
        List<Message> found = new ArrayList<>();
        tree.match(filter, unexpired(now, found::add));
        return found.isEmpty() ? List.of() : found;
    }

    /** See {@link io.caracal.api.store.RetainedStore#page}. */
    public List<Message> page(Optional<String> filter, Optional<String> after, int limit) {
        RetainedPage page = new RetainedPage(after, limit);
        Consumer<E> visitor = unexpired(clock.millis(), page::accept);
        filter.ifPresentOrElse(wanted -> tree.match(wanted, visitor), () -> tree.forEach(visitor));
        return page.inOrder();
    }

    private Consumer<E> unexpired(long now, Consumer<Message> found) {
        return kept -> {
            Message known = message.apply(kept);
            if (!known.expired(now)) {
                found.accept(known);
            }
        };
    }

    /** How many topics have something, expired or not. */
    public long size() {
        return size.get();
    }

    /** What has expired by the given time. It stays until it is removed. */
    public List<E> expired(long now) {
        List<E> expired = new ArrayList<>();
        for (E kept : expiring) {
            if (!message.apply(kept).expired(now)) {
                break;
            }
            expired.add(kept);
        }
        return expired;
    }

    /** Whether nothing at all is left, inner nodes of the tree included. */
    public boolean isBare() {
        return tree.isEmpty() && expiring.isEmpty();
    }

    private boolean expires(E kept) {
        return message.apply(kept).expiresAt() != Message.NEVER;
    }

    private void unwatch(E kept) {
        if (expires(kept)) {
            expiring.remove(kept);
        }
    }

    private boolean reserve(long limit) {
        if (limit <= 0) {
            size.incrementAndGet();
            return true;
        }
        return size.getAndUpdate(count -> count < limit ? count + 1 : count) < limit;
    }

    /** Puts something into its place, if the limit allows. */
    private final class Placement {
        private final E kept;
        private final long limit;
        private final Consumer<? super E> replaced;
        private boolean refused;

        Placement(E kept, long limit, Consumer<? super E> replaced) {
            this.kept = kept;
            this.limit = limit;
            this.replaced = replaced;
        }

        @Nullable
        E apply(@Nullable E present) {
            if (present != null) {
                unwatch(present);
                replaced.accept(present);
            } else if (!reserve(limit)) {
                refused = true;
                return null;
            }
            if (expires(kept)) {
                expiring.add(kept);
            }
            return kept;
        }
    }

    /** Takes away what is there, whatever it is or only if it is a certain one. */
    private final class Removal {
        private final @Nullable E only;
        private @Nullable E removed;

        Removal(@Nullable E only) {
            this.only = only;
        }

        @Nullable
        E apply(@Nullable E present) {
            if (present == null || only != null && only != present) {
                return present;
            }
            size.decrementAndGet();
            unwatch(present);
            removed = present;
            return null;
        }
    }
}
