package com.example.signedid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Next;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.config.Secret;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class SignedIdAuthenticatorTest {
    private static final String KEY = "a key that is long enough";

    /** What the broker offers, as small as a test needs it. */
    private record Context() implements AuthenticatorContext {
        @Override
        public String id() {
            return "signed_id";
        }

        @Override
        public Executor blocking() {
            return Runnable::run;
        }
    }

    private final Authenticator authenticator =
            new SignedIdFactory().create(new SignedIdSettings(new Secret(KEY), "device"), new Context());

    private AuthenticationResult decide(String clientId) {
        AuthenticationRequest request = new AuthenticationRequest(
                clientId,
                Optional.empty(),
                Optional.empty(),
                InetSocketAddress.createUnresolved("192.0.2.1", 50_000),
                "tcp:default",
                5,
                Optional.empty(),
                new byte[0],
                false);
        return authenticator.authenticate(request).toCompletableFuture().join();
    }

    @Test
    void signedClientIsAcceptedUnderItsName() {
        AuthenticationResult result = decide("pump.7." + new Signature(KEY).of("pump.7"));
        assertEquals(Map.of("device", "pump.7"), assertInstanceOf(Accept.class, result).attributes());
    }

    @Test
    void wrongSignatureIsRejected() {
        AuthenticationResult rejected = AuthenticationResult.reject(Reason.CLIENT_IDENTIFIER_NOT_VALID);
        assertEquals(rejected, decide("pump.8." + new Signature(KEY).of("pump.7")));
        assertEquals(rejected, decide("pump.7." + new Signature("another key of that size").of("pump.7")));
        assertEquals(rejected, decide("pump.7."));
    }

    @Test
    void clientWithoutSignatureIsLeftToTheNextElement() {
        assertInstanceOf(Next.class, decide("pump"));
        assertInstanceOf(Next.class, decide(""));
    }

    @Test
    void shortKeyIsRefusedWithoutRepeatingIt() {
        Secret key = new Secret("too short");
        String message = assertThrows(IllegalArgumentException.class, () -> new SignedIdSettings(key, "device"))
                .getMessage();
        assertTrue(message.contains("9 characters were given, expected at least 16"), message);
    }
}
