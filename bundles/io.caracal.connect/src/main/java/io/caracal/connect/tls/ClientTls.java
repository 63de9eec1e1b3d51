package io.caracal.connect.tls;

import io.caracal.api.config.Secret;
import io.caracal.api.connector.TlsClientSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes TLS contexts for connectors. */
public final class ClientTls {
    private final Path folder;

    /** @param folder what relative paths start at */
    public ClientTls(Path folder) {
        this.folder = folder;
    }

    /**
     * A context of the files as they are now. Unless nothing shall be verified it checks the server's name, too, whoever uses it.
     *
     * @throws IOException naming the file that cannot be used, and why
     */
    public SSLContext context(TlsClientSettings settings) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own(settings), new TrustManager[] {trust(settings)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the files in ssl cannot be used: " + e.getMessage(), e);
        }
    }

    private KeyManager @Nullable [] own(TlsClientSettings settings) throws IOException, GeneralSecurityException {
        if (settings.certfile().isEmpty() || settings.keyfile().isEmpty()) {
            return null;
        }
        List<X509Certificate> chain =
                PemFiles.certificates(file(settings.certfile().get()));
        PrivateKey key = PemFiles.key(
                file(settings.keyfile().get()),
                settings.password().map(Secret::reveal),
                chain.getFirst().getPublicKey());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", key, new char[0], chain.toArray(X509Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        return managers.getKeyManagers();
    }

    private TrustManager trust(TlsClientSettings settings) throws IOException, GeneralSecurityException {
        if (settings.verify() == TlsClientSettings.Verify.VERIFY_NONE) {
            return new TrustAll();
        }
        Optional<String> authorities = settings.cacertfile();
        return new NamedTrust(
                authorities.isPresent() ? authorities(file(authorities.get())) : usual(),
                settings.serverNameIndication());
    }

    private static X509TrustManager authorities(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (X509Certificate certificate : PemFiles.certificates(file)) {
            store.setCertificateEntry("authority" + number++, certificate);
        }
        return manager(store);
    }

    private static X509TrustManager usual() throws GeneralSecurityException {
        return manager(null);
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        for (TrustManager manager : managers.getTrustManagers()) {
            if (manager instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("this JVM has no trust manager for X.509 certificates");
    }

    private Path file(String path) {
        return folder.resolve(path);
    }
}
