package io.caracal.store.log.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.Message;
import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoreMaintenance;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import io.caracal.store.log.LogStore;
import io.caracal.store.log.disk.Disk;
import io.caracal.store.log.fault.FaultDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A store at work, called as the broker calls it, by a test that can wait. */
final class OpenStore implements AutoCloseable {
    private final LogStore store;
    private final BooleanSupplier crashed;

    private OpenStore(LogStore store, BooleanSupplier crashed) {
        this.store = store;
        this.crashed = crashed;
    }

    static OpenStore open(Disk disk, StoreOptions options) throws IOException {
        LogStore store = LogStore.open(disk, options.settings(), options.clock());
        return new OpenStore(store, () -> disk instanceof FaultDisk fault && fault.dead());
    }

    SessionStore sessions() {
        return store.sessions();
    }

    RetainedStore retained() {
        return store.retained();
    }

    StoreMaintenance maintenance() {
        return store.maintenance();
    }

    /** Everything that was recovered, once, with the bodies of what waits. */
    Held picture() throws IOException {
        List<StoredSession> recovered = new ArrayList<>();
        now(sessions().recover(recovered::add));
        Held picture = new Held();
        for (StoredSession session : recovered) {
            String clientId = session.state().clientId();
            assertThat(picture.sessions.put(clientId, held(session)))
                    .as("session %s came twice", clientId)
                    .isNull();
        }
        for (Message message : now(retained().page(Optional.empty(), Optional.empty(), Integer.MAX_VALUE))) {
            picture.retained.put(message.topicName(), Body.of(message));
        }
        return picture;
    }

    private HeldSession held(StoredSession session) throws IOException {
        HeldSession held = new HeldSession(HeldSession.State.of(session.state()));
        for (StoredSubscription subscription : session.subscriptions()) {
            assertThat(held.subscriptions.put(subscription.filter(), subscription))
                    .as("subscribed twice")
                    .isNull();
        }
        held.accepted.addAll(session.accepted());
        assertThat(session.queue())
                .extracting(entry -> entry.delivery().sequence())
                .isSorted()
                .doesNotHaveDuplicates();
        NavigableMap<Long, Body> bodies = bodies(
                session.state().clientId(),
                session.queue().stream()
                        .filter(entry -> !entry.received() && entry.message() == null)
                        .map(entry -> entry.delivery().sequence())
                        .toList());
        for (StoredSession.Entry entry : session.queue()) {
            long sequence = entry.delivery().sequence();
            Message message = entry.message();
            Body body = message == null ? bodies.get(sequence) : Body.of(message);
            held.queue.put(sequence, HeldDelivery.of(entry, body));
        }
        return held;
    }

    /** What {@link SessionStore#read} gives, without what is not there. */
    NavigableMap<Long, Body> bodies(String clientId, Collection<Long> sequences) throws IOException {
        long[] wanted = sequences.stream().mapToLong(Long::longValue).toArray();
        List<Message> messages = now(sessions().read(clientId, wanted));
        assertThat(messages).hasSize(wanted.length);
        NavigableMap<Long, Body> bodies = new TreeMap<>();
        for (int i = 0; i < wanted.length; i++) {
            Message message = messages.get(i);
            if (message != null) {
                bodies.put(wanted[i], Body.of(message));
            }
        }
        return bodies;
    }

    /** What a stage gives in reasonable time. */
    static <T> T now(CompletionStage<T> stage) throws IOException {
        try {
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new IOException(failure.getMessage(), failure);
            }
            throw new AssertionError("neither a value nor an I/O error", e);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Ends its threads at least; that files cannot be closed well after a crash is no news. */
    @Override
    public void close() throws IOException {
        try {
            store.close();
        } catch (IOException e) {
            if (!crashed.getAsBoolean()) {
                throw e;
            }
        }
    }
}
