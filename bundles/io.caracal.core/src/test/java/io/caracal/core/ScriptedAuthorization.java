package io.caracal.core;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRules;
import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationChain;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.auth.ClientFacts;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** An authorization chain that answers as the test says, after the client's own rules. */
final class ScriptedAuthorization implements AuthorizationChain {
    final AtomicInteger questions = new AtomicInteger();
    final Set<String> clients = ConcurrentHashMap.newKeySet();
    private final AtomicLong version = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Function<AuthorizationRequest, CompletableFuture<Boolean>> decision;
    volatile boolean disconnects;
    volatile boolean rechecks = true;
    volatile boolean reusable = true;

    ScriptedAuthorization(Function<AuthorizationRequest, CompletableFuture<Boolean>> decision) {
        this.decision = decision;
    }

    static ScriptedAuthorization open() {
        return new ScriptedAuthorization(request -> CompletableFuture.completedFuture(true));
    }

    static ScriptedAuthorization of(Function<AuthorizationRequest, Boolean> decision) {
        return new ScriptedAuthorization(request -> CompletableFuture.completedFuture(decision.apply(request)));
    }

    /** Other rules are in force. */
    void become(Function<AuthorizationRequest, Boolean> other) {
        decision = request -> CompletableFuture.completedFuture(other.apply(request));
        version.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    @Override
    public ClientAuthorization open(ClientFacts facts, boolean superuser, List<AclRule> acl) {
        return new Client(facts, superuser, acl);
    }

    @Override
    public boolean disconnects() {
        return disconnects;
    }

    @Override
    public boolean rechecks() {
        return rechecks;
    }

    @Override
    public Registration onChange(Runnable task) {
        listeners.add(task);
        return () -> listeners.remove(task);
    }

    private final class Client implements ClientAuthorization {
        private final ClientFacts facts;
        private final boolean superuser;
        private final List<AclRule> acl;

        Client(ClientFacts facts, boolean superuser, List<AclRule> acl) {
            this.facts = facts;
            this.superuser = superuser;
            this.acl = acl;
        }

        @Override
        public CompletableFuture<Verdict> authorize(Action action, String topic, int qos, boolean retain) {
            questions.incrementAndGet();
            AuthorizationRequest request = new AuthorizationRequest(facts, superuser, action, topic, qos, retain);
            Authorization own =
                    superuser ? Authorization.allow() : AclRules.of(acl).decide(request);
            return switch (own) {
                case Authorization.Allow _ -> CompletableFuture.completedFuture(new Verdict(true, reusable));
                case Authorization.Deny _ -> CompletableFuture.completedFuture(new Verdict(false, reusable));
                case Authorization.Next _ ->
                    decision.apply(request).thenApply(allowed -> new Verdict(allowed, reusable));
            };
        }

        @Override
        public long version() {
            return version.get();
        }

        @Override
        public ClientFacts facts() {
            return facts;
        }

        @Override
        public void accepted() {
            clients.add(facts.clientId());
        }

        @Override
        public boolean decidesLike(ClientAuthorization other) {
            return other instanceof Client that
                    && facts.username().equals(that.facts.username())
                    && superuser == that.superuser
                    && acl.equals(that.acl);
        }

        @Override
        public void close() {
            clients.remove(facts.clientId());
        }
    }
}
