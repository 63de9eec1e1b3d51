package com.example.signedid;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Secret;

/** What an operator writes in the chain's element besides {@code mechanism} and {@code backend}. */
@Description("Lets in clients whose identifier reads NAME.SIGNATURE, where the signature is HMAC-SHA256 of the name.")
public record SignedIdSettings(
        @Description("The key that client identifiers are signed with, at least 16 characters; file:/path or env:NAME.")
        Secret key,

        @Default("device")
        @Description("The attribute of the client that takes the name, for use in authorization rules.")
        String nameAttribute) {

    private static final int LEAST_KEY = 16;

    /** What is refused here is a problem of the configuration, shown to the operator with file and line. */
    public SignedIdSettings {
        int length = key.reveal().length();
        if (length < LEAST_KEY) {
            throw new IllegalArgumentException("key: " + length + " characters were given, expected at least "
                    + LEAST_KEY + "; make one with: openssl rand -base64 32");
        }
    }
}
