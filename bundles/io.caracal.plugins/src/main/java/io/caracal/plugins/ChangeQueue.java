package io.caracal.plugins;

import io.caracal.api.plugins.PluginAdministration;
import io.caracal.api.plugins.PluginChange;
import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginException.Kind;
import io.caracal.api.plugins.PluginInfo;
import io.caracal.api.plugins.PluginPlan;
import io.caracal.api.plugins.PluginSource;
import io.caracal.api.plugins.StoredPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What administrators call: changes are lined up and made one after the other on a thread that ends when there is nothing to do. */
final class ChangeQueue implements PluginAdministration, AutoCloseable {
    static final String THREAD = "caracal-plugin-changes";

    private static final Logger LOG = LoggerFactory.getLogger(ChangeQueue.class);
    private static final int WAITING = 16;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final PluginSet plugins;
    private final PluginView view;
    private final FeatureFolder features;
    private final Uploads uploads;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final ThreadPoolExecutor queue = new ThreadPoolExecutor(
            1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(WAITING), ChangeQueue::thread);

    /** What is done when its turn comes. */
    @FunctionalInterface
    private interface Work {
        PluginPlan run() throws PluginException;
    }

    ChangeQueue(PluginSet plugins, PluginView view, FeatureFolder features, Uploads uploads) {
        this.plugins = plugins;
        this.view = view;
        this.features = features;
        this.uploads = uploads;
        queue.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, THREAD, 0, false);
        thread.setDaemon(true);
        // Whoever asks first must not be kept alive by this thread.
        thread.setContextClassLoader(null);
        return thread;
    }

    /** The plugins of the folder and the journal have been looked at once; changes may begin. */
    void open() {
        ready.complete(null);
    }

    @Override
    public List<PluginInfo> plugins() {
        return plugins.entries().stream().map(view::of).toList();
    }

    @Override
    public Optional<PluginInfo> plugin(String name) {
        return plugins.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .map(view::of);
    }

    @Override
    public List<StoredPlugin> stored() {
        return features.stored();
    }

    @Override
    public String receive(InputStream content, String sha256, String actor, String source)
            throws PluginException, IOException {
        try {
            String id = uploads.receive(content, sha256, actor);
            LOG.info("Upload sha256={} actor={} source={}", sha256, actor, source);
            return id;
        } catch (PluginException e) {
            LOG.warn("Upload refused actor={} source={}: {}", actor, source, e.reason());
            throw e;
        }
    }

    @Override
    public CompletionStage<PluginPlan> plan(PluginChange change) {
        return submit(() -> plugins.plan(change));
    }

    @Override
    public CompletionStage<PluginPlan> apply(PluginChange change, String actor, String source) {
        return submit(() -> {
            try {
                checkOwnUpload(change, actor);
                return plugins.apply(change, actor, source);
            } catch (PluginException e) {
                LOG.warn("Not done: {} actor={} source={}: {}", words(change), actor, source, e.reason());
                throw e;
            } finally {
                discardUpload(change);
            }
        });
    }

    private CompletionStage<PluginPlan> submit(Work work) {
        CompletableFuture<PluginPlan> result = new CompletableFuture<>();
        try {
            queue.execute(new Turn(work, result));
        } catch (RejectedExecutionException _) {
            result.completeExceptionally(
                    queue.isShutdown()
                            ? stopping()
                            : new PluginException(
                                    Kind.BUSY,
                                    WAITING + " changes of plugins wait already; try again when they are done"));
        }
        return result.minimalCompletionStage();
    }

    private static PluginException stopping() {
        return new PluginException(Kind.STOPPING, "the broker stops, and plugins are not changed any more");
    }

    /** One piece of work and what becomes of it. */
    private final class Turn implements Runnable {
        private final Work work;
        private final CompletableFuture<PluginPlan> result;

        Turn(Work work, CompletableFuture<PluginPlan> result) {
            this.work = work;
            this.result = result;
        }

        @Override
        public void run() {
            try {
                ready.get();
                result.complete(work.run());
            } catch (PluginException e) {
                result.completeExceptionally(e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                cancel();
            } catch (RuntimeException | ExecutionException | Error e) {
                // Also of a class that cannot be loaded somebody waits to hear.
                LOG.error("A change of plugins failed by a fault of the broker", e);
                result.completeExceptionally(
                        new PluginException(Kind.INTERNAL, "an unexpected fault, see the log: " + e, e));
            }
        }

        void cancel() {
            result.completeExceptionally(stopping());
        }
    }

    private void checkOwnUpload(PluginChange change, String actor) throws PluginException {
        Optional<String> id = upload(change);
        if (id.isPresent() && !uploads.open(id.get()).actor().equals(actor)) {
            throw new PluginException(Kind.FORBIDDEN, "the upload " + id.get() + " is somebody else's");
        }
    }

    private void discardUpload(PluginChange change) {
        upload(change).ifPresent(id -> {
            try {
                uploads.discard(id);
            } catch (IOException e) {
                LOG.warn("The upload {} could not be deleted", id, e);
            }
        });
    }

    private static Optional<String> upload(PluginChange change) {
        return switch (change) {
            case PluginChange.Install(PluginSource.Uploaded(String id), boolean _) -> Optional.of(id);
            case PluginChange.Update(String _, PluginSource.Uploaded(String id), boolean _) -> Optional.of(id);
            default -> Optional.empty();
        };
    }

    private static String words(PluginChange change) {
        return switch (change) {
            case PluginChange.Install(PluginSource source, boolean _) -> "install " + words(source);
            case PluginChange.Update(String name, PluginSource source, boolean _) ->
                "update plugin=" + name + " to " + words(source);
            case PluginChange.Rollback(String name, boolean _) -> "rollback plugin=" + name;
            case PluginChange.Remove(String name, boolean _) -> "remove plugin=" + name;
        };
    }

    private static String words(PluginSource source) {
        return switch (source) {
            case PluginSource.Stored(String id) -> id;
            case PluginSource.Uploaded _ -> "an upload";
        };
    }

    /** Ends the change that is under way, without leaving half of it, and refuses the others. */
    @Override
    public void close() throws InterruptedException {
        for (Runnable waiting : queue.shutdownNow()) {
            if (waiting instanceof Turn turn) {
                turn.cancel();
            }
        }
        // Each step of a change is bounded, so it comes to its end.
        while (!queue.awaitTermination(1, TimeUnit.SECONDS)) {
            LOG.debug("Waiting for the change of a plugin to end");
        }
    }
}
