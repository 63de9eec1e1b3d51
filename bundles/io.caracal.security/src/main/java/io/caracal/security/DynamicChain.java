package io.caracal.security;

import io.caracal.api.auth.AuthenticationAdministration;
import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.AuthenticationMonitor;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.api.auth.UserAdministration;
import io.caracal.api.config.PreparedChange;
import io.caracal.guard.BoundedCall;
import io.caracal.guard.FactoryRank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authentication chains, that of the broker and those of listeners, over factories that come and go. Factories may be added before
 * {@link #start}, which then starts all elements at once, and at any time after it.
 */
public final class DynamicChain
        implements AuthenticationChain, AuthenticationMonitor, AuthenticationAdministration, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DynamicChain.class);

    private volatile AuthenticationLimits limits;
    private final FactoryRegistry<AuthenticatorFactory<?>> factories = new FactoryRegistry<>();
    // A pool of its own, since what others run in the common one must not hold up time-outs; scheduling there takes no
    // lock.
    private final ScheduledExecutorService timer = new ForkJoinPool(1);
    private final ChainParts parts;
    private final ElementChain broker;
    private final ListenerChainSet listeners;
    private volatile boolean closed;

    DynamicChain(AuthenticationSettings settings, AuthenticationLimits limits, AuthenticatorServices services) {
        this.limits = limits;
        this.parts = new ChainParts(factories, timer, () -> this.limits, services);
        this.broker = new ElementChain("", settings, parts);
        this.listeners = new ListenerChainSet(parts);
    }

    /** Starts every element with the factories added so far; returns when all run or have failed. */
    public void start() {
        broker.start();
    }

    AuthenticationSettings settings() {
        return broker.settings();
    }

    AuthenticationLimits limits() {
        return limits;
    }

    FactoryRegistry<AuthenticatorFactory<?>> factories() {
        return factories;
    }

    ListenerChainSet listeners() {
        return listeners;
    }

    /** Other bounds hold from now on. */
    void follow(AuthenticationLimits changed) {
        limits = changed;
        chains().forEach(ElementChain::limitsChanged);
    }

    /**
     * Prepares another chain for the broker: elements that stay the same go on in it as they are, the others are created and started beside
     * those that serve. One change at a time.
     *
     * @throws ElementException if an element cannot be started; nothing has changed
     */
    PreparedChange prepare(AuthenticationSettings wanted) throws ElementException {
        return ChainChange.prepare(broker, wanted);
    }

    private List<ElementChain> chains() {
        List<ElementChain> all = new ArrayList<>(listeners.chains());
        all.add(broker);
        return all;
    }

    /** A factory came: returns when the elements of its type run or have failed with it. */
    public void add(FactoryRank rank, AuthenticatorFactory<?> factory) {
        try {
            String type = BoundedCall.call(
                    "auth factory",
                    limits.startTimeout(),
                    () -> ElementSettings.id(factory.mechanism(), factory.backend()),
                    _ -> {});
            factories.add(new Candidate<>(rank, type, factory));
            chains().forEach(chain -> chain.reconcile(type));
        } catch (ExecutionException e) {
            LOG.warn(
                    "authentication factory version={} does not tell its type, not used", rank.version(), e.getCause());
        } catch (TimeoutException e) {
            LOG.warn("authentication factory version={} to tell its type {}, not used", rank.version(), e.getMessage());
        }
    }

    /** A factory is about to go: returns when nothing of it is in use any more. */
    public void remove(long serviceId) {
        Candidate<AuthenticatorFactory<?>> candidate = factories.remove(serviceId);
        if (candidate != null) {
            chains().forEach(chain -> chain.reconcile(candidate.type()));
        }
    }

    /** The id of the elements that the factory of that service can serve; empty if there is no such factory. */
    public Optional<String> type(long serviceId) {
        return factories.find(serviceId).map(Candidate::type);
    }

    /** Why the factory of that service does not serve though it was tried; empty if nothing speaks against it. */
    public Optional<String> objection(long serviceId) {
        return factories.find(serviceId).flatMap(candidate -> candidate
                .failure()
                .map(reason -> "authentication element " + candidate.type() + ": " + reason));
    }

    @Override
    public boolean open(String listener) {
        return chainFor(listener) == null;
    }

    /** The chain that clients of a listener pass; null if there is none, so that everyone gets in. */
    private @Nullable ElementChain chainFor(String listener) {
        ListenerChainSet.Own own = listeners.of(listener);
        if (own != null && !own.enable()) {
            return null;
        }
        ElementChain chain = own == null ? null : own.chain();
        if (chain != null) {
            return chain;
        }
        return broker.empty() ? null : broker;
    }

    @Override
    public Exchange begin(AuthenticationRequest request) {
        if (closed) {
            return new DecidedExchange(AuthenticationResult.reject(Reason.SERVER_UNAVAILABLE));
        }
        ElementChain chain = chainFor(request.listener());
        return chain == null ? new DecidedExchange(letIn(request)) : chain.begin(request);
    }

    private static AuthenticationResult letIn(AuthenticationRequest request) {
        return request.method().isPresent()
                ? AuthenticationResult.reject(Reason.BAD_AUTHENTICATION_METHOD)
                : AuthenticationResult.accept();
    }

    @Override
    public List<ElementReport> elements() {
        return broker.report();
    }

    @Override
    public List<ElementReport> elements(String chain) {
        return named(chain).map(ElementChain::report).orElse(List.of());
    }

    private Optional<ElementChain> named(String chain) {
        if (chain.isEmpty()) {
            return Optional.of(broker);
        }
        ListenerChainSet.Own own = listeners.of(chain);
        return own == null ? Optional.empty() : Optional.ofNullable(own.chain());
    }

    @Override
    public Optional<UserAdministration> users(String chain, String element) {
        return named(chain)
                .flatMap(found -> found.current().stream()
                        .filter(each -> each.id().equals(element))
                        .findFirst())
                .filter(found ->
                        found.serving().map(LiveAuthenticator::keepsUsers).orElse(false))
                .map(found -> new ElementUsers(found, parts.services().users(chain, element)));
    }

    @Override
    public CompletionStage<Trial> tryOut(AuthenticationRequest request) {
        ElementChain chain = chainFor(request.listener());
        if (chain == null) {
            return CompletableFuture.completedFuture(new Trial("", letIn(request), List.of()));
        }
        String name = chain == broker ? "" : request.listener();
        return new ChainTrial(chain.current(), request)
                .run()
                .thenApply(decision -> new Trial(name, decision.result(), decision.steps()));
    }

    /** Rejects every client from now on, retires all authenticators, and ends its threads. */
    @Override
    public void close() {
        closed = true;
        chains().forEach(chain -> chain.close("the broker stops"));
        // Time-outs still pending are run, so that the last calls end too; then the pool goes.
        timer.shutdown();
    }
}
