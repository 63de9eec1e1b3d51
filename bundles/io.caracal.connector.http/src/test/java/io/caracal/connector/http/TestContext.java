package io.caracal.connector.http;

import io.caracal.api.connector.ConnectorContext;
import io.caracal.api.connector.TlsClientSettings;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** What the broker would offer. */
record TestContext(ExecutorService threads) implements ConnectorContext, AutoCloseable {
    TestContext() {
        this(Executors.newVirtualThreadPerTaskExecutor());
    }

    @Override
    public String id() {
        return "http:test";
    }

    @Override
    public Executor blocking(int atOnce, int waiting) {
        return threads;
    }

    @Override
    public SSLContext tls(TlsClientSettings settings) {
        throw new UnsupportedOperationException("this test does not encrypt");
    }

    @Override
    public void close() {
        threads.close();
    }
}
