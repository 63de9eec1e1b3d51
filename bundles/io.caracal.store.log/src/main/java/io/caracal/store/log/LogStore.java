package io.caracal.store.log;

import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoreMaintenance;
import io.caracal.api.store.StoreSettings;
import io.caracal.store.log.cleaning.Cleaner;
import io.caracal.store.log.disk.Disk;
import io.caracal.store.log.disk.DiskFile;
import io.caracal.store.log.index.RetainedPlaces;
import io.caracal.store.log.index.SessionIndex;
import io.caracal.store.log.journal.CommitThread;
import io.caracal.store.log.journal.Journal;
import io.caracal.store.log.journal.Rules;
import io.caracal.store.log.recovery.Recovery;
import io.caracal.store.log.segment.Segment;
import io.caracal.store.log.segment.Segments;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A durable store in one folder: its parts, put together. */
public final class LogStore implements Closeable {
    private static final int SMALLEST_SEGMENT = 1 << 16;

    /** A store with a limit has at least so many segments, so that it can be cleaned in small steps. */
    private static final int SEGMENTS_WITHIN_LIMIT = 8;

    /** One that is written, one that is kept back, one to be cleaned, and one for what is alive. */
    private static final int SEGMENTS_AT_LEAST = 4;

    private static final int READERS = 2;
    private static final long RECENT_BODIES = 4 << 20;

    private final Closeable lock;
    private final Rules rules;
    private final int segmentSize;
    private final Segments segments = new Segments();
    private final ExecutorService background;
    private final CommitThread commits;
    private final Cleaner cleaner;
    private final Thread cleaning;
    private final LogSessions sessions;
    private final LogRetained retained;
    private final LogMaintenance maintenance;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Opens a store, or begins one: reads the log, cuts off what was never durable, and is ready when this returns.
     *
     * @param disk the folder
     * @param clock says which retained messages have expired when they are looked up
     * @throws IOException if another process has it, if it is of a later version, or if it cannot be read; the message says what to do
     */
    public static LogStore open(Disk disk, StoreSettings settings, InstantSource clock) throws IOException {
        Closeable lock = disk.lock();
        try {
            return new LogStore(disk, lock, settings, clock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private LogStore(Disk disk, Closeable lock, StoreSettings settings, InstantSource clock) throws IOException {
        this.lock = lock;
        SessionIndex index = new SessionIndex(segments);
        RetainedPlaces places = new RetainedPlaces(segments, clock);
        Recovery.Result found =
                new Recovery(disk, segments, index, places, new RecoveryLog()).run(new SecureRandom().nextLong());
        RecoveryLog.ready(found, index, places.all().size(), segments);
        segmentSize = segmentSize(settings);
        rules = new Rules(settings);
        commits = new CommitThread(disk, segments, found.next(), rules, segmentSize);
        background = readers();
        Journal journal = commits.journal();
        RecentBodies recent = new RecentBodies(RECENT_BODIES);
        MessageReader reader = new MessageReader(journal, index, segments, recent, background);
        sessions = new LogSessions(journal, index, reader, background);
        retained = new LogRetained(journal, places);
        maintenance = new LogMaintenance(journal, segments, index, places, rules, found.damaged(), background);
        cleaner = new Cleaner(disk, journal, segments, index, places, rules, segmentSize);
        cleaning = Thread.ofPlatform().name("caracal-store-clean").start(cleaner);
    }

    private static int segmentSize(StoreSettings settings) {
        long size = settings.segmentSize().value();
        long limit = settings.maxSize().value();
        return (int) (limit == 0 ? size : Math.min(size, Math.max(SMALLEST_SEGMENT, limit / SEGMENTS_WITHIN_LIMIT)));
    }

    /** Platform threads: a read from a file would hold the carrier of a virtual one. */
    private static ExecutorService readers() {
        ThreadPoolExecutor readers = new ThreadPoolExecutor(
                READERS,
                READERS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("caracal-store-read-", 0).factory());
        readers.allowCoreThreadTimeOut(true);
        return readers;
    }

    public SessionStore sessions() {
        return sessions;
    }

    public RetainedStore retained() {
        return retained;
    }

    public StoreMaintenance maintenance() {
        return maintenance;
    }

    /**
     * Goes on under other settings; type and segment size stay what they are until the store is opened again.
     *
     * @throws IOException if it cannot be found out whether there is room by them
     */
    public void follow(StoreSettings settings) throws IOException {
        rules.follow(settings);
        commits.journal().checkRoom();
    }

    /** The least that {@code store.max_size} can be set to while this store is open; bytes. */
    public long smallestLimit() {
        return (long) segmentSize * SEGMENTS_AT_LEAST;
    }

    /** Makes everything durable that was taken, and ends all threads; what is called later fails. */
    @Override
    public void close() throws IOException {
        if (closed.getAndSet(true)) {
            return;
        }
        cleaner.stop();
        commits.close();
        background.close();
        boolean interrupted = false;
        while (cleaning.isAlive()) {
            try {
                cleaning.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        closeFiles();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeFiles() throws IOException {
        try (lock) {
            List<Segment> all = segments.all();
            for (Segment segment : all) {
                if (segment.hasFile()) {
                    finish(segment, segment == all.getLast());
                }
            }
        }
    }

    /** Whatever the durability is while it runs: a store that was closed is on the disk. */
    private void finish(Segment segment, boolean last) throws IOException {
        try (DiskFile file = segment.file()) {
            boolean complete = commits.journal().isWritten();
            if (complete) {
                if (last) {
                    file.truncate(segment.written());
                }
                file.force();
            }
        }
    }
}
