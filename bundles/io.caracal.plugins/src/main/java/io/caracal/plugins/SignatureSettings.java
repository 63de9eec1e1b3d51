package io.caracal.plugins;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Secret;
import java.util.Optional;

/** {@code plugins.signature}. */
public record SignatureSettings(
        @Description("Which jars have to be signed: none, uploads (what is uploaded), or all (the folder and the"
                + " repository as well).")
        @Default("none")
        Required required,

        @Description("A file with the certificates that are trusted: PEM, PKCS#12 or JKS. A jar is trusted if it is"
                + " signed, in whole, by one of them or by one that they have issued.")
        Optional<String> trustStore,

        @Description("The password of a PKCS#12 or JKS file.")
        Optional<Secret> trustStorePassword) {

    /** Which jars have to be signed. */
    public enum Required {
        NONE,
        UPLOADS,
        ALL
    }

    /** Refuses a demand that nothing could fulfil. */
    public SignatureSettings {
        if (required != Required.NONE && trustStore.isEmpty()) {
            throw new IllegalArgumentException(
                    "signatures are required and no trust_store names a file with the certificates that are trusted");
        }
    }
}
