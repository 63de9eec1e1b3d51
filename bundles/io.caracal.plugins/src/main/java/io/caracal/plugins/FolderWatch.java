package io.caracal.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which plugins change. It looks when the file system says that something happened, and now and then anyway,
 * because network and overlay file systems do not always say so.
 */
final class FolderWatch implements AutoCloseable {
    static final String THREAD = "caracal-plugins";

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    /** A second of {@link PluginFolder#SETTLE}s. */
    private static final int MORE_FIRST_LOOKS = 5;

    /** One look: true if another one should follow soon. */
    @FunctionalInterface
    interface Look {
        boolean look() throws IOException;
    }

    private final Path folder;
    private final Duration sweep;
    private final Look look;
    private final CountDownLatch looked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(null, this::run, THREAD, 0, false);

    FolderWatch(Path folder, Duration sweep, Look look) {
        this.folder = folder;
        this.sweep = sweep;
        this.look = look;
        thread.setDaemon(true);
    }

    /** Starts, and returns when what lies there at rest is installed. */
    void start() throws InterruptedException {
        thread.start();
        looked.await();
    }

    private void run() {
        try (WatchService watcher = open()) {
            @Nullable WatchKey key = register(watcher);
            boolean restless = firstLook();
            looked.countDown();
            while (!waitForChange(watcher, restless ? PluginFolder.SETTLE : sweep)) {
                // The folder may have been deleted and made again.
                key = key != null && key.isValid() ? key : register(watcher);
                restless = guardedLook();
            }
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("The watch on {} did not close cleanly", folder, e);
        } finally {
            looked.countDown();
        }
    }

    /** What was written just before the start is part of it, and comes to rest in a moment; who goes on writing is not waited for. */
    private boolean firstLook() throws InterruptedException {
        boolean restless = guardedLook();
        for (int more = 0; restless && more < MORE_FIRST_LOOKS; more++) {
            if (closed.await(PluginFolder.SETTLE.toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
            restless = guardedLook();
        }
        return restless;
    }

    private @Nullable WatchService open() {
        try {
            return folder.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn(
                    "The folder {} cannot be watched ({}); it is looked at every {} instead",
                    folder,
                    e.getMessage(),
                    sweep);
            return null;
        }
    }

    private @Nullable WatchKey register(@Nullable WatchService watcher) {
        if (watcher == null || !Files.isDirectory(folder)) {
            return null;
        }
        try {
            return folder.register(
                    watcher,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            LOG.warn(
                    "The folder {} cannot be watched ({}); it is looked at every {} instead",
                    folder,
                    e.getMessage(),
                    sweep);
            return null;
        }
    }

    /** A surprise in one look must not end the looking. */
    private boolean guardedLook() {
        try {
            return look.look();
        } catch (IOException | RuntimeException e) {
            LOG.error("The plugins in {} could not be brought up to date; trying again in {}", folder, sweep, e);
            return false;
        }
    }

    /** True if the watch has been closed. */
    private boolean waitForChange(@Nullable WatchService watcher, Duration limit) throws InterruptedException {
        if (closed.getCount() == 0) {
            // Whoever was running when the interruption came may have swallowed it.
            return true;
        }
        if (watcher == null) {
            return closed.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
        WatchKey signalled = watcher.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (signalled == null) {
            return closed.getCount() == 0;
        }
        // Copying a large file signals many times; one look for all that happens within a moment is enough.
        boolean end = closed.await(PluginFolder.SETTLE.toNanos(), TimeUnit.NANOSECONDS);
        signalled.pollEvents();
        signalled.reset();
        return end;
    }

    /** Ends the thread; what is installed stays installed. */
    @Override
    public void close() throws InterruptedException {
        closed.countDown();
        thread.interrupt();
        thread.join();
    }
}
