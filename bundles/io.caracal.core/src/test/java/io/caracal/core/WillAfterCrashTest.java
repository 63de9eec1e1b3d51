package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import io.caracal.store.memory.MemoryRetainedStore;
import io.caracal.store.memory.MemorySessionStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** Wills of clients that were connected when the broker died. */
class WillAfterCrashTest {
    private static final StoredSubscription TO_WILL = new StoredSubscription("will", 1, false, false, 0, 0);
    private static final int HOUR = 3600;

    private final MemoryRetainedStore retained = new MemoryRetainedStore();
    private final String dead = ownedBy("dead", false);
    private final String subscriber = ownedBy("subscriber", true);

    @Test
    void theyReachSessionsThatAreRestoredLaterByAnotherLoop() throws Exception {
        try (TestBroker broker = TestBroker.with()
                .loops(2)
                .sessions(storeWithWill())
                .retained(retained)
                .start()) {
            RawClient client = broker.resume(Login.as(subscriber).persistent());

            assertThat(RawClient.text(client.receivePublish())).isEqualTo("dead");
        }
    }

    /** Client identifiers belong to the first or the second of two loops by the sign of their hash. */
    private static String ownedBy(String prefix, boolean second) {
        return IntStream.range(0, 100)
                .mapToObj(i -> prefix + i)
                .filter(id -> id.hashCode() * 0x9E3779B9 < 0 == second)
                .findFirst()
                .orElseThrow();
    }

    private SessionStore storeWithWill() {
        var message = new Message(
                "will".getBytes(UTF_8), "dead".getBytes(UTF_8), new byte[0], 1, true, 0, Message.NEVER, dead);
        var will = new SessionState(dead, HOUR, 0, Optional.of(new SessionState.StoredWill(message, 0)));
        var listener = new SessionState(subscriber, HOUR, 0, Optional.empty());
        MemorySessionStore kept = new MemorySessionStore();
        kept.put(will);
        kept.put(listener);
        kept.subscribe(subscriber, List.of(TO_WILL));
        return recovering(
                kept,
                List.of(
                        new StoredSession(will, List.of(), List.of(), Set.of()),
                        new StoredSession(listener, new Slow(), List.of(), Set.of())));
    }

    private static SessionStore recovering(MemorySessionStore kept, List<StoredSession> sessions) {
        return (SessionStore) Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(), new Class<?>[] {SessionStore.class}, (_, method, arguments) -> {
                    if (method.getName().equals("recover")) {
                        @SuppressWarnings("unchecked")
                        var visitor = (Consumer<StoredSession>) arguments[0];
                        sessions.forEach(visitor);
                        return CompletableFuture.completedFuture(null);
                    }
                    try {
                        return method.invoke(kept, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    /** Subscriptions that take long to restore: until the will is out, or for a while if it waits as it should. */
    private final class Slow extends AbstractList<StoredSubscription> {
        @Override
        public StoredSubscription get(int index) {
            try {
                Awaitility.await().atMost(Duration.ofMillis(500)).until(() -> retained.size() > 0);
            } catch (ConditionTimeoutException _) {
                // It waits.
                return TO_WILL;
            }
            return TO_WILL;
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
