package io.caracal.security;

/**
 * One element of the chain: what stays while the bundles that serve it come and go. With other settings it is another one.
 * Compared by identity.
 */
final class Element {
    private final ElementSettings settings;
    private final ElementCounters counters = new ElementCounters();
    private final ProblemLog problems;
    private volatile ElementState state;

    Element(ElementSettings settings) {
        this.settings = settings;
        this.problems = new ProblemLog(settings.id());
        this.state = settings.enable() ? new ElementState.NotInstalled() : new ElementState.Disabled();
    }

    String id() {
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
    ElementState state() {
        return state;
    }

    void state(ElementState next) {
        state = next;
    }
}
