package io.caracal.transport.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a server is to clients that want one of its hosts.
 *
 * @param chain its certificate, followed by the intermediate ones
 * @param staple proves that it is not revoked, if that is wanted
 */
record TlsIdentity(SslContext context, List<X509Certificate> chain, Optional<Staple> staple) {
    /**
     * Reads certificate and key.
     *
     * @param trust for certificates of clients, if they are asked for any
     * @param tickets empty if none are to be given
     * @param read is told of each file that was read
     */
    static TlsIdentity load(
            CertificateSettings certificate,
            TlsSettings settings,
            TlsEnvironment environment,
            Optional<TrustManagerFactory> trust,
            Optional<TicketKeys> tickets,
            Consumer<PemFile> read)
            throws TlsException {
        Path folder = environment.folder();
        PemFile certfile = PemFile.read(folder, "certfile", certificate.certfile());
        PemFile keyfile = PemFile.read(folder, "keyfile", certificate.keyfile());
        read.accept(certfile);
        read.accept(keyfile);
        List<X509Certificate> chain = certfile.certificates();
        PrivateKey key =
                KeyFile.read(keyfile, certificate.password(), chain.getFirst().getPublicKey());
        Optional<Staple> staple = settings.ocsp().enableOcspStapling()
                ? Optional.of(OcspResponder.staple(chain, settings.ocsp(), folder, read))
                : Optional.empty();
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(key, chain.toArray(X509Certificate[]::new))
                    .sslProvider(environment.nativeTls() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols(settings.protocols())
                    .enableOcsp(settings.ocsp().enableOcspStapling())
                    .clientAuth(clientAuth(settings));
            trust.ifPresent(builder::trustManager);
            if (!settings.ciphers().isEmpty()) {
                builder.ciphers(settings.ciphers());
            }
            SslContext context = builder.build();
            // What the JDK thinks of ciphers it says only now.
            ReferenceCountUtil.release(context.newEngine(ByteBufAllocator.DEFAULT));
            TlsIdentity identity = new TlsIdentity(context, chain, staple);
            tickets.ifPresent(identity::sealTickets);
            return identity;
        } catch (SSLException | RuntimeException e) {
            throw new TlsException(
                    settings.ciphers().isEmpty() ? "certfile" : "ciphers",
                    settings.ciphers().isEmpty() ? certificate.certfile() : String.join(", ", settings.ciphers()),
                    "TLS cannot be set up with the certificate in " + certfile.path()
                            + (settings.ciphers().isEmpty() ? "" : " and these ciphers") + ": " + rootMessage(e),
                    e);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static ClientAuth clientAuth(TlsSettings settings) {
        return switch (settings.verify()) {
            case VERIFY_NONE -> ClientAuth.NONE;
            case VERIFY_PEER -> settings.failIfNoPeerCert() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL;
        };
    }

    /** With these keys from now on. */
    void sealTickets(TicketKeys keys) {
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            keys.setOn(sessions);
        }
    }

    /** For one connection. */
    SslHandler handler(ByteBufAllocator alloc, TlsSettings settings, TlsEnvironment environment) {
        SslHandler handler = context.newHandler(alloc, environment.tasks());
        handler.setHandshakeTimeoutMillis(settings.handshakeTimeout().toMillis());
        byte[] proof = staple.map(Staple::response).orElse(null);
        if (proof != null && handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
            engine.setOcspResponse(proof);
        }
        return handler;
    }
}
