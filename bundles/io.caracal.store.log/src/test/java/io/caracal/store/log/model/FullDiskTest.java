package io.caracal.store.log.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.store.StoreFullException;
import io.caracal.api.store.StoreSettings.Durability;
import io.caracal.api.store.StoreState;
import io.caracal.store.log.fault.FaultDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without room new work is refused, what ends something goes on, and when there is room again so does everything. */
class FullDiskTest {
    private static final int ROOM = 10 * StoreOptions.SEGMENT;

    private final FaultDisk disk = new FaultDisk(1);
    private final Workload workload = new Workload(new Random(1), 1_000, 5_000);
    private final List<Change.Enqueue> kept = new ArrayList<>();
    private final Held held = new Held();
    private StoreOptions options = StoreOptions.small(workload::now);
    private OpenStore store;

    @BeforeEach
    void open() throws IOException {
        store = OpenStore.open(disk, options);
        store.picture();
        make(workload.put("client-1"));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void newWorkIsRefusedAndNothingOfItIsKept() throws IOException {
        fill();

        assertThat(refused(workload.enqueue("client-1"))).isTrue();
        assertThat(refused(workload.put("client-2"))).isTrue();
        assertThat(refused(workload.subscribe("client-1"))).isTrue();
        assertThat(refused(workload.retain("topic"))).isTrue();

        assertThat(store.sessions().state()).isEqualTo(StoreState.FULL);
        assertThat(store.maintenance().stats().reason()).isNotEmpty();
        requireHeldAfterRestart();
    }

    @Test
    void whatEndsSomethingGoesOn() throws IOException {
        make(workload.subscribe("client-1"));
        make(workload.retain("topic"));
        fill();

        make(new Change.Unretain("topic"));
        make(new Change.Unsubscribe(
                "client-1", List.copyOf(held.session("client-1").subscriptions.keySet())));
        for (Change.Enqueue enqueue : kept.subList(0, 20)) {
            make(new Change.Completed(
                    "client-1", enqueue.deliveries().getFirst().sequence()));
        }
        make(workload.put("client-1"));

        requireHeldAfterRestart();
    }

    @Test
    void goesOnByItselfWhenThereIsMoreRoom() throws IOException {
        fill();

        disk.quota(2 * ROOM);

        await().until(() -> store.sessions().state() == StoreState.OPEN);
        make(workload.enqueue("client-1"));
        requireHeldAfterRestart();
    }

    @Test
    void goesOnByItselfWhenQueuesHaveBecomeShorter() throws IOException {
        fill();

        for (Change.Enqueue enqueue : kept) {
            make(new Change.Completed(
                    "client-1", enqueue.deliveries().getFirst().sequence()));
        }

        await().until(() -> store.sessions().state() == StoreState.OPEN);
        make(workload.enqueue("client-1"));
        requireHeldAfterRestart();
    }

    @Test
    void sessionsCanGoAwayFromAFullDisk() throws IOException {
        fill();

        make(new Change.Remove("client-1"));

        await().until(() -> store.sessions().state() == StoreState.OPEN);
        make(workload.put("client-2"));
        requireHeldAfterRestart();
    }

    @Test
    void limitOfTheStoreIsKept() throws IOException {
        store.close();
        options = StoreOptions.of(Durability.FSYNC, ROOM, 0, workload::now);
        store = OpenStore.open(disk, options);
        store.picture();

        fillUntilRefused();

        assertThat(disk.bytes()).isLessThanOrEqualTo(ROOM);
        assertThat(store.sessions().state()).isEqualTo(StoreState.FULL);
        requireHeldAfterRestart();
    }

    @Test
    void whatWaitsForRoomThatWasThereAMomentAgoIsKeptWhenThereIsSome() throws IOException {
        disk.quotaComesAsSurprise();
        disk.quota(disk.bytes());
        List<CompletableFuture<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 2_000 && store.sessions().state() == StoreState.OPEN; i++) {
            Change.Enqueue enqueue = workload.enqueue("client-1");
            CompletableFuture<?> promise = Objects.requireNonNull(enqueue.call(store.sessions(), store.retained()));
            if (!promise.isCompletedExceptionally()) {
                enqueue.apply(held);
                waiting.add(promise);
            }
        }
        await().until(() -> store.sessions().state() == StoreState.FULL);

        disk.quota(Long.MAX_VALUE);

        for (CompletableFuture<?> promise : waiting) {
            OpenStore.now(promise);
        }
        await().until(() -> store.sessions().state() == StoreState.OPEN);
        requireHeldAfterRestart();
    }

    @Test
    void noPromiseIsBrokenWhileRoomComesAndGoes() throws InterruptedException {
        Seeds.forEach(100, seed -> new FullDiskTrial(seed).run(300));
    }

    private void fill() throws IOException {
        disk.quota(ROOM);
        fillUntilRefused();
    }

    private void fillUntilRefused() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            Change.Enqueue enqueue = workload.enqueue("client-1");
            if (refused(enqueue)) {
                return;
            }
            enqueue.apply(held);
            kept.add(enqueue);
        }
        throw new AssertionError("never full");
    }

    private boolean refused(Change change) throws IOException {
        try {
            OpenStore.now(Objects.requireNonNull(change.call(store.sessions(), store.retained())));
            return false;
        } catch (IOException e) {
            assertThat(e).hasCauseInstanceOf(StoreFullException.class);
            return true;
        }
    }

    private void make(Change change) throws IOException {
        CompletableFuture<?> promise = change.call(store.sessions(), store.retained());
        if (promise != null) {
            OpenStore.now(promise);
        }
        change.apply(held);
    }

    private void requireHeldAfterRestart() throws IOException {
        store.close();
        store = OpenStore.open(disk.powerLoss(0), options);
        held.expire(workload.now());
        assertThat(held.differences(store.picture())).isEmpty();
    }
}
