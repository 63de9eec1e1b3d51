package io.caracal.connector.jdbc;

import io.caracal.api.connector.ConnectorContext;
import io.caracal.api.connector.TlsClientSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What the broker would offer, as far as connectors of databases need it. */
final class TestContext implements ConnectorContext, AutoCloseable {
    private final List<ExecutorService> executors = new ArrayList<>();

    @Override
    public String id() {
        return "test:main";
    }

    @Override
    public Executor blocking(int atOnce, int waiting) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(waiting),
                Thread.ofVirtual().factory());
        executors.add(executor);
        return executor;
    }

    @Override
    public SSLContext tls(TlsClientSettings settings) throws IOException {
        try (InputStream file =
                Files.newInputStream(Path.of(settings.cacertfile().orElseThrow()))) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null);
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        executors.forEach(ExecutorService::shutdownNow);
    }
}
