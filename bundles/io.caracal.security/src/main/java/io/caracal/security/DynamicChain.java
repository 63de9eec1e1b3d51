package io.caracal.security;

import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.AuthenticationMonitor;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.api.config.PreparedChange;
import java.util.Collection;
import java.util.HashMap;
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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authentication chain over factories that come and go. Factories may be added before {@link #start}, which then starts all
 * elements at once, and at any time after it.
 */
public final class DynamicChain implements AuthenticationChain, AuthenticationMonitor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DynamicChain.class);

    private volatile AuthenticationLimits limits;
    private volatile AuthenticationSettings settings;
    private final FactoryRegistry<AuthenticatorFactory<?>> factories = new FactoryRegistry<>();
    // A pool of its own, since what others run in the common one must not hold up time-outs; scheduling there takes no
    // lock.
    private final ScheduledExecutorService timer = new ForkJoinPool(1);
    private final CurrentChain chain;
    private volatile Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> supervisors;
    /** Of a change that is prepared, not yet in the chain. */
    private volatile Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> pending = Map.of();

    private volatile boolean started;
    private volatile boolean closed;

    public DynamicChain(AuthenticationSettings settings, AuthenticationLimits limits) {
        this.settings = settings;
        this.limits = limits;
        List<Element> elements = settings.chain().stream().map(Element::new).toList();
        this.chain = new CurrentChain(elements);
        this.supervisors = elements.stream()
                .filter(element -> element.settings().enable())
                .collect(Collectors.toUnmodifiableMap(Element::id, this::supervise));
    }

    private ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>> supervise(Element element) {
        return new ElementSupervisor<>(
                ChainKind.AUTHENTICATION, element, factories, new AuthenticatorCreation(element, () -> limits, timer));
    }

    /** Starts every element with the factories added so far; returns when all run or have failed. */
    public void start() {
        started = true;
        eachAtOnce(supervisors.values(), ElementSupervisor::reconcile);
    }

    AuthenticationSettings settings() {
        return settings;
    }

    AuthenticationLimits limits() {
        return limits;
    }

    FactoryRegistry<AuthenticatorFactory<?>> factories() {
        return factories;
    }

    /** Other bounds hold from now on. */
    void follow(AuthenticationLimits changed) {
        limits = changed;
        for (Element element : chain.get()) {
            if (element.state()
                    instanceof
                    ElementState.Running<LiveAuthenticator, AuthenticatorFactory<?>>(var authenticator, var _)) {
                authenticator.limitsChanged();
            }
        }
    }

    /**
     * Prepares another chain: elements that stay the same go on in it as they are, the others are created and started beside those
     * that serve. One change at a time.
     *
     * @throws ElementException if an element cannot be started; nothing has changed
     */
    PreparedChange prepare(AuthenticationSettings wanted) throws ElementException {
        return ChainChange.prepare(this, wanted);
    }

    /** The elements that clients pass now. */
    List<Element> current() {
        return chain.get();
    }

    /** Starts elements that are not in the chain yet, and keeps them in line with the factories. */
    Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> begin(List<Element> added) {
        Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> starting =
                added.stream().collect(Collectors.toUnmodifiableMap(Element::id, this::supervise));
        pending = starting;
        eachAtOnce(starting.values(), ElementSupervisor::prepare);
        return starting;
    }

    /** Gives up what was begun. */
    void giveUp(Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> starting) {
        pending = Map.of();
        eachAtOnce(starting.values(), supervisor -> supervisor.close("the change was given up"));
    }

    /** Makes other elements the chain; those that left it finish what is under way. */
    void become(
            AuthenticationSettings wanted,
            List<Element> elements,
            Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> starting) {
        Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> before = supervisors;
        Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> after = new HashMap<>(before);
        after.values().removeIf(supervisor -> !elements.contains(supervisor.element()));
        after.putAll(starting);
        settings = wanted;
        supervisors = Map.copyOf(after);
        pending = Map.of();
        if (!elements.equals(chain.get())) {
            chain.set(elements);
        }
        starting.values().forEach(ElementSupervisor::announce);
        List<ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> gone = before.values().stream()
                .filter(supervisor -> !after.containsValue(supervisor))
                .toList();
        // Decisions under way may take their time, which whoever changed the configuration need not wait for.
        Thread.ofVirtual()
                .name("auth chain")
                .start(() -> eachAtOnce(gone, supervisor -> supervisor.close("its element left the chain")));
    }

    /** A factory came: returns when the element of its type, if there is one, runs or has failed with it. */
    public void add(FactoryRank rank, AuthenticatorFactory<?> factory) {
        try {
            String type = BoundedCall.call(
                    "auth factory",
                    limits.startTimeout(),
                    () -> ElementSettings.id(factory.mechanism(), factory.backend()),
                    _ -> {});
            factories.add(new Candidate<>(rank, type, factory));
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
        Candidate<AuthenticatorFactory<?>> candidate = factories.remove(serviceId);
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
        for (ElementSupervisor supervisor : supervising(type)) {
            if (started) {
                supervisor.reconcile();
            }
        }
    }

    /** A change that is prepared may become the chain, or not; both have to take account of factories. */
    private List<ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> supervising(String type) {
        return Stream.of(Optional.ofNullable(pending.get(type)), Optional.ofNullable(supervisors.get(type)))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    @Override
    public boolean open() {
        return chain.get().isEmpty();
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
        return chain.get().stream()
                .map(element -> report(element, element.state()))
                .toList();
    }

    private static ElementReport report(
            Element element, ElementState<LiveAuthenticator, AuthenticatorFactory<?>> state) {
        ElementSettings settings = element.settings();
        return new ElementReport(
                element.id(),
                settings.mechanism(),
                settings.backend(),
                status(state),
                reason(state),
                element.counters().read());
    }

    private static Status status(ElementState<LiveAuthenticator, AuthenticatorFactory<?>> state) {
        return switch (state) {
            case ElementState.Running<LiveAuthenticator, AuthenticatorFactory<?>> _ -> Status.RUNNING;
            case ElementState.NotInstalled<LiveAuthenticator, AuthenticatorFactory<?>> _ -> Status.NOT_INSTALLED;
            case ElementState.Failed<LiveAuthenticator, AuthenticatorFactory<?>> _ -> Status.FAILED;
            case ElementState.Disabled<LiveAuthenticator, AuthenticatorFactory<?>> _ -> Status.DISABLED;
        };
    }

    private static String reason(ElementState<LiveAuthenticator, AuthenticatorFactory<?>> state) {
        return switch (state) {
            case ElementState.Running<LiveAuthenticator, AuthenticatorFactory<?>>(var _, var candidate) ->
                candidate.version().toString();
            case ElementState.Failed<LiveAuthenticator, AuthenticatorFactory<?>>(String reason) -> reason;
            case ElementState.NotInstalled<LiveAuthenticator, AuthenticatorFactory<?>> _,
                    ElementState.Disabled<LiveAuthenticator, AuthenticatorFactory<?>> _ -> "";
        };
    }

    /** Rejects every client from now on, retires all authenticators, and ends its threads. */
    @Override
    public void close() {
        closed = true;
        eachAtOnce(supervisors.values(), supervisor -> supervisor.close("the broker stops"));
        // Time-outs still pending are run, so that the last calls end too; then the pool goes.
        timer.shutdown();
    }

    private static void eachAtOnce(
            Collection<ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> all,
            Consumer<ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> task) {
        List<Thread> threads = all.stream()
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
