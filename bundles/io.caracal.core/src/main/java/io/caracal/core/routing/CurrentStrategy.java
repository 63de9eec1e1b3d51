package io.caracal.core.routing;

/** The strategy of all groups of a routing table; it may change at any time. */
final class CurrentStrategy {
    private volatile SharedStrategy strategy;

    CurrentStrategy(SharedStrategy strategy) {
        this.strategy = strategy;
    }

    SharedStrategy get() {
        return strategy;
    }

    void set(SharedStrategy other) {
        strategy = other;
    }
}
