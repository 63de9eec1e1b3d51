package io.caracal.transport.tls;

import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.Secret;
import java.util.Optional;

/** What a server proves with who it is. */
public record CertificateSettings(
        @Description(
                "The file with the certificate in PEM form, followed by the intermediate ones. A relative path starts at the folder of the "
                        + "configuration file. When this or another file changes, new connections meet the new certificates.")
        @Range(min = 1)
        String certfile,

        @Description("The file with the key of the certificate in PEM form.") @Range(min = 1)
        String keyfile,

        @Description("The password of the key, if it is encrypted; file:/path or env:NAME.")
        Optional<Secret> password) {}
