package io.caracal.security.users;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * A file of sorted maps. Nothing of it is there before the first change, and nothing is opened before it is used; from then on it is open
 * until the broker stops. All access is on threads of its own, which end when there is nothing to do.
 */
public final class DiskStore implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int IDLE_SECONDS = 10;
    private static final int WAITING = 10_000;
    private static final int CACHE_MEGABYTES = 4;

    private final Path file;
    private final ThreadPoolExecutor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable MVStore open;
    private volatile boolean present;

    public DiskStore(Path file) {
        this.file = file;
        this.present = Files.exists(file);
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform()
                        .name(String.valueOf(file.getFileName()) + " ", 0)
                        .daemon()
                        .inheritInheritableThreadLocals(false)
                        .factory(),
                (task, executor) -> {
                    throw new RejectedExecutionException(
                            executor.isShutdown()
                                    ? "the broker stops"
                                    : WAITING + " tasks wait for " + file + " already");
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Reads.
     *
     * @param nothing the answer as long as there is no file
     * @return exceptionally with {@link IOException} if the file cannot be read
     */
    public <T> CompletionStage<T> read(T nothing, Function<MVStore, T> reading) {
        return present ? run(() -> reading.apply(store())) : CompletableFuture.completedFuture(nothing);
    }

    /**
     * Reads.
     *
     * @param nothing gives the answer as long as there is no file
     * @return exceptionally with {@link IOException} if the file cannot be read
     */
    public <T> CompletionStage<T> readOr(Supplier<T> nothing, Function<MVStore, T> reading) {
        return run(() -> present ? reading.apply(store()) : nothing.get());
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /**
     * Makes a copy of all that is on the disk; nothing if there is no file. Changes wait meanwhile.
     *
     * @param copy a file that does not exist yet
     * @return exceptionally with {@link IOException} if one of the two cannot be used
     */
    public CompletionStage<Void> copyTo(Path copy) {
        return run(() -> {
            lock.lock();
            try {
                if (present) {
                    create(copy);
                    copy(store(), copy);
                }
                return null;
            } finally {
                lock.unlock();
            }
        });
    }

    /** Entry by entry: to open the file itself a second time would take its lock away. */
    private static void copy(MVStore from, Path copy) {
        try (MVStore to = new MVStore.Builder()
                .fileName(copy.toAbsolutePath().toString())
                .autoCommitDisabled()
                .open()) {
            for (String name : List.copyOf(from.getMapNames())) {
                MVMap<String, String> target = texts(to, name);
                texts(from, name).forEach(target::put);
            }
            to.commit();
            to.sync();
        }
    }

    /** A map of the file; all of them hold texts. */
    static MVMap<String, String> texts(MVStore file, String name) {
        return file.openMap(
                name,
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
    }

    /**
     * Changes: one at a time, all of it or nothing, on the disk when the stage completes.
     *
     * @return exceptionally with {@link IOException} if the file cannot be written
     */
    public <T> CompletionStage<T> write(Function<MVStore, T> change) {
        return run(() -> {
            lock.lock();
            try {
                return committed(store(), change);
            } finally {
                lock.unlock();
            }
        });
    }

    private static <T> T committed(MVStore store, Function<MVStore, T> change) {
        try {
            T result = change.apply(store);
            store.commit();
            store.sync();
            return result;
        } catch (RuntimeException e) {
            if (!store.isClosed()) {
                store.rollback();
            }
            throw e;
        }
    }

    private <T> CompletionStage<T> run(Supplier<T> task) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return task.get();
                    } catch (MVStoreException e) {
                        throw new CompletionException(new IOException(
                                file + " cannot be used: " + e.getMessage()
                                        + "; if it is damaged, put a copy in its place or move it away",
                                e));
                    }
                },
                threads);
    }

    private MVStore store() {
        MVStore present = open;
        if (present != null && !present.isClosed()) {
            return present;
        }
        lock.lock();
        try {
            present = open;
            // After a failure of the disk it closes itself; what was committed is there when it is opened again.
            if (present == null || present.isClosed()) {
                present = open();
                open = present;
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    private MVStore open() {
        create(file);
        present = true;
        return new MVStore.Builder()
                .fileName(file.toAbsolutePath().toString())
                .autoCommitDisabled()
                .cacheSize(CACHE_MEGABYTES)
                .open();
    }

    /** So that nobody else can read it, from its first byte on. */
    private static void create(Path file) {
        FileAttribute<?>[] mine =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            Files.createFile(file, mine);
        } catch (FileAlreadyExistsException _) {
            // what it is opened for
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            MVStore present = open;
            if (present != null && !present.isClosed()) {
                present.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
