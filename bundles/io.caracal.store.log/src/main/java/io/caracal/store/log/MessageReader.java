package io.caracal.store.log;

import io.caracal.api.store.Message;
import io.caracal.store.log.format.MessageWire;
import io.caracal.store.log.format.RecordHeader;
import io.caracal.store.log.format.RecordType;
import io.caracal.store.log.index.KeptSession;
import io.caracal.store.log.index.SessionIndex;
import io.caracal.store.log.journal.Journal;
import io.caracal.store.log.segment.Place;
import io.caracal.store.log.segment.Segment;
import io.caracal.store.log.segment.Segments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets messages back: from what is not written yet, at once; from the files on a thread that may wait for the disk. */
final class MessageReader {
    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

    /** Read at first; most records are shorter. */
    private static final int GUESS = 1024;

    private final Journal journal;
    private final SessionIndex index;
    private final Segments segments;
    private final RecentBodies recent;
    private final Executor background;

    MessageReader(Journal journal, SessionIndex index, Segments segments, RecentBodies recent, Executor background) {
        this.journal = journal;
        this.index = index;
        this.segments = segments;
        this.recent = recent;
        this.background = background;
    }

    CompletionStage<List<@Nullable Message>> read(String clientId, long[] deliveries) {
        @Nullable Message[] found = new @Nullable Message[deliveries.length];
        if (deliveries.length == 0 || fromMemory(clientId, deliveries, found)) {
            return CompletableFuture.completedFuture(Arrays.asList(found));
        }
        CompletableFuture<List<@Nullable Message>> answer = new CompletableFuture<>();
        background.execute(() -> {
            try {
                fromFiles(clientId, deliveries, found);
                answer.complete(Arrays.asList(found));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** True if that was all. */
    private boolean fromMemory(String clientId, long[] deliveries, @Nullable Message[] found) {
        boolean all = true;
        journal.lock();
        try {
            KeptSession session = index.get(clientId);
            for (int i = 0; session != null && i < deliveries.length; i++) {
                long place = place(session, deliveries[i]);
                if (place != Place.NONE) {
                    found[i] = inMemory(place);
                    all &= found[i] != null;
                }
            }
        } finally {
            journal.unlock();
        }
        return all;
    }

    private static long place(KeptSession session, long delivery) {
        return session.isWaiting(delivery) ? session.place(delivery) : Place.NONE;
    }

    private @Nullable Message inMemory(long place) {
        Message known = recent.get(place);
        if (known != null) {
            return known;
        }
        ByteBuffer content = journal.content(place);
        return content == null ? null : MessageWire.get(content);
    }

    private void fromFiles(String clientId, long[] deliveries, @Nullable Message[] found) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(GUESS).order(ByteOrder.LITTLE_ENDIAN);
        CRC32C crc = new CRC32C();
        for (int i = 0; i < deliveries.length; i++) {
            if (found[i] == null) {
                found[i] = one(clientId, deliveries[i], buffer, crc);
            }
        }
    }

    private @Nullable Message one(String clientId, long delivery, ByteBuffer buffer, CRC32C crc) throws IOException {
        Segment segment;
        long place;
        journal.lock();
        try {
            KeptSession session = index.get(clientId);
            place = session == null ? Place.NONE : place(session, delivery);
            segment = segments.get(Place.segment(place));
            if (place == Place.NONE || segment == null) {
                return null;
            }
            Message known = inMemory(place);
            if (known != null) {
                return known;
            }
            segment.pin();
        } finally {
            journal.unlock();
        }
        try {
            return fromFile(segment, place, buffer, crc);
        } finally {
            journal.lock();
            segment.unpin();
            journal.unlock();
        }
    }

    private @Nullable Message fromFile(Segment segment, long place, ByteBuffer guess, CRC32C crc) throws IOException {
        long position = Place.position(place);
        ByteBuffer record = guess.clear();
        segment.file().read(record, position);
        record.flip();
        if (record.limit() >= RecordHeader.SIZE) {
            int length = RecordHeader.length(record, 0);
            if (length > record.limit() - RecordHeader.SIZE && length < segment.tail()) {
                record = ByteBuffer.allocate(RecordHeader.SIZE + length).order(ByteOrder.LITTLE_ENDIAN);
                segment.file().read(record, position);
                record.flip();
            }
            if (isIntact(segment, position, record, crc)) {
                Message message = MessageWire.get(record.position(RecordHeader.SIZE));
                recent.put(place, message, length);
                return message;
            }
        }
        LOG.error(
                "store: a message cannot be read any more and is lost file={} position={}",
                segment.fileName(),
                position);
        return null;
    }

    private static boolean isIntact(Segment segment, long position, ByteBuffer record, CRC32C crc) {
        int length = RecordHeader.length(record, 0);
        long seed = RecordHeader.seed(segment.header().storeId(), segment.number());
        return length >= 0
                && length <= record.limit() - RecordHeader.SIZE
                && RecordHeader.type(record, 0) == RecordType.ENQUEUED.code()
                && RecordHeader.intact(record, 0, seed, position, crc);
    }
}
