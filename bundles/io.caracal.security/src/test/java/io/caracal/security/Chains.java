package io.caracal.security;

import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.AuthenticationMonitor;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.config.SettingsNode;
import io.caracal.guard.BundleVersion;
import io.caracal.guard.FactoryRank;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Chains, ranks and requests for the tests. */
final class Chains {
    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(150);

    private Chains() {}

    static DynamicChain of(String... backends) {
        return of(limits(LONG, LONG, LONG), backends);
    }

    static DynamicChain of(AuthenticationLimits limits, String... backends) {
        List<SettingsNode> nodes = new ArrayList<>();
        for (String backend : backends) {
            nodes.add(element(nodes.size(), backend, Map.of()));
        }
        return of(new AuthenticationSettings(nodes), limits);
    }

    static DynamicChain of(AuthenticationSettings settings, AuthenticationLimits limits) {
        return new DynamicChain(settings, limits, new NoServices());
    }

    static TestNode element(int index, String backend, Map<String, String> more) {
        Map<String, String> keys = new HashMap<>(more);
        keys.put("mechanism", "password_based");
        keys.put("backend", backend);
        return new TestNode("authentication." + index, keys);
    }

    static AuthenticationLimits limits(Duration timeout, Duration start, Duration stop) {
        return new AuthenticationLimits(
                timeout, start, stop, LONG, 2, 100, 1000, AuthenticationLimits.OverloadReason.SERVER_UNAVAILABLE);
    }

    static FactoryRank version(int major) {
        return new FactoryRank("test." + major, major, new BundleVersion(major, 0, 0, ""), 0, major);
    }

    /** A version of one bundle, by when it was installed. */
    static FactoryRank version(int major, long installed) {
        return new FactoryRank("test", installed, new BundleVersion(major, 0, 0, ""), 0, installed);
    }

    static AuthenticationRequest request() {
        return request("right");
    }

    static AuthenticationRequest request(String password) {
        return request(password, Optional.empty());
    }

    static AuthenticationRequest withMethod(String method) {
        return request("", Optional.of(method));
    }

    private static AuthenticationRequest request(String password, Optional<String> method) {
        return new AuthenticationRequest(
                "client",
                Optional.of("user"),
                Optional.of(password.getBytes(StandardCharsets.UTF_8)),
                InetSocketAddress.createUnresolved("127.0.0.1", 50_000),
                "tcp:default",
                5,
                method,
                new byte[0],
                false);
    }

    static AuthenticationResult decide(AuthenticationChain chain) {
        return decide(chain, request());
    }

    static AuthenticationResult decide(AuthenticationChain chain, AuthenticationRequest request) {
        return chain.begin(request)
                .result()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    static AuthenticationResult rejected(Reason reason) {
        return AuthenticationResult.reject(reason);
    }

    static AuthenticationMonitor.ElementReport report(AuthenticationMonitor chain) {
        return chain.elements().getFirst();
    }
}
