package io.caracal.security;

import io.caracal.api.auth.AclRules;
import io.caracal.api.auth.AuthorizationAdministration.CachedDecision;
import io.caracal.api.auth.AuthorizationAdministration.KnownClient;
import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import io.caracal.api.auth.AuthorizationChain.Verdict;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.auth.ClientFacts;
import io.caracal.security.SourceWalk.Ruling;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/** One client before the chain, with what is remembered of the decisions about it. */
final class ClientRights implements ClientAuthorization {
    /** How long whoever asked acts by a verdict without asking again; nothing that lives shorter is handed out for that. */
    private static final Duration REUSE = Duration.ofSeconds(1);

    // Completed and shared, so that what is remembered costs no allocation.
    private static final CompletableFuture<Verdict> ALLOWED =
            CompletableFuture.completedFuture(new Verdict(true, true));
    private static final CompletableFuture<Verdict> DENIED =
            CompletableFuture.completedFuture(new Verdict(false, true));
    private static final CompletableFuture<Verdict> ALLOWED_ONCE =
            CompletableFuture.completedFuture(new Verdict(true, false));
    private static final CompletableFuture<Verdict> DENIED_ONCE =
            CompletableFuture.completedFuture(new Verdict(false, false));
    private static final AtomicLongFieldUpdater<ClientRights> CLEANED =
            AtomicLongFieldUpdater.newUpdater(ClientRights.class, "cleaned");

    private final DynamicAuthorization chain;
    private final KnownClient client;
    private final AclRules acl;
    private volatile long cleaned;
    private volatile @Nullable DecisionCache cache;

    ClientRights(DynamicAuthorization chain, KnownClient client) {
        this.chain = chain;
        this.client = client;
        this.acl = client.acl().isEmpty() ? AclRules.NONE : AclRules.of(client.acl());
    }

    KnownClient client() {
        return client;
    }

    @Override
    public ClientFacts facts() {
        return client.facts();
    }

    @Override
    public long version() {
        // Both only grow, so the sum is another one as soon as one of them is.
        return chain.version() + cleaned;
    }

    void clean() {
        CLEANED.incrementAndGet(this);
    }

    @Override
    public CompletableFuture<Verdict> authorize(Action action, String topic, int qos, boolean retain) {
        if (client.superuser()) {
            return ALLOWED;
        }
        long version = version();
        AuthorizationCacheSettings settings = chain.settings().cache();
        if (settings.enable()) {
            Boolean known = cache().find(
                            topic,
                            DecisionCache.question(action, qos, retain),
                            version,
                            System.nanoTime(),
                            settings.ttl());
            if (known != null) {
                return stage(known, reusable(settings));
            }
        }
        AuthorizationRequest request = new AuthorizationRequest(facts(), false, action, topic, qos, retain);
        CompletableFuture<Ruling> ruling = chain.decide(request, acl);
        if (ruling.isDone()) {
            Ruling made = ruling.resultNow();
            return stage(made.allowed(), keep(request, made, version) && reusable(settings));
        }
        return ruling.thenApply(
                made -> new Verdict(made.allowed(), keep(request, made, version) && reusable(settings)));
    }

    private static boolean reusable(AuthorizationCacheSettings settings) {
        return settings.ttl().compareTo(REUSE) >= 0;
    }

    private static CompletableFuture<Verdict> stage(boolean allowed, boolean reusable) {
        if (reusable) {
            return allowed ? ALLOWED : DENIED;
        }
        return allowed ? ALLOWED_ONCE : DENIED_ONCE;
    }

    /** Remembers a decision, if it may be: a failure may be over the next time. */
    private boolean keep(AuthorizationRequest request, Ruling made, long version) {
        AuthorizationCacheSettings settings = chain.settings().cache();
        if (!settings.enable() || made.failed() || chain.excluded(request)) {
            return false;
        }
        int question = DecisionCache.question(request.action(), request.qos(), request.retain());
        cache().put(
                        request.topic(),
                        question,
                        made.allowed(),
                        version,
                        version(),
                        System.nanoTime(),
                        settings.maxSize());
        return true;
    }

    private DecisionCache cache() {
        DecisionCache known = cache;
        if (known == null) {
            known = new DecisionCache();
            cache = known;
        }
        return known;
    }

    List<CachedDecision> cached() {
        DecisionCache known = cache;
        return known == null
                ? List.of()
                : known.list(
                        version(), System.nanoTime(), chain.settings().cache().ttl());
    }

    @Override
    public void accepted() {
        chain.accepted(this);
    }

    @Override
    public boolean decidesLike(ClientAuthorization other) {
        return other instanceof ClientRights that
                && client.superuser() == that.client.superuser()
                && client.acl().equals(that.client.acl())
                && withoutPort(facts()).equals(withoutPort(that.facts()));
    }

    /** A client comes from another port each time. */
    private static ClientFacts withoutPort(ClientFacts facts) {
        InetAddress address = facts.peer().getAddress();
        return new ClientFacts(
                facts.clientId(),
                facts.username(),
                facts.password(),
                address == null ? facts.peer() : new InetSocketAddress(address, 0),
                facts.listener(),
                facts.zone(),
                facts.certSubject(),
                facts.certCommonName(),
                facts.tlsVersion(),
                facts.attributes());
    }

    @Override
    public void close() {
        chain.closed(this);
    }
}
