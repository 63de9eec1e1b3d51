package io.caracal.itests.conformance.authenticator;

/** Nothing to set. */
public record ChallengeSettings() {}
