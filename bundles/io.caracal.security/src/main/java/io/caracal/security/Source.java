package io.caracal.security;

import io.caracal.api.auth.AuthorizerFactory;

/**
 * One source of authorization: what stays while the bundles that serve it come and go. With other settings it is another one. Compared by
 * identity.
 */
final class Source implements SupervisedElement<LiveAuthorizer, AuthorizerFactory<?>> {
    private final SourceSettings settings;
    private final SourceCounters counters = new SourceCounters();
    private final ProblemLog problems;
    private final Runnable changed;
    private volatile ElementState<LiveAuthorizer, AuthorizerFactory<?>> state;

    /** @param changed runs whenever another one serves, or none */
    Source(SourceSettings settings, Runnable changed) {
        this.settings = settings;
        this.changed = changed;
        this.problems = new ProblemLog(ChainKind.AUTHORIZATION, settings.type());
        this.state = settings.enable() ? new ElementState.NotInstalled<>() : new ElementState.Disabled<>();
    }

    @Override
    public String id() {
        return settings.type();
    }

    SourceSettings settings() {
        return settings;
    }

    SourceCounters counters() {
        return counters;
    }

    ProblemLog problems() {
        return problems;
    }

    @Override
    public ElementState<LiveAuthorizer, AuthorizerFactory<?>> state() {
        return state;
    }

    @Override
    public void state(ElementState<LiveAuthorizer, AuthorizerFactory<?>> next) {
        state = next;
        changed.run();
    }

    /** The rules of what serves it have changed. */
    void rulesChanged() {
        changed.run();
    }
}
