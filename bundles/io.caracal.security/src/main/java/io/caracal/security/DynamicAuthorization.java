package io.caracal.security;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRules;
import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationAdministration;
import io.caracal.api.auth.AuthorizationChain;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.AuthorizerFactory;
import io.caracal.api.auth.ClientFacts;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.connector.Connectors;
import io.caracal.guard.FactoryRank;
import io.caracal.security.AuthorizationSettings.DenyAction;
import io.caracal.security.AuthorizationSettings.Permission;
import io.caracal.security.SourceWalk.Ruling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The authorization chain over factories that come and go. Factories may be added before {@link #start}, which then starts all sources at
 * once, and at any time after it.
 */
public final class DynamicAuthorization implements AuthorizationChain, AuthorizationAdministration, AutoCloseable {
    // A pool of its own, since what others run in the common one must not hold up time-outs; scheduling there takes no
    // lock.
    private final ScheduledExecutorService timer = new ForkJoinPool(1);
    private final SupervisedElements<Source, LiveAuthorizer, AuthorizerFactory<?>> sources;
    private final Map<String, ClientRights> clients = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong version = new AtomicLong();
    private volatile AuthorizationSettings settings;
    private volatile AclRules excluded;
    private volatile boolean closed;

    /** @param connectors what sources are offered; throws if there are none */
    public DynamicAuthorization(AuthorizationSettings settings, Supplier<Connectors> connectors) {
        this.settings = settings;
        this.excluded = excludedBy(settings);
        this.sources = new SupervisedElements<>(
                ChainKind.AUTHORIZATION, source -> new AuthorizerCreation(source, this::settings, timer, connectors));
        sources.first(settings.chain().stream().map(this::source).toList());
    }

    /** Starts every source with the factories added so far; returns when all run or have failed. */
    public void start() {
        sources.start();
    }

    Source source(SourceSettings wanted) {
        return new Source(wanted, this::changed);
    }

    AuthorizationSettings settings() {
        return settings;
    }

    SupervisedElements<Source, LiveAuthorizer, AuthorizerFactory<?>> elements() {
        return sources;
    }

    private static AclRules excludedBy(AuthorizationSettings settings) {
        return settings.cache().excludes().isEmpty()
                ? AclRules.NONE
                : AclRules.of(List.of(settings.cache().excluded()));
    }

    /** Whether decisions about what is asked are not remembered. */
    boolean excluded(AuthorizationRequest request) {
        return excluded.decide(request) instanceof Authorization.Allow;
    }

    // Changes

    /**
     * Prepares other settings: sources that stay the same go on in them as they are, the others are created and started beside those
     * that serve. One change at a time.
     *
     * @throws SourceException if a source cannot be started; nothing has changed
     */
    PreparedChange prepare(AuthorizationSettings wanted) throws SourceException {
        return SourcesChange.prepare(this, wanted);
    }

    /** Puts other settings into force. */
    void become(
            AuthorizationSettings wanted,
            List<Source> others,
            Map<String, ElementSupervisor<LiveAuthorizer, AuthorizerFactory<?>>> starting) {
        settings = wanted;
        excluded = excludedBy(wanted);
        for (Source source : others) {
            if (source.state() instanceof ElementState.Running<LiveAuthorizer, AuthorizerFactory<?>>(var live, var _)) {
                live.limitsChanged();
            }
        }
        sources.become(others, starting);
        changed();
    }

    /** What was decided before may not hold any more. What changed is in force already, so nobody remembers what was before it. */
    void changed() {
        version.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    long version() {
        return version.get();
    }

    @Override
    public Registration onChange(Runnable task) {
        listeners.add(task);
        return () -> listeners.remove(task);
    }

    // Factories

    /** A factory came: returns when the source of its type, if there is one, runs or has failed with it. */
    public void add(FactoryRank rank, AuthorizerFactory<?> factory) {
        sources.add(rank, factory, factory::type, settings.startTimeout());
    }

    /** A factory is about to go: returns when nothing of it is in use any more. */
    public void remove(long serviceId) {
        sources.remove(serviceId);
    }

    // Decisions

    @Override
    public boolean disconnects() {
        return settings.denyAction() == DenyAction.DISCONNECT;
    }

    @Override
    public boolean rechecks() {
        return settings.recheckOnChange();
    }

    @Override
    public ClientAuthorization open(ClientFacts facts, boolean superuser, List<AclRule> acl) {
        return new ClientRights(this, new KnownClient(facts.withoutPassword(), superuser, acl));
    }

    void accepted(ClientRights rights) {
        clients.put(rights.facts().clientId(), rights);
    }

    void closed(ClientRights rights) {
        clients.remove(rights.facts().clientId(), rights);
    }

    /** Asks the client's own rules, then the sources. */
    CompletableFuture<Ruling> decide(AuthorizationRequest request, AclRules acl) {
        if (closed) {
            return CompletableFuture.completedFuture(new Ruling(false, true, "no_match", "the broker stops"));
        }
        Authorization own;
        try {
            own = acl.decide(request);
        } catch (IllegalStateException e) {
            return CompletableFuture.completedFuture(
                    new Ruling(false, true, Explaining.CLIENT_ACL, String.valueOf(e.getMessage())));
        }
        return switch (own) {
            case Authorization.Allow(String rule) ->
                CompletableFuture.completedFuture(new Ruling(true, false, Explaining.CLIENT_ACL, rule));
            case Authorization.Deny(String rule) ->
                CompletableFuture.completedFuture(new Ruling(false, false, Explaining.CLIENT_ACL, rule));
            case Authorization.Next _ ->
                new SourceWalk(sources::current, request, otherwise(), Source::counters, null).go();
        };
    }

    /** What holds if no source decides. */
    boolean otherwise() {
        return settings.noMatch() == Permission.ALLOW;
    }

    // Administration

    @Override
    public List<SourceReport> sources() {
        return sources.current().stream().map(Explaining::report).toList();
    }

    @Override
    public CompletableFuture<Explanation> explain(Question question) {
        return new Explaining(sources::current, otherwise()).explain(question);
    }

    @Override
    public Optional<KnownClient> client(String clientId) {
        return Optional.ofNullable(clients.get(clientId)).map(ClientRights::client);
    }

    @Override
    public Optional<List<CachedDecision>> cached(String clientId) {
        return Optional.ofNullable(clients.get(clientId)).map(ClientRights::cached);
    }

    @Override
    public void cleanCaches() {
        version.incrementAndGet();
    }

    @Override
    public boolean cleanCache(String clientId) {
        ClientRights rights = clients.get(clientId);
        if (rights == null) {
            return false;
        }
        rights.clean();
        return true;
    }

    /** Denies everything from now on, retires all authorizers, and ends its threads. */
    @Override
    public void close() {
        closed = true;
        version.incrementAndGet();
        sources.close("the broker stops");
        // Time-outs still pending are run, so that the last calls end too; then the pool goes.
        timer.shutdown();
    }
}
