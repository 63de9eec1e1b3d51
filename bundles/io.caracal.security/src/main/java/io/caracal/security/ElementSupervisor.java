package io.caracal.security;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one element served by the best factory there is. One change at a time, each in bounded time; the clients, who only read
 * the snapshot, never wait for it.
 *
 * <p>The order is what makes an update safe: the successor is created first, then put into the snapshot, then the predecessor is
 * retired. There is no moment without one that serves, and none in which a closed one is asked.
 *
 * @param <L> what serves the element
 * @param <F> what makes that
 */
final class ElementSupervisor<L extends Retirable, F> {
    private static final Logger LOG = LoggerFactory.getLogger(ElementSupervisor.class);

    private final ChainKind kind;
    private final SupervisedElement<L, F> element;
    private final String prefix;
    private final FactoryRegistry<F> factories;
    private final ProviderCreation<L, F> creation;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;
    private boolean quiet;

    ElementSupervisor(
            ChainKind kind,
            SupervisedElement<L, F> element,
            FactoryRegistry<F> factories,
            ProviderCreation<L, F> creation) {
        this.kind = kind;
        this.element = element;
        this.prefix = kind.prefix(element.id());
        this.factories = factories;
        this.creation = creation;
    }

    /** Called whenever a factory of the element's type came or went; returns when the element has taken account of it. */
    void reconcile() {
        lock.lock();
        try {
            if (!closed) {
                choose();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Starts an element that is not in the chain yet; nothing is logged before {@link #announce}. */
    void prepare() {
        quiet = true;
        reconcile();
    }

    /** The element is in the chain now. */
    void announce() {
        lock.lock();
        try {
            quiet = false;
            report(new ElementState.Disabled<>(), element.state());
        } finally {
            lock.unlock();
        }
        // A factory may have come or gone meanwhile.
        reconcile();
    }

    SupervisedElement<L, F> element() {
        return element;
    }

    /** Refuses everybody from now on and retires what served. */
    void close(String reason) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                replace(new ElementState.Failed<>(reason));
            }
        } finally {
            lock.unlock();
        }
    }

    private void choose() {
        String firstFailure = null;
        for (Candidate<F> candidate : factories.ranked(element.id())) {
            if (candidate == serving()) {
                if (firstFailure != null) {
                    LOG.warn("{} stays with version={}", prefix, candidate.version());
                }
                return;
            }
            switch (creation.create(candidate)) {
                case ProviderCreation.Outcome.Created<L>(L live) when candidate.withdrawn() -> live.retire();
                case ProviderCreation.Outcome.Created<L>(L live) -> {
                    candidate.tried(Optional.empty());
                    replace(new ElementState.Running<>(live, candidate));
                    return;
                }
                case ProviderCreation.Outcome.Failed<L>(String reason) -> {
                    LOG.warn("{} version={} cannot serve: {}", prefix, candidate.version(), reason);
                    candidate.tried(Optional.of(reason));
                    firstFailure = firstFailure == null ? reason : firstFailure;
                }
            }
        }
        replace(firstFailure == null ? new ElementState.NotInstalled<>() : new ElementState.Failed<>(firstFailure));
    }

    private @Nullable Candidate<F> serving() {
        return element.state() instanceof ElementState.Running<L, F>(L _, Candidate<F> candidate) ? candidate : null;
    }

    private void replace(ElementState<L, F> next) {
        ElementState<L, F> before = element.state();
        element.state(next);
        if (!quiet) {
            report(before, next);
        }
        if (before instanceof ElementState.Running<L, F>(L live, Candidate<F> _)) {
            live.retire();
        }
    }

    private void report(ElementState<L, F> before, ElementState<L, F> next) {
        switch (next) {
            case ElementState.Running<L, F>(L _, Candidate<F> candidate) ->
                LOG.info("{} status=running version={}{}", prefix, candidate.version(), insteadOf(before));
            // At start this is how it begins, before plugins are looked for.
            case ElementState.NotInstalled<L, F> _
            when before instanceof ElementState.NotInstalled<L, F> ->
                LOG.info("{} waits for a bundle that brings this type", prefix);
            case ElementState.NotInstalled<L, F> _ ->
                LOG.warn(
                        "{} status=\"type not installed\", {} until a bundle brings this type",
                        prefix,
                        kind.consequence());
            case ElementState.Failed<L, F> _ when closed -> LOG.debug("{} closes", prefix);
            case ElementState.Failed<L, F>(String reason) ->
                LOG.warn("{} status=failed, {}: {}", prefix, kind.consequence(), reason);
            case ElementState.Disabled<L, F> _ -> LOG.info("{} status=disabled", prefix);
        }
    }

    private static <L, F> String insteadOf(ElementState<L, F> before) {
        return before instanceof ElementState.Running<L, F>(L _, Candidate<F> candidate)
                ? " instead of " + candidate.version()
                : "";
    }
}
