package io.caracal.security;

import io.caracal.api.auth.AuthenticationChain.Exchange;
import io.caracal.api.auth.AuthenticationMonitor.ElementReport;
import io.caracal.api.auth.AuthenticationMonitor.Status;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticatorFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One chain: that of the broker, or that of a listener. Its elements are started all at once, and changed while clients pass. */
final class ElementChain {
    private final String name;
    private final ChainKind kind;
    private final ChainParts parts;
    private final CurrentChain chain;
    private final InProgress inProgress = new InProgress();
    private volatile AuthenticationSettings settings;
    private volatile Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> supervisors;
    /** Of a change that is prepared, not yet in the chain. */
    private volatile Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> pending = Map.of();

    private volatile boolean started;

    /** @param name empty for the chain of the broker, else the listener's id */
    ElementChain(String name, AuthenticationSettings settings, ChainParts parts) {
        this.name = name;
        this.kind = name.isEmpty() ? ChainKind.AUTHENTICATION : ChainKind.ofListener(name);
        this.parts = parts;
        this.settings = settings;
        List<Element> elements = settings.chain().stream().map(this::element).toList();
        this.chain = new CurrentChain(elements);
        this.supervisors = elements.stream()
                .filter(element -> element.settings().enable())
                .collect(Collectors.toUnmodifiableMap(Element::id, this::supervise));
    }

    Element element(ElementSettings of) {
        return new Element(kind, of);
    }

    private ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>> supervise(Element element) {
        return new ElementSupervisor<>(
                kind, element, parts.factories(), new AuthenticatorCreation(name, element, parts));
    }

    /** Starts every element with the factories that are there; returns when all run or have failed. */
    void start() {
        started = true;
        eachAtOnce(supervisors.values(), ElementSupervisor::reconcile);
    }

    AuthenticationSettings settings() {
        return settings;
    }

    ChainParts parts() {
        return parts;
    }

    /** The elements that clients pass now. */
    List<Element> current() {
        return chain.get();
    }

    boolean empty() {
        return chain.get().isEmpty();
    }

    Exchange begin(AuthenticationRequest request) {
        AuthenticationLimits limits = parts.limits().get();
        return inProgress.full(limits.maxInProgress())
                ? new DecidedExchange(
                        AuthenticationResult.reject(limits.overloadReason().reason()))
                : ChainExchange.begin(chain, inProgress, request);
    }

    /** How many clients pass it just now. */
    InProgress inProgress() {
        return inProgress;
    }

    /** Other bounds hold from now on. */
    void limitsChanged() {
        for (Element element : chain.get()) {
            element.serving().ifPresent(LiveAuthenticator::limitsChanged);
        }
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
    void giveUp(Collection<ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> starting) {
        pending = pending.entrySet().stream()
                .filter(each -> !starting.contains(each.getValue()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        eachAtOnce(starting, supervisor -> supervisor.close("the change was given up"));
    }

    /** Makes other elements the chain; those that left it finish what is under way. */
    void become(
            AuthenticationSettings wanted,
            List<Element> elements,
            Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> starting) {
        Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> before = supervisors;
        Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> after = new HashMap<>(before);
        after.values().removeIf(supervisor -> elements.stream().noneMatch(e -> e == supervisor.element()));
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
        inBackground(() -> eachAtOnce(gone, supervisor -> supervisor.close("its element left the chain")));
    }

    /** Decisions under way may take their time, which whoever changed the configuration need not wait for. */
    static void inBackground(Runnable task) {
        Thread.ofVirtual().name("auth chain").start(task);
    }

    /** A factory of that type came or is about to go: returns when this has been taken account of. */
    void reconcile(String type) {
        if (started) {
            // A change that is prepared may become the chain, or not; both have to take account of factories.
            Stream.of(Optional.ofNullable(pending.get(type)), Optional.ofNullable(supervisors.get(type)))
                    .flatMap(Optional::stream)
                    .distinct()
                    .forEach(ElementSupervisor::reconcile);
        }
    }

    List<ElementReport> report() {
        return chain.get().stream()
                .map(element -> report(element, element.state()))
                .toList();
    }

    private static ElementReport report(
            Element element, ElementState<LiveAuthenticator, AuthenticatorFactory<?>> state) {
        ElementSettings settings = element.settings();
        Status status =
                switch (state) {
                    case ElementState.Running<LiveAuthenticator, AuthenticatorFactory<?>> _ -> Status.RUNNING;
                    case ElementState.NotInstalled<LiveAuthenticator, AuthenticatorFactory<?>> _ ->
                        Status.NOT_INSTALLED;
                    case ElementState.Failed<LiveAuthenticator, AuthenticatorFactory<?>> _ -> Status.FAILED;
                    case ElementState.Disabled<LiveAuthenticator, AuthenticatorFactory<?>> _ -> Status.DISABLED;
                };
        return new ElementReport(
                element.id(),
                settings.mechanism(),
                settings.backend(),
                status,
                element.reason(),
                element.counters().read());
    }

    /** Rejects every client from now on and retires all authenticators; returns when that is done. */
    void close(String reason) {
        eachAtOnce(supervisors.values(), supervisor -> supervisor.close(reason));
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
}
