package io.caracal.store.log;

import static io.caracal.store.log.Kept.delivery;
import static io.caracal.store.log.Kept.join;
import static io.caracal.store.log.Kept.message;
import static io.caracal.store.log.Kept.recovered;
import static io.caracal.store.log.Kept.session;
import static io.caracal.store.log.Kept.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SettingsException;
import io.caracal.api.store.StoreSettings;
import io.caracal.api.store.StoreSettings.Durability;
import io.caracal.api.store.StoreState;
import io.caracal.store.log.fault.FaultDisk;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings of the store that change while it is open. */
class ChangedSettingsTest {
    private static final String READER = "reader";
    private static final byte[] PAYLOAD = new byte[1_000];
    private static final long ROOM = 10L << 16;

    private final FaultDisk disk = new FaultDisk(1);
    private final AtomicLong sequence = new AtomicLong();

    private LogStore open(FaultDisk from, StoreSettings with) throws IOException {
        LogStore store = LogStore.open(from, with, InstantSource.system());
        join(store.sessions().recover(_ -> {}));
        return store;
    }

    private CompletableFuture<?> enqueue(LogStore store) {
        return store.sessions()
                .enqueue(message("t", PAYLOAD), List.of(delivery(READER, sequence.incrementAndGet())), null)
                .toCompletableFuture();
    }

    private void fill(LogStore store) {
        long most = ROOM / PAYLOAD.length;
        CompletableFuture<?> last = enqueue(store);
        while (sequence.get() < most && !last.isCompletedExceptionally()) {
            last = enqueue(store);
        }
        assertThat(store.sessions().state()).isEqualTo(StoreState.FULL);
    }

    @ParameterizedTest
    @EnumSource(
            value = Durability.class,
            names = {"OS", "NONE"})
    void onceFsyncIsAskedForAPromiseHoldsForAllThatWasBefore(Durability before) throws IOException {
        try (LogStore store = open(disk, settings(0, before))) {
            join(store.sessions().put(session(READER)));
            for (int i = 0; i < 200; i++) {
                join(enqueue(store));
            }
            assertThat(store.maintenance().stats().segments()).isGreaterThan(2);

            store.follow(settings(0, Durability.FSYNC));
            join(enqueue(store));

            FaultDisk found = disk.powerLoss(0);
            try (LogStore after = LogStore.open(found, settings(0, Durability.FSYNC), InstantSource.system())) {
                assertThat(recovered(after, READER).queue()).hasSize(201);
                assertThat(after.maintenance().stats().damaged()).isZero();
            }
        }
    }

    @Test
    void withoutDurabilityNobodyWaitsForTheDiskAnyMore() throws IOException {
        try (LogStore store = open(disk, settings(0, Durability.FSYNC))) {
            join(store.sessions().put(session(READER)));
            disk.holdForces(true);
            try {
                enqueue(store);

                store.follow(settings(0, Durability.NONE));

                assertThat(enqueue(store)).isCompleted();
            } finally {
                disk.holdForces(false);
            }
        }
    }

    @Test
    void aFullStoreGoesOnAtOnceWhenItsLimitIsRaised() throws IOException {
        try (LogStore store = open(disk, settings(ROOM, Durability.FSYNC))) {
            join(store.sessions().put(session(READER)));
            fill(store);

            store.follow(settings(4 * ROOM, Durability.FSYNC));

            assertThat(store.sessions().state()).isEqualTo(StoreState.OPEN);
            join(enqueue(store));
        }
    }

    @Test
    void aLimitThatHasNoRoomForTheFilesThatThereAreIsRefused() throws IOException {
        try (LogStore store = open(disk, settings(0, Durability.FSYNC))) {
            StoreOwner owner = new StoreOwner(store, settings(0, Durability.FSYNC));

            assertThatThrownBy(() -> owner.prepare(change(owner.live(), settings(1 << 17, Durability.FSYNC))))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("store.max_size")
                    .hasMessageContaining("262144 bytes at least");
        }
    }

    @Test
    void aChangeIsInForceWhenItIsCommitted() throws Exception {
        try (LogStore store = open(disk, settings(0, Durability.FSYNC))) {
            StoreOwner owner = new StoreOwner(store, settings(0, Durability.FSYNC));
            StoreSettings wanted = settings(0, Durability.OS);

            var prepared = owner.prepare(change(owner.live(), wanted));
            assertThat(store.maintenance().stats().durability()).isEqualTo("fsync");
            prepared.commit();

            assertThat(owner.live()).isEqualTo(wanted);
            assertThat(store.maintenance().stats().durability()).isEqualTo("os");
        }
    }

    private static SectionChange<StoreSettings> change(StoreSettings from, StoreSettings to) {
        return new SectionChange<>() {
            @Override
            public StoreSettings before() {
                return from;
            }

            @Override
            public StoreSettings after() {
                return to;
            }

            @Override
            public Optional<Object> value(String path) {
                return Optional.empty();
            }
        };
    }
}
