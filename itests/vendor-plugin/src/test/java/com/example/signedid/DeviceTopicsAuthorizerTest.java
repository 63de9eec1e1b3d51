package com.example.signedid;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.Authorization.Allow;
import io.caracal.api.auth.Authorization.Deny;
import io.caracal.api.auth.Authorization.Next;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.ClientFacts;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceTopicsAuthorizerTest {
    private final Authorizer authorizer = new DeviceTopicsAuthorizer(new DeviceTopicsSettings("devices", "device"));

    private Authorization decide(Action action, String topic) {
        ClientFacts pump = ClientFacts.of(
                        "pump7.signature",
                        Optional.empty(),
                        Optional.empty(),
                        InetSocketAddress.createUnresolved("192.0.2.1", 50_000),
                        "tcp:default")
                .with(Map.of("device", "pump7"));
        AuthorizationRequest request = new AuthorizationRequest(pump, false, action, topic, 0, false);
        return authorizer.authorize(request).toCompletableFuture().join();
    }

    @Test
    void deviceHasItsOwnTopics() {
        assertInstanceOf(Allow.class, decide(Action.PUBLISH, "devices/pump7/pressure"));
        assertInstanceOf(Allow.class, decide(Action.SUBSCRIBE, "devices/pump7/#"));
    }

    @Test
    void deviceHasNoneOfThoseOfOthers() {
        assertInstanceOf(Deny.class, decide(Action.PUBLISH, "devices/pump8/pressure"));
        assertInstanceOf(Deny.class, decide(Action.SUBSCRIBE, "devices/+/pressure"));
        assertInstanceOf(Deny.class, decide(Action.SUBSCRIBE, "#"));
    }

    @Test
    void everythingElseIsLeftToTheNextSource() {
        assertInstanceOf(Next.class, decide(Action.SUBSCRIBE, "weather/+"));
    }

    @Test
    void prefixWithWildcardIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new DeviceTopicsSettings("devices/#", "device"))
                .getMessage();
        assertTrue(message.contains("without wildcards"), message);
    }
}
