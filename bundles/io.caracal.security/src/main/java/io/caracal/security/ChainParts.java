package io.caracal.security;

import io.caracal.api.auth.AuthenticatorFactory;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * What all chains share.
 *
 * @param factories the factories that are present
 * @param timer for time-outs
 * @param limits the bounds that hold now
 * @param services what authenticators are offered
 */
record ChainParts(
        FactoryRegistry<AuthenticatorFactory<?>> factories,
        ScheduledExecutorService timer,
        Supplier<AuthenticationLimits> limits,
        AuthenticatorServices services) {}
