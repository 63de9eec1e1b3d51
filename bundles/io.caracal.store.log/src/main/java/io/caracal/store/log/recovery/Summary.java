package io.caracal.store.log.recovery;

import io.caracal.api.store.Message;
import io.caracal.api.store.StoreMaintenance.Stats;
import io.caracal.api.store.StoreState;
import io.caracal.store.log.index.RetainedIndex;
import io.caracal.store.log.index.SessionIndex;
import io.caracal.store.log.segment.Segments;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a store holds that nobody has open. Builds the index, without the retained messages themselves, and changes nothing. */
public final class Summary {
    private final Segments segments = new Segments();
    private final Map<String, Long> retained = new HashMap<>();

    /** Reads everything. */
    public Stats of(SegmentFiles files) throws IOException {
        SessionIndex sessions = new SessionIndex(segments);
        Loading loading = new Loading(segments, new Replay(sessions, new Places()), new Silent(), files.all());
        new LogReader(files.all(), loading).read();
        sessions.removeNameless();
        return new Stats(
                "log",
                StoreState.OPEN,
                "",
                "",
                sessions.sessions(),
                sessions.subscriptions(),
                sessions.deliveries(),
                retained.size(),
                segments.count(),
                segments.bytes(),
                segments.liveBytes(),
                0,
                0,
                0,
                0,
                0,
                loading.damages());
    }

    private final class Places implements RetainedIndex {
        @Override
        public void put(Message message, long place) {
            release(retained.put(message.topicName(), place));
        }

        @Override
        public void remove(String topic) {
            release(retained.remove(topic));
        }

        private void release(@Nullable Long place) {
            if (place != null) {
                segments.release(place);
            }
        }
    }

    private static final class Silent implements Recovery.Listener {
        @Override
        public void progress(long bytes, long ofBytes) {
            // Whoever asks waits for the answer.
        }

        @Override
        public void damaged(Damage damage) {
            // It is counted.
        }

        @Override
        public void torn(String file, long position, long bytes) {
            // Nothing is cut here.
        }
    }
}
