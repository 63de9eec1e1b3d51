package io.caracal.store.log;

import static io.caracal.store.log.Kept.delivery;
import static io.caracal.store.log.Kept.join;
import static io.caracal.store.log.Kept.message;
import static io.caracal.store.log.Kept.recovered;
import static io.caracal.store.log.Kept.session;
import static io.caracal.store.log.Kept.subscription;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.SessionStore.Origin;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.store.log.format.SegmentHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that was written once with format version 1 (by {@link #main}) is read as long as brokers read that version. The file is never written anew: a
 * change of the format gets another version, and a sample of its own.
 */
class FormatTest {
    private static final String FILE = SegmentHeader.fileName(1);
    private static final Message WILL = new Message(
            "will".getBytes(UTF_8),
            new byte[] {1, 2, 3},
            new byte[] {38, 0, 1, 'a', 0, 1, 'b'},
            2,
            true,
            10,
            70,
            "älice");

    @TempDir
    Path folder;

    /** Writes the sample into a folder. */
    public static void main(String[] args) throws IOException {
        try (LogStore store = Kept.open(Path.of(args[0]))) {
            SessionStore sessions = store.sessions();
            sessions.put(session("älice"));
            sessions.put(
                    new SessionState("älice", 0xFFFFFFFFL, 1_234, Optional.of(new SessionState.StoredWill(WILL, 30))));
            sessions.put(session("bob"));
            sessions.put(session("gone"));
            sessions.subscribe("älice", List.of(subscription("a/+", 0), subscription("$share/g/ü/#", 2)));
            sessions.subscribe("älice", List.of(subscription("a/+", 1), subscription("dropped", 1)));
            sessions.unsubscribe("älice", List.of("dropped"));
            StoredDelivery full =
                    new StoredDelivery("älice", 1_000, 2, true, new int[] {1, 268_435_455}, "$share/g/ü/#", 0);
            sessions.enqueue(
                    message("a/b", new byte[200]),
                    List.of(full, delivery("bob", 1_001), delivery("gone", 1_002)),
                    new Origin("bob", 65_535));
            sessions.enqueue(message("completed"), List.of(delivery("älice", 1_003), delivery("bob", 999)), null);
            sessions.enqueue(
                    message("received"),
                    List.of(new StoredDelivery("bob", 2_000, 2, false, new int[0], null, 7)),
                    null);
            sessions.enqueue(message("nobody"), List.of(), new Origin("älice", 5));
            sessions.enqueue(message("nobody"), List.of(), new Origin("älice", 6));
            sessions.remove("gone");
            sessions.sent("älice", 1_000, 40_000);
            sessions.received("bob", 2_000);
            sessions.completed("älice", 1_003);
            sessions.completed("bob", 999);
            sessions.released("älice", 6);
            store.retained().put(message("kept/ü"), 0);
            store.retained().put(message("removed"), 0);
            join(store.retained().remove("removed"));
        }
    }

    private void takeSample() throws IOException {
        try (InputStream sample = FormatTest.class.getResourceAsStream("/store-version-1/" + FILE)) {
            assertThat(sample).isNotNull();
            Files.copy(sample, folder.resolve(FILE));
        }
    }

    @Test
    void storeOfVersion1IsRead() throws IOException {
        takeSample();

        try (LogStore store = Kept.open(folder)) {
            assertThat(store.maintenance().stats().damaged()).isZero();
            assertThat(recovered(store)).hasSize(2);
            StoredSession alice = recovered(store, "älice");
            assertThat(alice.state().expiryInterval()).isEqualTo(0xFFFFFFFFL);
            assertThat(alice.state().disconnectedAt()).isEqualTo(1_234);
            assertThat(alice.state().will().orElseThrow().message())
                    .usingRecursiveComparison()
                    .isEqualTo(WILL);
            assertThat(alice.subscriptions()).containsExactly(subscription("a/+", 1), subscription("$share/g/ü/#", 2));
            assertThat(alice.accepted()).containsExactly(5);
            assertThat(Kept.sequences(alice)).containsExactly(1_000L);
            StoredSession bob = recovered(store, "bob");
            assertThat(bob.accepted()).containsExactly(65_535);
            assertThat(Kept.sequences(bob)).containsExactly(1_001L, 2_000L);
            assertThat(bob.queue().getLast().received()).isTrue();
            assertThat(bob.queue().getLast().delivery().packetId()).isEqualTo(7);
            assertThat(join(store.sessions().read("bob", new long[] {1_001}))
                            .getFirst()
                            .payload())
                    .hasSize(200);
            assertThat(join(store.retained().match("#")))
                    .extracting(Message::topicName)
                    .containsExactly("kept/ü");
        }
    }

    @Test
    void deliveryOfVersion1HasItsTraits() throws IOException {
        takeSample();

        try (LogStore store = Kept.open(folder)) {
            StoredDelivery found = recovered(store, "älice").queue().getFirst().delivery();

            assertThat(found)
                    .usingRecursiveComparison()
                    .isEqualTo(new StoredDelivery(
                            "älice", 1_000, 2, true, new int[] {1, 268_435_455}, "$share/g/ü/#", 40_000));
        }
    }

    @Test
    void storeOfALaterVersionIsRefusedAndLeftAlone() throws IOException {
        takeSample();
        byte[] later = asVersion(2, Files.readAllBytes(folder.resolve(FILE)));
        Files.write(folder.resolve(FILE), later);

        assertThatIOException()
                .isThrownBy(() -> Kept.open(folder))
                .withMessageContaining(FILE)
                .withMessageContaining("version 2");
        assertThat(folder.resolve(FILE)).hasBinaryContent(later);
    }

    /** The header and its copy say another version, with right checksums. */
    private static byte[] asVersion(int version, byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at : new int[] {0, 2048}) {
            header.putInt(at + 8, version);
            CRC32C crc = new CRC32C();
            crc.update(bytes, at, 12);
            crc.update(bytes, at + 16, 40);
            header.putInt(at + 12, (int) crc.getValue());
        }
        return bytes;
    }
}
