package io.caracal.security;

import io.caracal.api.auth.AuthenticatorFactory;
import java.util.Optional;

/**
 * One element of the chain: what stays while the bundles that serve it come and go. With other settings it is another one.
 * Compared by identity.
 */
final class Element implements SupervisedElement<LiveAuthenticator, AuthenticatorFactory<?>> {
    private final ElementSettings settings;
    private final ElementCounters counters = new ElementCounters();
    private final ProblemLog problems;
    private volatile ElementState<LiveAuthenticator, AuthenticatorFactory<?>> state;

    Element(ChainKind kind, ElementSettings settings) {
        this.settings = settings;
        this.problems = new ProblemLog(kind, settings.id());
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

    /** What serves it now. */
    Optional<LiveAuthenticator> serving() {
        return state
                        instanceof
                        ElementState.Running<LiveAuthenticator, AuthenticatorFactory<?>>(var authenticator, var _)
                ? Optional.of(authenticator)
                : Optional.empty();
    }

    /** The version that serves, or why none does; for operators. */
    String reason() {
        return switch (state) {
            case ElementState.Running<LiveAuthenticator, AuthenticatorFactory<?>>(var _, var candidate) ->
                candidate.version().toString();
            case ElementState.Failed<LiveAuthenticator, AuthenticatorFactory<?>>(String reason) -> reason;
            case ElementState.NotInstalled<LiveAuthenticator, AuthenticatorFactory<?>> _,
                    ElementState.Disabled<LiveAuthenticator, AuthenticatorFactory<?>> _ -> "";
        };
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
