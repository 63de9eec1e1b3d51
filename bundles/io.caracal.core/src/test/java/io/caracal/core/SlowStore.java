package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoreState;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import io.caracal.store.memory.MemorySessionStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in memory whose answers come when the test says so, for the calls that it says. */
final class SlowStore implements SessionStore {
    /** The calls that are answered. */
    enum Call {
        PUT,
        REMOVE,
        SUBSCRIBE,
        UNSUBSCRIBE,
        ENQUEUE,
        SENT,
        RECEIVED,
        RELEASED
    }

    /** A call that waits for its answer. */
    record Waiting(Call call, CompletableFuture<Void> stage) {
        void complete() {
            stage.complete(null);
        }

        void fail() {
            stage.completeExceptionally(new IOException("the disk is full, says the test"));
        }
    }

    final MemorySessionStore kept = new MemorySessionStore();
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private volatile boolean lagging;
    private volatile Set<Call> slow = EnumSet.noneOf(Call.class);
    private volatile Set<Call> later = EnumSet.noneOf(Call.class);
    private volatile Set<Call> broken = EnumSet.noneOf(Call.class);

    /** Says that too much waits, or does not. */
    void lagging(boolean now) {
        lagging = now;
    }

    /** Lets these calls wait from now on, and only these. */
    SlowStore slow(Call... calls) {
        slow = Set.of(calls);
        return this;
    }

    /** Answers these calls from another thread from now on, and only these. */
    SlowStore later(Call... calls) {
        later = Set.of(calls);
        return this;
    }

    /** Lets these calls fail at once from now on, and only these. */
    SlowStore broken(Call... calls) {
        broken = Set.of(calls);
        return this;
    }

    /** The oldest call that waits; comes within some seconds. */
    Waiting next() throws InterruptedException {
        Waiting next = waiting.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the store was not asked");
        }
        return next;
    }

    /** How many calls wait. */
    int waiting() {
        return waiting.size();
    }

    private CompletionStage<Void> answer(Call call, CompletionStage<Void> done) {
        if (broken.contains(call)) {
            return CompletableFuture.failedFuture(new IOException("the disk is full, says the test"));
        }
        if (slow.contains(call)) {
            Waiting one = new Waiting(call, new CompletableFuture<>());
            waiting.add(one);
            return one.stage;
        }
        return later.contains(call) ? CompletableFuture.runAsync(() -> {}) : done;
    }

    @Override
    public CompletionStage<Void> recover(Consumer<StoredSession> visitor) {
        return kept.recover(visitor);
    }

    /** Everything that is kept. */
    List<StoredSession> sessions() {
        List<StoredSession> all = new ArrayList<>();
        kept.recover(all::add).toCompletableFuture().join();
        return all;
    }

    @Override
    public CompletionStage<Void> put(SessionState session) {
        return answer(Call.PUT, kept.put(session));
    }

    @Override
    public CompletionStage<Void> remove(String clientId) {
        return answer(Call.REMOVE, kept.remove(clientId));
    }

    @Override
    public CompletionStage<Void> subscribe(String clientId, List<StoredSubscription> subscriptions) {
        return answer(Call.SUBSCRIBE, kept.subscribe(clientId, subscriptions));
    }

    @Override
    public CompletionStage<Void> unsubscribe(String clientId, List<String> filters) {
        return answer(Call.UNSUBSCRIBE, kept.unsubscribe(clientId, filters));
    }

    @Override
    public CompletionStage<Void> enqueue(Message message, List<StoredDelivery> deliveries, @Nullable Origin origin) {
        return answer(Call.ENQUEUE, kept.enqueue(message, deliveries, origin));
    }

    @Override
    public CompletionStage<List<@Nullable Message>> read(String clientId, long[] deliveries) {
        return kept.read(clientId, deliveries);
    }

    @Override
    public boolean readable() {
        return kept.readable();
    }

    @Override
    public CompletionStage<Void> sent(String clientId, long delivery, int packetId) {
        return answer(Call.SENT, kept.sent(clientId, delivery, packetId));
    }

    @Override
    public CompletionStage<Void> received(String clientId, long delivery) {
        return answer(Call.RECEIVED, kept.received(clientId, delivery));
    }

    @Override
    public void completed(String clientId, long delivery) {
        kept.completed(clientId, delivery);
    }

    @Override
    public CompletionStage<Void> released(String clientId, int packetId) {
        return answer(Call.RELEASED, kept.released(clientId, packetId));
    }

    @Override
    public StoreState state() {
        return kept.state();
    }

    @Override
    public boolean lagging() {
        return lagging;
    }
}
