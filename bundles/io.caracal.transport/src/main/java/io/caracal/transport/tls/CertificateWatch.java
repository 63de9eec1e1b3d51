package io.caracal.transport.tls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads certificates, keys and revocation lists again when their files change, and keeps what is stapled and the keys of session tickets fresh. */
public final class CertificateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final Supplier<Map<String, TlsStage>> stages;
    private final Map<TlsStage, String> problems = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("caracal-certificates").daemon().factory());

    /**
     * Looks from now on.
     *
     * @param stages the TLS of the open listeners by their ids
     */
    public CertificateWatch(Supplier<Map<String, TlsStage>> stages, long intervalMillis) {
        this.stages = stages;
        var unused = thread.scheduleWithFixedDelay(this::look, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
    }

    /** Reads all of them as soon as possible, changed or not; the log answers in any case. */
    public void request(String source) {
        thread.execute(() -> stages.get().forEach((id, stage) -> {
            problems.remove(stage);
            reload(id, stage, source);
        }));
    }

    private void look() {
        try {
            Map<String, TlsStage> now = stages.get();
            problems.keySet().retainAll(List.copyOf(now.values()));
            now.forEach((id, stage) -> {
                if (stage.outdated()) {
                    reload(id, stage, "watched files");
                }
                stage.lookForStaples();
                stage.rotateTickets(System.nanoTime());
            });
        } catch (RuntimeException e) {
            LOG.error("the files of certificates cannot be looked at", e);
        }
    }

    private void reload(String id, TlsStage stage, String source) {
        try {
            stage.reload();
            problems.remove(stage);
            LOG.info("listener={} certificates read again source=\"{}\"", id, source);
        } catch (TlsException e) {
            String problem = String.valueOf(e.getMessage());
            // The same problem is not told at each look; a file may just be half written.
            if (!problem.equals(problems.put(stage, problem))) {
                LOG.warn("listener={} goes on with the certificates it has source=\"{}\": {}", id, source, problem);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
