package io.caracal.store.log.recovery;

import io.caracal.store.log.disk.Disk;
import io.caracal.store.log.format.SegmentHeader;
import io.caracal.store.log.index.RetainedIndex;
import io.caracal.store.log.index.SessionIndex;
import io.caracal.store.log.segment.Segments;
import java.io.IOException;
import java.util.List;

/**
 * Builds the index from the log. What was never durable is cut off, and everything that stays is made durable, so that a crash in
 * the middle, or soon after, finds the same.
 */
public final class Recovery {
    /** Gets told how it goes. */
    public interface Listener {
        /** Called often. */
        void progress(long bytes, long ofBytes);

        /** A part is lost. */
        void damaged(Damage damage);

        /** The end of the log was not written completely when the machine stopped, and is cut off. */
        void torn(String file, long position, long bytes);
    }

    /**
     * What there is.
     *
     * @param next of the segment where the log goes on
     * @param records how many were read
     * @param damaged how many parts could not be read
     * @param lostDeliveries of sessions of which nothing else was left
     */
    public record Result(SegmentHeader next, long records, long damaged, long lostDeliveries) {}

    private final Disk disk;
    private final Segments segments;
    private final SessionIndex sessions;
    private final Replay replay;
    private final Listener listener;

    public Recovery(Disk disk, Segments segments, SessionIndex sessions, RetainedIndex retained, Listener listener) {
        this.disk = disk;
        this.segments = segments;
        this.sessions = sessions;
        this.replay = new Replay(sessions, retained);
        this.listener = listener;
    }

    /**
     * Reads everything, and leaves the files open in the segments.
     *
     * @param newStoreId of a store that begins here
     */
    public Result run(long newStoreId) throws IOException {
        for (String name : disk.list()) {
            if (name.endsWith(".tmp")) {
                disk.delete(name);
            }
        }
        SegmentFiles files = SegmentFiles.open(disk);
        try {
            return run(files, newStoreId);
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private Result run(SegmentFiles files, long newStoreId) throws IOException {
        Loading loading = new Loading(segments, replay, listener, files.all());
        LogReader.End end = new LogReader(files.all(), loading).read();
        settle(files, end, loading);
        long lost = sessions.removeNameless();
        long last = 0;
        for (SegmentFile file : files.all()) {
            last = file.header().number();
        }
        for (String name : files.unreadable()) {
            loading.damaged(new Damage(
                    name, 0, SegmentHeader.SIZE, "no header can be read; the file is kept as " + name + ".damaged"));
            last = Math.max(last, SegmentHeader.numberIn(name));
            disk.rename(name, name + ".damaged");
        }
        disk.forceFolder();
        SegmentHeader next = new SegmentHeader(
                last + 1,
                files.storeId().orElse(newStoreId),
                end.lastCommit() + 1,
                end.segments() == 0
                        ? 0
                        : files.all().get(end.segments() - 1).header().number(),
                end.position());
        return new Result(next, loading.records(), loading.damages(), lost);
    }

    /** Cuts off what is no part of the log, and makes the rest durable. */
    private void settle(SegmentFiles files, LogReader.End end, Loading loading) throws IOException {
        List<SegmentFile> all = files.all();
        for (SegmentFile behind : all.subList(end.segments(), all.size())) {
            behind.file().close();
            disk.delete(behind.name());
            disk.forceFolder();
        }
        for (int i = 0; i < end.segments(); i++) {
            SegmentFile file = all.get(i);
            if (i == end.segments() - 1) {
                if (end.torn()) {
                    listener.torn(file.name(), end.position(), file.size() - end.position());
                }
                file.file().truncate(end.position());
            }
            file.file().force();
        }
        loading.finish();
    }
}
