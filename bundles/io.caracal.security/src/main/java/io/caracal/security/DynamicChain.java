package io.caracal.security;

import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.AuthenticationMonitor;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.AuthenticatorFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authentication chain over factories that come and go. Factories may be added before {@link #start}, which then starts all
 * elements at once, and at any time after it.
 */
public final class DynamicChain implements AuthenticationChain, AuthenticationMonitor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DynamicChain.class);

    private final AuthenticationLimits limits;
    private final FactoryRegistry factories = new FactoryRegistry();
    // A pool of its own, since what others run in the common one must not hold up time-outs; scheduling there takes no
    // lock.
    private final ScheduledExecutorService timer = new ForkJoinPool(1);
    private final CurrentChain chain;
    private final Map<String, ElementSupervisor> supervisors;
    private volatile boolean started;
    private volatile boolean closed;

    public DynamicChain(AuthenticationSettings settings, AuthenticationLimits limits) {
        this.limits = limits;
        List<Element> elements = settings.chain().stream().map(Element::new).toList();
        this.chain = new CurrentChain(Snapshot.initial(elements));
        this.supervisors = elements.stream()
                .filter(element -> element.settings().enable())
                .collect(Collectors.toUnmodifiableMap(Element::id, this::supervise));
    }

    private ElementSupervisor supervise(Element element) {
        return new ElementSupervisor(element, factories, new AuthenticatorCreation(element, limits, timer), chain);
    }

    /** Starts every element with the factories added so far; returns when all run or have failed. */
    public void start() {
        started = true;
        eachAtOnce(ElementSupervisor::reconcile);
    }

    /** A factory came: returns when the element of its type, if there is one, runs or has failed with it. */
    public void add(FactoryRank rank, AuthenticatorFactory<?> factory) {
        try {
            String type = BoundedCall.call(
                    "auth factory",
                    limits.startTimeout(),
                    () -> ElementSettings.id(factory.mechanism(), factory.backend()),
                    _ -> {});
            factories.add(new Candidate(rank, type, factory));
            reconcile(type);
        } catch (ExecutionException e) {
            LOG.warn(
                    "authentication factory version={} does not tell its type, not used", rank.version(), e.getCause());
        } catch (TimeoutException e) {
            LOG.warn("authentication factory version={} to tell its type {}, not used", rank.version(), e.getMessage());
        }
    }

    /** A factory is about to go: returns when nothing of it is in use any more. */
    public void remove(long serviceId) {
        Candidate candidate = factories.remove(serviceId);
        if (candidate != null) {
            reconcile(candidate.type());
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

    private void reconcile(String type) {
        ElementSupervisor supervisor = supervisors.get(type);
        if (started && supervisor != null) {
            supervisor.reconcile();
        }
    }

    @Override
    public boolean open() {
        return chain.get().elements().isEmpty();
    }

    @Override
    public Exchange begin(AuthenticationRequest request) {
        if (closed) {
            return new Decided(AuthenticationResult.reject(Reason.SERVER_UNAVAILABLE));
        }
        if (open()) {
            return new Decided(
                    request.method().isPresent()
                            ? AuthenticationResult.reject(Reason.BAD_AUTHENTICATION_METHOD)
                            : AuthenticationResult.accept());
        }
        return ChainExchange.begin(chain, request);
    }

    @Override
    public List<ElementReport> elements() {
        Snapshot now = chain.get();
        return now.elements().stream()
                .map(element -> report(element, now.stateOf(element)))
                .toList();
    }

    private static ElementReport report(Element element, ElementState state) {
        ElementSettings settings = element.settings();
        return new ElementReport(
                element.id(),
                settings.mechanism(),
                settings.backend(),
                status(state),
                reason(state),
                element.counters().read());
    }

    private static Status status(ElementState state) {
        return switch (state) {
            case ElementState.Running _ -> Status.RUNNING;
            case ElementState.NotInstalled _ -> Status.NOT_INSTALLED;
            case ElementState.Failed _ -> Status.FAILED;
            case ElementState.Disabled _ -> Status.DISABLED;
        };
    }

    private static String reason(ElementState state) {
        return switch (state) {
            case ElementState.Running(LiveAuthenticator _, Candidate candidate) ->
                candidate.version().toString();
            case ElementState.Failed(String reason) -> reason;
            case ElementState.NotInstalled _, ElementState.Disabled _ -> "";
        };
    }

    /** Rejects every client from now on, retires all authenticators, and ends its threads. */
    @Override
    public void close() {
        closed = true;
        eachAtOnce(ElementSupervisor::close);
        // Time-outs still pending are run, so that the last calls end too; then the pool goes.
        timer.shutdown();
    }

    private void eachAtOnce(Consumer<ElementSupervisor> task) {
        List<Thread> threads = supervisors.values().stream()
                .map(supervisor -> Thread.ofPlatform()
                        .name("auth chain")
                        .inheritInheritableThreadLocals(false)
                        .start(() -> task.accept(supervisor)))
                .toList();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    // Each of them ends in bounded time; to leave before would leave authenticators behind.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** An exchange that is over before any authenticator was asked. */
    private record Decided(CompletableFuture<AuthenticationResult> result) implements Exchange {
        Decided(AuthenticationResult decision) {
            this(CompletableFuture.completedFuture(decision));
        }

        @Override
        public CompletableFuture<AuthenticationResult> proceed(byte[] data) {
            return CompletableFuture.completedFuture(AuthenticationResult.reject(Reason.SERVER_UNAVAILABLE));
        }

        @Override
        public void abandon() {
            // holds nothing
        }
    }
}
