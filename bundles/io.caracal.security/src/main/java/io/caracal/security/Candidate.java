package io.caracal.security;

import io.caracal.guard.BundleVersion;
import io.caracal.guard.FactoryRank;
import java.util.Optional;

/**
 * A factory that is present, under the type that it named when it came. Compared by identity.
 *
 * @param <F> the contract that it is a factory of
 */
final class Candidate<F> {
    private final FactoryRank rank;
    private final String type;
    private final F factory;
    private volatile boolean withdrawn;
    private volatile Optional<String> failure = Optional.empty();

    Candidate(FactoryRank rank, String type, F factory) {
        this.rank = rank;
        this.type = type;
        this.factory = factory;
    }

    FactoryRank rank() {
        return rank;
    }

    /** The id of the elements that it can serve. */
    String type() {
        return type;
    }

    F factory() {
        return factory;
    }

    BundleVersion version() {
        return rank.version();
    }

    /** True as soon as the factory's bundle is about to go. */
    boolean withdrawn() {
        return withdrawn;
    }

    void withdraw() {
        withdrawn = true;
    }

    /** Why the last attempt to let it serve failed; empty if it did not. */
    Optional<String> failure() {
        return failure;
    }

    void tried(Optional<String> outcome) {
        failure = outcome;
    }
}
