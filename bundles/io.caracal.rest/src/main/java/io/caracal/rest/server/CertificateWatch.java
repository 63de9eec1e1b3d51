package io.caracal.rest.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Looks for renewed files of a certificate while a listener is open. The file system is asked, not listened to: network and container mounts tell nobody. */
final class CertificateWatch extends AbstractLifeCycle {
    private final Connector connector;
    private final ServerCertificate certificate;
    private final Duration interval;
    private volatile Scheduler.@Nullable Task next;

    CertificateWatch(Connector connector, ServerCertificate certificate, Duration interval) {
        this.connector = connector;
        this.certificate = certificate;
        this.interval = interval;
    }

    @Override
    protected void doStart() {
        plan();
    }

    @Override
    protected void doStop() {
        Scheduler.Task planned = next;
        if (planned != null) {
            planned.cancel();
        }
    }

    private void plan() {
        next = connector.getScheduler().schedule(this::look, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        // Not on the timer's thread: files may be slow to come.
        connector.getExecutor().execute(() -> {
            certificate.look();
            if (isStarting() || isRunning()) {
                plan();
            }
        });
    }
}
