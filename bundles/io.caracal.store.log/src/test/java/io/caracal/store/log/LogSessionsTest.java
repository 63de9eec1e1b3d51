package io.caracal.store.log;

import static io.caracal.store.log.Kept.delivery;
import static io.caracal.store.log.Kept.join;
import static io.caracal.store.log.Kept.message;
import static io.caracal.store.log.Kept.recovered;
import static io.caracal.store.log.Kept.sequences;
import static io.caracal.store.log.Kept.session;
import static io.caracal.store.log.Kept.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.SessionStore.Origin;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions with their subscriptions and queues, over restarts. */
class LogSessionsTest {
    private static final String ALICE = "alice";

    @TempDir
    Path folder;

    private LogStore store;
    private SessionStore sessions;

    @BeforeEach
    void open() throws IOException {
        store = Kept.open(folder);
        sessions = store.sessions();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void restart() throws IOException {
        store.close();
        open();
    }

    @Test
    void sessionComesBackWithItsLastState() throws IOException {
        Message will =
                new Message(new byte[] {'w'}, new byte[] {1, 2}, new byte[] {3}, 2, true, 1_000, 61_000, "älice");
        SessionState last = new SessionState(ALICE, 0xFFFFFFFFL, 5, Optional.of(new SessionState.StoredWill(will, 10)));
        sessions.put(session(ALICE));
        sessions.put(last);

        restart();

        SessionState found = recovered(store, ALICE).state();
        assertThat(found.expiryInterval()).isEqualTo(0xFFFFFFFFL);
        assertThat(found.disconnectedAt()).isEqualTo(5);
        assertThat(found.will().orElseThrow().delay()).isEqualTo(10);
        assertThat(found.will().orElseThrow().message())
                .usingRecursiveComparison()
                .isEqualTo(will);
    }

    @Test
    void subscriptionsComeBackInTheirLastForm() throws IOException {
        sessions.put(session(ALICE));
        sessions.subscribe(ALICE, List.of(subscription("a", 0), subscription("$share/g/b/+", 1), subscription("c", 1)));
        sessions.subscribe(ALICE, List.of(subscription("a", 2)));
        sessions.unsubscribe(ALICE, List.of("c", "never"));

        restart();

        assertThat(recovered(store, ALICE).subscriptions())
                .containsExactly(subscription("a", 2), subscription("$share/g/b/+", 1));
    }

    @Test
    void sessionThatEndedDoesNotComeBackAndTheNextOfItsNameBeginsAnew() throws IOException {
        sessions.put(session(ALICE));
        sessions.enqueue(message("a"), List.of(delivery(ALICE, 1)), null);
        sessions.remove(ALICE);
        sessions.put(session("bob"));
        sessions.remove("bob");
        sessions.put(session(ALICE));

        restart();

        assertThat(recovered(store)).singleElement().satisfies(found -> assertThat(found.queue())
                .isEmpty());
    }

    @Test
    void deliveryComesBackAsItWas() throws IOException {
        Message message =
                new Message(new byte[] {'t'}, new byte[100], new byte[] {9, 8}, 2, true, 123, 456, "publisher with ü");
        StoredDelivery delivery =
                new StoredDelivery(ALICE, 77, 2, true, new int[] {3, 268_435_455}, "$share/g/t", 65_535);
        sessions.put(session(ALICE));
        sessions.enqueue(message, List.of(delivery), null);

        restart();

        StoredSession.Entry entry = recovered(store, ALICE).queue().getFirst();
        assertThat(entry.delivery()).usingRecursiveComparison().isEqualTo(delivery);
        assertThat(read(77)).usingRecursiveComparison().isEqualTo(message);
    }

    @Test
    void queueComesBackInOrderWithHowFarEachDeliveryHasCome() throws IOException {
        sessions.put(session(ALICE));
        for (long sequence : List.of(3L, 9L, 5L, 7L)) {
            sessions.enqueue(message("t" + sequence), List.of(delivery(ALICE, sequence)), null);
        }
        sessions.sent(ALICE, 3, 11);
        sessions.sent(ALICE, 5, 12);
        sessions.received(ALICE, 5);
        sessions.completed(ALICE, 7);

        restart();

        List<StoredSession.Entry> queue = recovered(store, ALICE).queue();
        assertThat(queue).extracting(entry -> entry.delivery().sequence()).containsExactly(3L, 5L, 9L);
        assertThat(queue).extracting(entry -> entry.delivery().packetId()).containsExactly(11, 12, 0);
        assertThat(queue).extracting(StoredSession.Entry::received).containsExactly(false, true, false);
        assertThat(read(3).topicName()).isEqualTo("t3");
        assertThat(read(5)).isNull();
        assertThat(read(9).topicName()).isEqualTo("t9");
    }

    @Test
    void originIsADuplicateUntilItIsReleased() throws IOException {
        sessions.put(session(ALICE));
        sessions.put(session("bob"));
        sessions.enqueue(message("a"), List.of(delivery("bob", 1)), new Origin(ALICE, 1));
        sessions.enqueue(message("a"), List.of(), new Origin(ALICE, 65_535));
        sessions.enqueue(message("a"), List.of(delivery("gone", 2)), new Origin(ALICE, 3));
        sessions.released(ALICE, 1);

        restart();

        assertThat(recovered(store, ALICE).accepted()).containsExactlyInAnyOrder(65_535, 3);
    }

    @Test
    void changesToASessionThatIsNotKeptChangeNothing() throws IOException {
        CompletionStage<Void> stage = sessions.enqueue(message("a"), List.of(delivery("gone", 1)), null);
        sessions.subscribe("gone", List.of(subscription("a", 0)));
        sessions.sent("gone", 1, 1);
        sessions.completed("gone", 1);

        join(stage);

        assertThat(store.maintenance().stats().records()).isZero();
    }

    @Test
    void messageIsThereBeforeItIsWritten() {
        sessions.put(session(ALICE));

        sessions.enqueue(message("a"), List.of(delivery(ALICE, 1)), null);

        assertThat(read(1).topicName()).isEqualTo("a");
    }

    @Test
    void messagesAreReadBackInTheOrderOfTheQuestionWithNullForWhatIsNotThere() {
        sessions.put(session(ALICE));
        LongStream.range(0, 1_000).forEach(n -> sessions.enqueue(message("t" + n), List.of(delivery(ALICE, n)), null));
        join(sessions.put(session("later")));

        List<Message> found = join(sessions.read(ALICE, new long[] {999, 5_000, 0, 500}));

        assertThat(found)
                .extracting(message -> message == null ? "" : message.topicName())
                .containsExactly("t999", "", "t0", "t500");
    }

    @Test
    void messageLargerThanASegmentIsKept() throws IOException {
        byte[] payload = new byte[300_000];
        payload[299_999] = 42;
        sessions.put(session(ALICE));
        sessions.enqueue(message("small"), List.of(delivery(ALICE, 1)), null);
        sessions.enqueue(message("large", payload), List.of(delivery(ALICE, 2)), null);
        sessions.enqueue(message("small"), List.of(delivery(ALICE, 3)), null);

        restart();

        assertThat(sequences(recovered(store, ALICE))).containsExactly(1L, 2L, 3L);
        assertThat(read(2).payload()).isEqualTo(payload);
        assertThat(read(3).topicName()).isEqualTo("small");
    }

    @Test
    void changesThatBecomeDurableTogetherHaveOneAnswer() {
        List<CompletionStage<Void>> answers = new ArrayList<>();
        sessions.put(session(ALICE));
        for (int n = 0; n < 10_000; n++) {
            answers.add(sessions.enqueue(message("a"), List.of(delivery(ALICE, n)), null));
        }

        answers.forEach(Kept::join);

        assertThat(answers.stream().distinct().count()).isLessThan(1_000);
        assertThat(store.maintenance().stats().commits()).isLessThan(1_000);
    }

    @Test
    void sequenceThatIsTakenIsRefusedAndNothingOfTheCallIsDone() {
        sessions.put(session(ALICE));
        sessions.put(session("bob"));
        sessions.enqueue(message("a"), List.of(delivery(ALICE, 5)), null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sessions.enqueue(message("b"), List.of(delivery("bob", 4), delivery(ALICE, 5)), null))
                .withMessageContaining("sequence 5");
        assertThat(recovered(store, "bob").queue()).isEmpty();
    }

    @Test
    void secondStoreOnTheFolderIsRefused() {
        assertThatIOException().isThrownBy(() -> Kept.open(folder)).withMessageContaining("in use");
    }

    @Test
    void closedStoreTakesNothing() throws IOException {
        sessions.put(session(ALICE));

        store.close();

        assertThat(sessions.put(session("bob")).toCompletableFuture()).isCompletedExceptionally();
    }

    private Message read(long sequence) {
        return join(sessions.read(ALICE, new long[] {sequence})).getFirst();
    }
}
