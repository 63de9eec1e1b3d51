package io.caracal.security;

import io.caracal.api.auth.AuthenticatorFactory;
import java.util.Optional;

/** A factory that is present, under the type that it named when it came. Compared by identity. */
final class Candidate {
    private final FactoryRank rank;
    private final String type;
    private final AuthenticatorFactory<?> factory;
    private volatile boolean withdrawn;
    private volatile Optional<String> failure = Optional.empty();

    Candidate(FactoryRank rank, String type, AuthenticatorFactory<?> factory) {
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

    AuthenticatorFactory<?> factory() {
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
