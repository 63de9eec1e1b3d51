package io.caracal.transport.tls;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** OCSP stapling (RFC 6066 section 8, RFC 8446 section 4.4.2.1): {@code ssl_options.ocsp}. */
public record OcspSettings(
        @Description(
                "Whether clients that ask for it get a proof with the certificate that it has not been revoked. Takes native TLS.")
        @Default("false")
        boolean enableOcspStapling,

        @Description("Where the proof is fetched from; absent for the address in the certificate.")
        Optional<String> responderUrl,

        @Description(
                "The file with the certificate of the authority that issued the certificate; absent if it stands behind it in certfile.")
        Optional<String> issuerPem,

        @Description("How often it is fetched anew.") @Default("5m") @Range(min = 1000)
        Duration refreshInterval,

        @Description("How long the responder may take to answer.") @Default("15s") @Range(min = 100)
        Duration refreshHttpTimeout) {
    public OcspSettings {
        responderUrl.ifPresent(url -> {
            String scheme = URI.create(url).getScheme();
            if (!"http".equals(scheme) && !"https".equals(scheme)) {
                throw new IllegalArgumentException("responder_url: given \"" + url
                        + "\", expected an address that begins with http:// or https://");
            }
        });
    }
}
