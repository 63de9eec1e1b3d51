package io.caracal.connect.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts servers with a certificate of known authorities that bears their name. The name is checked here, because sockets check it only
 * if whoever made them thought of asking.
 */
final class NamedTrust extends X509ExtendedTrustManager {
    private final X509TrustManager authorities;
    private final Optional<String> name;

    /** @param name what the certificate has to bear; empty for the host that is connected to */
    NamedTrust(X509TrustManager authorities, Optional<String> name) {
        this.authorities = authorities;
        this.name = name;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, authType, socket instanceof SSLSocket secure ? secure.getHandshakeSession() : null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, authType, engine.getHandshakeSession());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, authType, null);
    }

    private void check(X509Certificate[] chain, String authType, @Nullable SSLSession session)
            throws CertificateException {
        authorities.checkServerTrusted(chain, authType);
        String expected = name.or(() -> Optional.ofNullable(session).map(SSLSession::getPeerHost))
                .orElseThrow(
                        () -> new CertificateException(
                                "the server's name is not known, so its certificate cannot be checked; set ssl.server_name_indication"));
        if (!CertificateNames.match(chain[0], expected)) {
            throw new CertificateException(
                    "the server's certificate is not for " + expected + " but for " + CertificateNames.of(chain[0]));
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw new UnsupportedOperationException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException("this is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
