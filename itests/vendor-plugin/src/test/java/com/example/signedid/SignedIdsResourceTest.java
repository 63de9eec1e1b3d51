package com.example.signedid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.example.signedid.SignedIdsResource.NewSignedId;
import org.junit.jupiter.api.Test;

class SignedIdsResourceTest {
    private static final String KEY = "a key that is long enough";

    @Test
    void signedNameIsWhatTheAuthenticatorAccepts() {
        String clientId = new SignedIdsResource()
                .signDeviceName(new NewSignedId("pump7", KEY))
                .clientId();

        assertEquals("pump7." + new Signature(KEY).of("pump7"), clientId);
    }
}
