package io.caracal.cli.bench;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How clients speak TLS.
 *
 * @param trusted certificates (PEM) to trust; null: those of the JVM
 * @param certificate the clients' own (PEM); null: none
 * @param key of it (PEM, PKCS#8)
 * @param insecure whether to trust whatever the broker shows
 */
public record Tls(
        @Nullable Path trusted,
        @Nullable Path certificate,
        @Nullable Path key,
        boolean insecure) {

    public SslContext context() {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient();
            if (insecure) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
            } else if (trusted != null) {
                builder.trustManager(trusted.toFile());
            }
            if (certificate != null && key != null) {
                builder.keyManager(certificate.toFile(), key.toFile());
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.CONFIGURATION,
                    "TLS cannot be set up with --cacert " + trusted + ", --cert " + certificate + ", --key " + key
                            + ": " + Causes.words(e) + " Expected is PEM, the key as PKCS#8.",
                    e);
        }
    }
}
