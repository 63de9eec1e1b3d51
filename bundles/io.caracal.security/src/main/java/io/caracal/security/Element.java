package io.caracal.security;

/**
 * One element of the chain: what stays while the bundles that serve it come and go. Compared by identity.
 */
final class Element {
    private final ElementSettings settings;
    private final ElementCounters counters = new ElementCounters();
    private final ProblemLog problems;

    Element(ElementSettings settings) {
        this.settings = settings;
        this.problems = new ProblemLog(settings.id());
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

    /** What the element is before any factory was looked at. */
    ElementState initialState() {
        return settings.enable() ? new ElementState.NotInstalled() : new ElementState.Disabled();
    }
}
