package io.caracal.store.memory;

import static io.caracal.store.memory.Messages.message;
import static io.caracal.store.memory.Messages.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionStore.Origin;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemorySessionStoreTest {
    private static final String ALICE = "alice";

    private final MemorySessionStore store = new MemorySessionStore();

    @BeforeEach
    void keepOneSession() {
        store.put(session(ALICE, 60));
    }

    @Test
    void sessionIsRecoveredWithItsLastState() {
        SessionState last =
                new SessionState(ALICE, 120, 5, Optional.of(new SessionState.StoredWill(message("will"), 10)));

        store.put(last);

        assertThat(recovered().state()).isEqualTo(last);
    }

    @Test
    void sessionThatEndedIsNotRecovered() {
        store.remove(ALICE);
        store.enqueue(message("a"), List.of(delivery(ALICE, 1)), null);

        assertThat(sessions()).isEmpty();
    }

    @Test
    void subscriptionsAreRecoveredInTheirLastForm() {
        store.subscribe(ALICE, List.of(subscription("a", 0), subscription("b/+", 1), subscription("c", 1)));
        store.subscribe(ALICE, List.of(subscription("a", 2)));
        store.unsubscribe(ALICE, List.of("c", "never"));

        assertThat(recovered().subscriptions()).containsExactly(subscription("a", 2), subscription("b/+", 1));
    }

    @Test
    void queueIsRecoveredInOrderWithHowFarEachDeliveryHasCome() {
        for (long sequence : List.of(3L, 5L, 7L, 9L)) {
            store.enqueue(message("t" + sequence), List.of(delivery(ALICE, sequence)), null);
        }
        store.sent(ALICE, 3, 11);
        store.sent(ALICE, 5, 12);
        store.received(ALICE, 5);
        store.completed(ALICE, 7);

        List<StoredSession.Entry> queue = recovered().queue();

        assertThat(queue).extracting(entry -> entry.delivery().sequence()).containsExactly(3L, 5L, 9L);
        assertThat(queue).extracting(entry -> entry.delivery().packetId()).containsExactly(11, 12, 0);
        assertThat(queue).extracting(StoredSession.Entry::received).containsExactly(false, true, false);
        assertThat(queue)
                .extracting(StoredSession.Entry::message)
                .extracting(message -> message == null ? "" : message.topicName())
                .containsExactly("t3", "", "t9");
    }

    @Test
    void messageIsHeldOnceForAllSessions() {
        store.put(session("bob", 60));
        Message message = message("a");

        store.enqueue(message, List.of(delivery(ALICE, 1), delivery("bob", 1), delivery("gone", 1)), null);

        assertThat(sessions()).hasSize(2).allSatisfy(session -> assertThat(
                        session.queue().getFirst().message())
                .isSameAs(message));
    }

    @Test
    void longQueueIsCompletedInAnyOrder() {
        List<StoredDelivery> all = LongStream.range(0, 10_000)
                .mapToObj(sequence -> delivery(ALICE, sequence * 3))
                .toList();
        store.enqueue(message("a"), all, null);
        LongStream.range(0, 10_000).filter(n -> n % 5 != 2).forEach(n -> store.completed(ALICE, n * 3));
        LongStream.range(10_000, 20_000)
                .forEach(n -> store.enqueue(message("a"), List.of(delivery(ALICE, n * 3)), null));

        assertThat(recovered().queue())
                .extracting(entry -> entry.delivery().sequence() / 3)
                .containsExactlyElementsOf(LongStream.concat(
                                LongStream.range(0, 10_000).filter(n -> n % 5 == 2), LongStream.range(10_000, 20_000))
                        .boxed()
                        .toList());
        LongStream.range(0, 20_000).forEach(n -> store.completed(ALICE, n * 3));
        assertThat(recovered().queue()).isEmpty();
    }

    @Test
    void deliveryThatComesLateTakesItsPlace() {
        for (long sequence : List.of(1L, 5L, 9L, 7L, 0L)) {
            store.enqueue(message("a"), List.of(delivery(ALICE, sequence)), null);
        }

        assertThat(recovered().queue())
                .extracting(entry -> entry.delivery().sequence())
                .containsExactly(0L, 1L, 5L, 7L, 9L);
    }

    @Test
    void changeOfADeliveryThatIsNotThereChangesNothing() {
        store.enqueue(message("a"), List.of(delivery(ALICE, 5)), null);

        store.sent(ALICE, 4, 1);
        store.received(ALICE, 6);
        store.completed(ALICE, 7);
        store.completed("nobody", 5);

        assertThat(recovered().queue())
                .singleElement()
                .returns(0, entry -> entry.delivery().packetId())
                .returns(false, StoredSession.Entry::received);
    }

    @Test
    void sequenceThatIsTakenIsRefused() {
        store.enqueue(message("a"), List.of(delivery(ALICE, 5)), null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.enqueue(message("b"), List.of(delivery(ALICE, 5)), null))
                .withMessageContaining("sequence 5");
    }

    @Test
    void packetIdentifiersAreRecoveredUntilTheyAreReleased() {
        store.enqueue(message("a"), List.of(), new Origin(ALICE, 1));
        store.enqueue(message("a"), List.of(), new Origin(ALICE, 65_535));
        store.released(ALICE, 1);

        assertThat(recovered().accepted()).containsExactly(65_535);
    }

    @Test
    void answersAreThereAtOnce() {
        assertThat(store.put(session("x", 1)).toCompletableFuture()).isCompleted();
        assertThat(store.enqueue(message("a"), List.of(delivery("x", 1)), null).toCompletableFuture())
                .isCompleted();
        assertThat(store.released("x", 1).toCompletableFuture()).isCompleted();
    }

    @Test
    void messagesAreReadWhileTheyWait() {
        Message message = message("a");
        store.enqueue(message, List.of(delivery(ALICE, 5), delivery(ALICE, 6)), null);
        store.completed(ALICE, 6);

        assertThat(now(store.read(ALICE, new long[] {6, 5, 4}))).containsExactly(null, message, null);
        assertThat(now(store.read("nobody", new long[] {5}))).containsExactly((Message) null);
    }

    private List<StoredSession> sessions() {
        List<StoredSession> all = new ArrayList<>();
        now(store.recover(all::add));
        return all;
    }

    private StoredSession recovered() {
        return sessions().stream()
                .filter(session -> session.state().clientId().equals(ALICE))
                .findFirst()
                .orElseThrow();
    }

    private static SessionState session(String clientId, long expiryInterval) {
        return new SessionState(clientId, expiryInterval, 0, Optional.empty());
    }

    private static StoredSubscription subscription(String filter, int qos) {
        return new StoredSubscription(filter, qos, false, false, 0, 0);
    }

    private static StoredDelivery delivery(String clientId, long sequence) {
        return new StoredDelivery(clientId, sequence, 1, false, new int[0], null, 0);
    }
}
