package io.caracal.config;

import io.caracal.api.config.ChangeConditions;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.RevisionConflictException;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import io.caracal.config.change.LiveConfiguration;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration file again, on request and, where that is configured, when it changes. The file is read, not only its
 * time: includes, symbolic links that point elsewhere, and mounted ConfigMaps are all noticed.
 */
final class FileWatch implements SectionOwner<FileSettings>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private final LiveConfiguration configuration;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("caracal-config").daemon().factory());
    private volatile FileSettings settings;
    private @Nullable ScheduledFuture<?> watching;
    private String lastProblem = "";

    FileWatch(LiveConfiguration configuration) {
        this.configuration = configuration;
        this.settings = configuration.section(FileSettings.class);
        watch(settings);
    }

    /** Reads it as soon as possible, on a thread of its own. */
    void request(String source) {
        thread.execute(() -> reload(source));
    }

    private void reload(String source) {
        try {
            int changed = configuration
                    .reload(ChangeConditions.of("operator", source))
                    .differences()
                    .size();
            lastProblem = "";
            LOG.info("configuration file read again source=\"{}\" differences={}", source, changed);
        } catch (SettingsException e) {
            refused(String.valueOf(e.getMessage()));
        } catch (RevisionConflictException | IOException | RuntimeException e) {
            LOG.error("the configuration file cannot be read again, nothing was changed", e);
        }
    }

    private void look() {
        try {
            if (configuration.fileDiffers()) {
                reload("watched file");
            }
        } catch (SettingsException e) {
            refused(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("the configuration file cannot be looked at", e);
        }
    }

    /** The same problem is not told at each look. */
    private void refused(String problem) {
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            LOG.warn("the configuration file was changed and is not valid, nothing was changed:\n{}", problem);
        }
    }

    private synchronized void watch(FileSettings wanted) {
        settings = wanted;
        if (watching != null) {
            watching.cancel(false);
            watching = null;
        }
        if (wanted.watch() && !thread.isShutdown()) {
            long interval = wanted.watchInterval().toMillis();
            watching = thread.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public Class<FileSettings> type() {
        return FileSettings.class;
    }

    @Override
    public FileSettings live() {
        return settings;
    }

    @Override
    public PreparedChange prepare(SectionChange<FileSettings> change) {
        return PreparedChange.of(() -> watch(change.after()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
