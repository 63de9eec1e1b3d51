package io.caracal.security;

import io.caracal.guard.BoundedCall;
import io.caracal.guard.FactoryRank;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The elements of a chain, in order, and what keeps each of them served while factories come and go. The list is read without a lock and
 * replaced as a whole.
 *
 * @param <E> an element
 * @param <L> what serves one
 * @param <F> what makes that
 */
final class SupervisedElements<E extends SupervisedElement<L, F>, L extends Retirable, F> {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedElements.class);

    private final ChainKind kind;
    private final Function<E, ProviderCreation<L, F>> creation;
    private final FactoryRegistry<F> factories = new FactoryRegistry<>();
    private volatile List<E> elements = List.of();
    private volatile Map<String, ElementSupervisor<L, F>> supervisors = Map.of();
    /** Of a change that is prepared, not yet in the chain. */
    private volatile Map<String, ElementSupervisor<L, F>> pending = Map.of();

    private volatile boolean started;

    SupervisedElements(ChainKind kind, Function<E, ProviderCreation<L, F>> creation) {
        this.kind = kind;
        this.creation = creation;
    }

    /** Elements that begin the chain, before {@link #start}. */
    void first(List<E> all) {
        elements = List.copyOf(all);
        supervisors = supervise(all.stream()
                .filter(element -> !(element.state() instanceof ElementState.Disabled<L, F>))
                .toList());
    }

    private Map<String, ElementSupervisor<L, F>> supervise(List<E> some) {
        return some.stream()
                .collect(Collectors.toUnmodifiableMap(
                        SupervisedElement::id,
                        element -> new ElementSupervisor<>(kind, element, factories, creation.apply(element))));
    }

    /** Starts every element with the factories added so far; returns when all run or have failed. */
    void start() {
        started = true;
        eachAtOnce(supervisors.values(), ElementSupervisor::reconcile);
    }

    /** The elements that clients pass now; the same list as long as they are the same. */
    List<E> current() {
        return elements;
    }

    FactoryRegistry<F> factories() {
        return factories;
    }

    /** Starts elements that are not in the chain yet, and keeps them in line with the factories. */
    Map<String, ElementSupervisor<L, F>> begin(List<E> added) {
        Map<String, ElementSupervisor<L, F>> starting = supervise(added);
        pending = starting;
        eachAtOnce(starting.values(), ElementSupervisor::prepare);
        return starting;
    }

    /** Gives up what was begun. */
    void giveUp(Map<String, ElementSupervisor<L, F>> starting) {
        pending = Map.of();
        eachAtOnce(starting.values(), supervisor -> supervisor.close("the change was given up"));
    }

    /** Makes other elements the chain; those that left it finish what is under way. */
    void become(List<E> others, Map<String, ElementSupervisor<L, F>> starting) {
        Map<String, ElementSupervisor<L, F>> before = supervisors;
        Map<String, ElementSupervisor<L, F>> after = new HashMap<>(before);
        after.values().removeIf(supervisor -> others.stream().noneMatch(each -> each == supervisor.element()));
        after.putAll(starting);
        supervisors = Map.copyOf(after);
        pending = Map.of();
        elements = List.copyOf(others);
        starting.values().forEach(ElementSupervisor::announce);
        List<ElementSupervisor<L, F>> gone = before.values().stream()
                .filter(supervisor -> !after.containsValue(supervisor))
                .toList();
        // Decisions under way may take their time, which whoever changed the configuration need not wait for.
        Thread.ofVirtual()
                .name("chain change")
                .start(() -> eachAtOnce(gone, supervisor -> supervisor.close("it left the chain")));
    }

    /**
     * A factory came: returns when the element of its type, if there is one, runs or has failed with it.
     *
     * @param type asks the factory, which is foreign code
     */
    void add(FactoryRank rank, F factory, Callable<String> type, Duration limit) {
        try {
            String named = BoundedCall.call("factory type", limit, type, _ -> {});
            factories.add(new Candidate<>(rank, named, factory));
            reconcile(named);
        } catch (ExecutionException e) {
            LOG.warn(
                    "{} factory version={} does not tell its type, not used",
                    kind.contract(),
                    rank.version(),
                    e.getCause());
        } catch (TimeoutException e) {
            LOG.warn(
                    "{} factory version={} to tell its type {}, not used",
                    kind.contract(),
                    rank.version(),
                    e.getMessage());
        }
    }

    /** A factory is about to go: returns when nothing of it is in use any more. */
    void remove(long serviceId) {
        Candidate<F> candidate = factories.remove(serviceId);
        if (candidate != null) {
            reconcile(candidate.type());
        }
    }

    /** The type of the elements that the factory of that service can serve; empty if there is no such factory. */
    Optional<String> type(long serviceId) {
        return factories.find(serviceId).map(Candidate::type);
    }

    /** Why the factory of that service does not serve though it was tried; empty if nothing speaks against it. */
    Optional<String> objection(long serviceId) {
        return factories.find(serviceId).flatMap(candidate -> candidate
                .failure()
                .map(reason -> kind.contract() + " " + kind.element() + " " + candidate.type() + ": " + reason));
    }

    private void reconcile(String type) {
        if (!started) {
            return;
        }
        // A change that is prepared may become the chain, or not; both have to take account of factories.
        Stream.of(Optional.ofNullable(pending.get(type)), Optional.ofNullable(supervisors.get(type)))
                .flatMap(Optional::stream)
                .distinct()
                .forEach(ElementSupervisor::reconcile);
    }

    /** Refuses everybody from now on, and retires all that serves. */
    void close(String reason) {
        eachAtOnce(supervisors.values(), supervisor -> supervisor.close(reason));
    }

    private static <T> void eachAtOnce(Collection<T> all, Consumer<T> task) {
        List<Thread> threads = all.stream()
                .map(each -> Thread.ofPlatform()
                        .name("chain elements")
                        .inheritInheritableThreadLocals(false)
                        .start(() -> task.accept(each)))
                .toList();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    // Each of them ends in bounded time; to leave before would leave providers behind.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
