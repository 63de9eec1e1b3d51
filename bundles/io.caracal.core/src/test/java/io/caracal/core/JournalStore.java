package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoreState;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import io.caracal.store.memory.MemoryRetainedStore;
import io.caracal.store.memory.MemorySessionStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Both stores as one journal of changes: what is durable is a prefix of it, changes become durable in batches that share a stage,
 * bodies are read back instead of being handed out at start, and after a {@link #crashed crash} only the prefix is left.
 */
final class JournalStore implements SessionStore {
    private record Change(boolean session, BiConsumer<MemorySessionStore, MemoryRetainedStore> effect) {}

    private final List<Change> journal;
    private final MemorySessionStore sessions = new MemorySessionStore();
    private final MemoryRetainedStore retainedMessages = new MemoryRetainedStore();
    private final Set<Long> known = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();
    private CompletableFuture<Void> batch = new CompletableFuture<>();
    private CompletableFuture<Boolean> retainedBatch = new CompletableFuture<>();
    private int durable;
    private int limit = Integer.MAX_VALUE;
    private boolean byHand;
    private @Nullable IOException failure;
    private volatile StoreState state = StoreState.OPEN;
    private volatile boolean lagging;
    private volatile @Nullable CompletableFuture<Void> readGate;
    private volatile int reads;

    JournalStore() {
        this(List.of());
    }

    private JournalStore(List<Change> kept) {
        journal = new ArrayList<>(kept);
        journal.forEach(change -> change.effect.accept(sessions, retainedMessages));
        durable = journal.size();
    }

    // What the test decides

    /** Changes behind so many are never durable. */
    synchronized JournalStore limit(int changes) {
        limit = changes;
        return this;
    }

    /** Changes become durable when {@link #commit} is called, not at once. */
    synchronized JournalStore byHand() {
        byHand = true;
        return this;
    }

    /** Everything up to now becomes durable; a batch that is cut by the limit is durable in part, and nobody hears of it. */
    void commit() {
        CompletableFuture<Void> done;
        CompletableFuture<Boolean> retainedDone;
        synchronized (this) {
            durable = Math.max(durable, Math.min(journal.size(), limit));
            if (journal.size() > limit) {
                return;
            }
            done = batch;
            retainedDone = retainedBatch;
            batch = new CompletableFuture<>();
            retainedBatch = new CompletableFuture<>();
        }
        done.complete(null);
        retainedDone.complete(true);
    }

    /** From now on every change fails, those that wait as well. */
    void fail(IOException why) {
        CompletableFuture<Void> lost;
        CompletableFuture<Boolean> retainedLost;
        synchronized (this) {
            failure = why;
            lost = batch;
            retainedLost = retainedBatch;
        }
        lost.completeExceptionally(why);
        retainedLost.completeExceptionally(why);
    }

    /** Changes succeed again. */
    synchronized void repaired() {
        failure = null;
        batch = new CompletableFuture<>();
        retainedBatch = new CompletableFuture<>();
    }

    void state(StoreState now) {
        state = now;
    }

    void lagging(boolean now) {
        lagging = now;
    }

    /** What is read comes when the stage is complete. */
    void readWhen(@Nullable CompletableFuture<Void> gate) {
        readGate = gate;
    }

    /** What the next process finds. */
    synchronized JournalStore crashed() {
        limit = 0;
        return new JournalStore(journal.subList(0, durable));
    }

    synchronized int changes() {
        return journal.size();
    }

    int reads() {
        return reads;
    }

    /** Ends of deliveries that the journal has not got before. */
    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    synchronized List<StoredSession> sessions() {
        List<StoredSession> all = new ArrayList<>();
        sessions.recover(all::add);
        return all;
    }

    StoredSession session(String clientId) {
        return sessions().stream()
                .filter(session -> session.state().clientId().equals(clientId))
                .findFirst()
                .orElseThrow();
    }

    // The journal

    private synchronized CompletableFuture<Void> change(Consumer<MemorySessionStore> effect) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        effect.accept(sessions);
        return added(new Change(true, (kept, ignored) -> effect.accept(kept)))
                ? CompletableFuture.completedFuture(null)
                : batch;
    }

    private synchronized CompletionStage<Boolean> retainedChange(Consumer<MemoryRetainedStore> effect) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        effect.accept(retainedMessages);
        return added(new Change(false, (ignored, kept) -> effect.accept(kept)))
                ? CompletableFuture.completedFuture(true)
                : retainedBatch;
    }

    /** @return whether it is durable at once */
    private boolean added(Change change) {
        journal.add(change);
        if (byHand || journal.size() > limit) {
            return false;
        }
        durable = journal.size();
        return true;
    }

    // Sessions

    @Override
    public CompletionStage<Void> recover(Consumer<StoredSession> visitor) {
        for (StoredSession session : sessions()) {
            List<StoredSession.Entry> entries = session.queue().stream()
                    .map(entry -> new StoredSession.Entry(entry.delivery(), null, entry.received()))
                    .toList();
            visitor.accept(new StoredSession(session.state(), session.subscriptions(), entries, session.accepted()));
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> put(SessionState session) {
        return change(kept -> kept.put(session));
    }

    @Override
    public CompletionStage<Void> remove(String clientId) {
        return change(kept -> kept.remove(clientId));
    }

    @Override
    public CompletionStage<Void> subscribe(String clientId, List<StoredSubscription> subscriptions) {
        return change(kept -> kept.subscribe(clientId, subscriptions));
    }

    @Override
    public CompletionStage<Void> unsubscribe(String clientId, List<String> filters) {
        return change(kept -> kept.unsubscribe(clientId, filters));
    }

    @Override
    public synchronized CompletionStage<Void> enqueue(
            Message message, List<StoredDelivery> deliveries, @Nullable Origin origin) {
        deliveries.forEach(delivery -> {
            if (!known.add(delivery.sequence())) {
                wrong.add("a second delivery has number " + delivery.sequence());
            }
        });
        return change(kept -> kept.enqueue(message, deliveries, origin));
    }

    @Override
    public CompletionStage<List<@Nullable Message>> read(String clientId, long[] deliveries) {
        reads++;
        CompletionStage<List<@Nullable Message>> found;
        synchronized (this) {
            found = sessions.read(clientId, deliveries);
        }
        CompletableFuture<Void> gate = readGate;
        return gate == null ? found : gate.thenCombine(found, (open, messages) -> messages);
    }

    @Override
    public boolean readable() {
        return true;
    }

    @Override
    public CompletionStage<Void> sent(String clientId, long delivery, int packetId) {
        check(delivery, "sent");
        return change(kept -> kept.sent(clientId, delivery, packetId));
    }

    @Override
    public CompletionStage<Void> received(String clientId, long delivery) {
        check(delivery, "received");
        return change(kept -> kept.received(clientId, delivery));
    }

    @Override
    public void completed(String clientId, long delivery) {
        check(delivery, "completed");
        change(kept -> kept.completed(clientId, delivery));
    }

    private synchronized void check(long delivery, String what) {
        if (!known.contains(delivery)
                && sessions().stream()
                        .flatMap(each -> each.queue().stream())
                        .noneMatch(entry -> entry.delivery().sequence() == delivery)) {
            wrong.add(what + " before it was stored: " + delivery);
        }
    }

    @Override
    public CompletionStage<Void> released(String clientId, int packetId) {
        return change(kept -> kept.released(clientId, packetId));
    }

    @Override
    public StoreState state() {
        return state;
    }

    @Override
    public boolean lagging() {
        return lagging;
    }

    // Retained messages

    final RetainedStore retained = new RetainedStore() {
        @Override
        public CompletionStage<Boolean> put(Message message, long max) {
            return retainedChange(kept -> kept.put(message, max));
        }

        @Override
        public CompletionStage<Void> remove(String topic) {
            return retainedChange(kept -> kept.remove(topic)).thenAccept(done -> {});
        }

        @Override
        public CompletionStage<List<Message>> match(String filter) {
            return retainedMessages.match(filter);
        }

        @Override
        public CompletionStage<List<Message>> page(Optional<String> filter, Optional<String> after, int most) {
            return retainedMessages.page(filter, after, most);
        }

        @Override
        public long size() {
            return retainedMessages.size();
        }

        @Override
        public void expire(long now) {
            retainedMessages.expire(now);
        }
    };
}
