package io.caracal.api.connector;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Secret;
import java.util.Optional;

/** How a connector encrypts: the section {@code ssl} of a connector. */
public record TlsClientSettings(
        @Description("Whether the connection is encrypted.") @Default("false")
        boolean enable,

        @Description("Whether the server's certificate is checked.") @Default("verify_peer")
        Verify verify,

        @Description(
                "The file with the certificates of the authorities that may have signed the server's, in PEM form; absent for those that the "
                        + "JVM trusts. A relative path starts at the folder of the configuration file.")
        Optional<String> cacertfile,

        @Description(
                "The file with the client's own certificate in PEM form, followed by the intermediate ones; absent for none.")
        Optional<String> certfile,

        @Description("The file with the key of the client's certificate in PEM form (PKCS #8).")
        Optional<String> keyfile,

        @Description("The password of the key, if it is encrypted; file:/path or env:NAME.")
        Optional<Secret> password,

        @Description("The name that the server's certificate has to bear; absent for the host connected to.")
        Optional<String> serverNameIndication) {

    /** Checks of the server's certificate. */
    public enum Verify {
        @Description("It has to be signed by a known authority and to bear the server's name.")
        VERIFY_PEER,
        @Description("Any certificate will do: protects against listening, not against a false server.")
        VERIFY_NONE
    }

    /** Certificate and key belong together. */
    public TlsClientSettings {
        if (certfile.isPresent() != keyfile.isPresent()) {
            throw new IllegalArgumentException((certfile.isPresent() ? "certfile" : "keyfile")
                    + " was given alone, expected are certfile and keyfile together, or neither");
        }
    }

    /** No encryption. */
    public static TlsClientSettings disabled() {
        return new TlsClientSettings(
                false,
                Verify.VERIFY_PEER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
