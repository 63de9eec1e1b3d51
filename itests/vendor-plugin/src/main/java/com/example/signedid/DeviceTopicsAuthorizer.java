package com.example.signedid;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRule.Action;
import io.caracal.api.auth.AclRules;
import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.Authorizer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Allows a device what is below its own topic, denies it what is below those of others, and leaves everything else to the next
 * source. The broker's own rules say it, which know what a filter with wildcards covers.
 */
final class DeviceTopicsAuthorizer implements Authorizer {
    private final AclRules rules;

    DeviceTopicsAuthorizer(DeviceTopicsSettings settings) {
        String own = settings.prefix() + "/${client_attrs." + settings.nameAttribute() + "}/#";
        rules = AclRules.of(List.of(
                new AclRule(true, Action.ALL, own), new AclRule(false, Action.ALL, settings.prefix() + "/#")));
    }

    /** Waits for nothing, so it answers at once, on the calling thread. */
    @Override
    public CompletionStage<Authorization> authorize(AuthorizationRequest request) {
        return CompletableFuture.completedStage(rules.decide(request));
    }

    @Override
    public void close() {
        // started nothing
    }
}
