package io.caracal.connect;

import io.caracal.api.connector.ConnectorContext;
import io.caracal.api.connector.TlsClientSettings;
import io.caracal.connect.tls.ClientTls;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/** What one connector has of the broker, given back when it ends. */
final class Resources implements ConnectorContext {
    private final String id;
    private final ClientTls tls;
    private final List<BlockingTasks> executors = new CopyOnWriteArrayList<>();

    Resources(String id, ClientTls tls) {
        this.id = id;
        this.tls = tls;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Executor blocking(int atOnce, int waiting) {
        if (atOnce < 1 || waiting < 0) {
            throw new IllegalArgumentException(
                    "given " + atOnce + " tasks at once and " + waiting + " waiting, expected at least 1 and 0");
        }
        BlockingTasks tasks = new BlockingTasks(id, atOnce, waiting);
        executors.add(tasks);
        return tasks;
    }

    @Override
    public SSLContext tls(TlsClientSettings settings) throws IOException {
        if (!settings.enable()) {
            throw new IllegalArgumentException("ssl.enable is false, expected true; the connector is not to encrypt");
        }
        return tls.context(settings);
    }

    /** Ends all tasks; false if some of them still run when the time is over. */
    boolean close(Duration limit) {
        boolean all = true;
        for (BlockingTasks tasks : executors) {
            all &= tasks.close(limit);
        }
        return all;
    }
}
