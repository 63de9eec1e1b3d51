package io.caracal.security;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import io.caracal.api.auth.AuthorizationChain.Verdict;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.auth.AuthorizerFactory;
import io.caracal.api.auth.ClientFacts;
import io.caracal.api.config.SettingsNode;
import io.caracal.security.AuthorizationSettings.DenyAction;
import io.caracal.security.AuthorizationSettings.Permission;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Sources, settings and clients for the tests. */
final class Sources {
    private static final Duration LONG = Duration.ofSeconds(30);

    private Sources() {}

    static DynamicAuthorization of(String... types) {
        return of(settings(types));
    }

    static DynamicAuthorization of(AuthorizationSettings settings) {
        return new DynamicAuthorization(settings, () -> {
            throw new IllegalStateException("no connectors here");
        });
    }

    static AuthorizationSettings settings(String... types) {
        return settings(Duration.ofSeconds(20), new AuthorizationCacheSettings(true, 32, LONG, List.of()), types);
    }

    static AuthorizationSettings settings(Duration timeout, AuthorizationCacheSettings cache, String... types) {
        List<SettingsNode> nodes = new ArrayList<>();
        for (String type : types) {
            nodes.add(node(nodes.size(), type, Map.of()));
        }
        return new AuthorizationSettings(
                Permission.DENY, DenyAction.IGNORE, cache, true, timeout, LONG, LONG, 2, 100, nodes);
    }

    static AuthorizationSettings settings(List<SettingsNode> nodes) {
        return new AuthorizationSettings(
                Permission.DENY,
                DenyAction.IGNORE,
                new AuthorizationCacheSettings(true, 32, LONG, List.of()),
                true,
                LONG,
                LONG,
                LONG,
                2,
                100,
                nodes);
    }

    static TestNode node(int index, String type, Map<String, String> more) {
        Map<String, String> keys = new HashMap<>(more);
        keys.put("type", type);
        return new TestNode("authorization.sources." + index, keys);
    }

    static ClientAuthorization client(DynamicAuthorization chain, AclRule... acl) {
        return client(chain, "client", false, acl);
    }

    static ClientAuthorization client(DynamicAuthorization chain, String clientId, boolean superuser, AclRule... acl) {
        ClientFacts facts = ClientFacts.of(
                clientId,
                Optional.of("user"),
                Optional.empty(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711),
                "tcp:default");
        ClientAuthorization client = chain.open(facts, superuser, List.of(acl));
        client.accepted();
        return client;
    }

    static boolean publishes(ClientAuthorization client, String topic) {
        return verdict(client, topic).allowed();
    }

    static Verdict verdict(ClientAuthorization client, String topic) {
        return client.authorize(Action.PUBLISH, topic, 0, false)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** An authorizer around a lambda that counts. */
    static final class Scripted implements Authorizer {
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        private final Function<AuthorizationRequest, CompletionStage<Authorization>> decision;

        Scripted(Function<AuthorizationRequest, CompletionStage<Authorization>> decision) {
            this.decision = decision;
        }

        static Scripted answering(Authorization authorization) {
            return new Scripted(_ -> CompletableFuture.completedFuture(authorization));
        }

        @Override
        public CompletionStage<Authorization> authorize(AuthorizationRequest request) {
            asked.incrementAndGet();
            return decision.apply(request);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    /** A factory around a lambda. */
    record Factory(String type, Creation creation) implements AuthorizerFactory<TestNode.NoSettings> {
        interface Creation {
            Authorizer create(AuthorizerContext context) throws Exception;
        }

        Factory(String type, Authorizer authorizer) {
            this(type, _ -> authorizer);
        }

        @Override
        public Class<TestNode.NoSettings> settingsType() {
            return TestNode.NoSettings.class;
        }

        @Override
        public Authorizer create(TestNode.NoSettings settings, AuthorizerContext context) throws Exception {
            return creation.create(context);
        }
    }
}
