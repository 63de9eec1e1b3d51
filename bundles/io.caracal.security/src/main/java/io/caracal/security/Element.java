package io.caracal.security;

import io.caracal.api.auth.AuthenticatorFactory;

/**
 * One element of the chain: what stays while the bundles that serve it come and go. With other settings it is another one.
 * Compared by identity.
 */
final class Element implements SupervisedElement<LiveAuthenticator, AuthenticatorFactory<?>> {
    private final ElementSettings settings;
    private final ElementCounters counters = new ElementCounters();
    private final ProblemLog problems;
    private volatile ElementState<LiveAuthenticator, AuthenticatorFactory<?>> state;

    Element(ElementSettings settings) {
        this.settings = settings;
        this.problems = new ProblemLog(ChainKind.AUTHENTICATION, settings.id());
        this.state = settings.enable() ? new ElementState.NotInstalled<>() : new ElementState.Disabled<>();
    }

    @Override
    public String id() {
        return settings.id();
    }

    ElementSettings settings() {
        return settings;
    }

    ElementCounters counters() {
        return counters;
    }

    ProblemLog problems() {
        return problems;
    }

    /** Read by clients on their way, without a lock; changed by the element's supervisor. */
    @Override
    public ElementState<LiveAuthenticator, AuthenticatorFactory<?>> state() {
        return state;
    }

    @Override
    public void state(ElementState<LiveAuthenticator, AuthenticatorFactory<?>> next) {
        state = next;
    }
}
