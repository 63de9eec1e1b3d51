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
 * retired. There is no moment without an authenticator, and none in which a closed one is asked.
 */
final class ElementSupervisor {
    private static final Logger LOG = LoggerFactory.getLogger(ElementSupervisor.class);

    private final Element element;
    private final FactoryRegistry factories;
    private final AuthenticatorCreation creation;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;
    private boolean quiet;

    ElementSupervisor(Element element, FactoryRegistry factories, AuthenticatorCreation creation) {
        this.element = element;
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
            report(new ElementState.Disabled(), element.state());
        } finally {
            lock.unlock();
        }
        // A factory may have come or gone meanwhile.
        reconcile();
    }

    Element element() {
        return element;
    }

    /** Rejects every client from now on and retires what served. */
    void close(String reason) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                replace(new ElementState.Failed(reason));
            }
        } finally {
            lock.unlock();
        }
    }

    private void choose() {
        String firstFailure = null;
        for (Candidate candidate : factories.ranked(element.id())) {
            if (candidate == serving()) {
                if (firstFailure != null) {
                    LOG.warn("authentication element={} stays with version={}", element.id(), candidate.version());
                }
                return;
            }
            switch (creation.create(candidate)) {
                case AuthenticatorCreation.Outcome.Created(LiveAuthenticator authenticator)
                when candidate.withdrawn() -> authenticator.retire();
                case AuthenticatorCreation.Outcome.Created(LiveAuthenticator authenticator) -> {
                    candidate.tried(Optional.empty());
                    replace(new ElementState.Running(authenticator, candidate));
                    return;
                }
                case AuthenticatorCreation.Outcome.Failed(String reason) -> {
                    LOG.warn(
                            "authentication element={} version={} cannot serve: {}",
                            element.id(),
                            candidate.version(),
                            reason);
                    candidate.tried(Optional.of(reason));
                    firstFailure = firstFailure == null ? reason : firstFailure;
                }
            }
        }
        replace(firstFailure == null ? new ElementState.NotInstalled() : new ElementState.Failed(firstFailure));
    }

    private @Nullable Candidate serving() {
        return element.state() instanceof ElementState.Running(LiveAuthenticator _, Candidate candidate)
                ? candidate
                : null;
    }

    private void replace(ElementState next) {
        ElementState before = element.state();
        element.state(next);
        if (!quiet) {
            report(before, next);
        }
        if (before instanceof ElementState.Running(LiveAuthenticator authenticator, Candidate _)) {
            authenticator.retire();
        }
    }

    private void report(ElementState before, ElementState next) {
        String id = element.id();
        switch (next) {
            case ElementState.Running(LiveAuthenticator _, Candidate candidate) ->
                LOG.info(
                        "authentication element={} status=running version={}{}",
                        id,
                        candidate.version(),
                        insteadOf(before));
            // At start this is how it begins, before plugins are looked for.
            case ElementState.NotInstalled _
            when before instanceof ElementState.NotInstalled ->
                LOG.info("authentication element={} waits for a bundle that brings this type", id);
            case ElementState.NotInstalled _ ->
                LOG.warn(
                        "authentication element={} status=\"type not installed\", every client that reaches it is rejected"
                                + " until a bundle brings this type",
                        id);
            case ElementState.Failed _ when closed -> LOG.debug("authentication element={} closes", id);
            case ElementState.Failed(String reason) ->
                LOG.warn(
                        "authentication element={} status=failed, every client that reaches it is rejected: {}",
                        id,
                        reason);
            case ElementState.Disabled _ -> LOG.info("authentication element={} status=disabled", id);
        }
    }

    private static String insteadOf(ElementState before) {
        return before instanceof ElementState.Running(LiveAuthenticator _, Candidate candidate)
                ? " instead of " + candidate.version()
                : "";
    }
}
