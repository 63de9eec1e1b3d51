package io.caracal.api.store;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** What administrators see of a store, and do with it while it is at work. Any thread; nothing blocks. */
@ProviderType
public interface StoreMaintenance {
    /** What there is now. */
    Stats stats();

    /**
     * What a store holds and does.
     *
     * @param type {@code log} or {@code memory}
     * @param state whether it takes new work
     * @param reason why it does not; empty if it does
     * @param durability {@code fsync}, {@code os} or {@code none}
     * @param sessions how many sessions are kept
     * @param subscriptions of all of them
     * @param deliveries messages that wait or are in flight, counted for each session
     * @param retained retained messages
     * @param segments files; 0 if there are none
     * @param bytes of all files
     * @param liveBytes estimated bytes in them that are still needed
     * @param commits groups of changes that became durable together since the start
     * @param records changes written since the start
     * @param writtenBytes written since the start, those that were moved included
     * @param movedBytes written since the start to free room
     * @param commitMicros how long the last groups took to become durable, median of some; microseconds
     * @param damaged records that could not be read at the start
     */
    record Stats(
            String type,
            StoreState state,
            String reason,
            String durability,
            long sessions,
            long subscriptions,
            long deliveries,
            long retained,
            long segments,
            long bytes,
            long liveBytes,
            long commits,
            long records,
            long writtenBytes,
            long movedBytes,
            long commitMicros,
            long damaged) {}

    /** Reads every record that is durable and tells what is wrong; changes nothing. */
    CompletionStage<Report> check();

    /**
     * What a check found.
     *
     * @param segments files read
     * @param records whole records in them
     * @param bytes read
     * @param problems file, position and what is wrong, a line each; empty if all is well
     */
    record Report(long segments, long records, long bytes, List<String> problems) {}

    /**
     * Makes a copy that holds everything which was durable when this was called, while the broker goes on.
     *
     * @param folder a folder that does not exist yet, for the files of the store
     * @return completes with the bytes of the copy when it is durable; exceptionally if this store has no files
     */
    CompletionStage<Long> snapshot(Path folder);
}
