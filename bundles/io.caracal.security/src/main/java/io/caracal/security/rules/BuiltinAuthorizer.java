package io.caracal.security.rules;

import io.caracal.api.auth.AclRules;
import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.AuthorizerContext;
import java.util.concurrent.CompletionStage;

/** Decides by the rules on the broker's disk. */
final class BuiltinAuthorizer implements Authorizer {
    private final DiskRules rules;
    private final Runnable changed;

    BuiltinAuthorizer(DiskRules rules, AuthorizerContext context) {
        this.rules = rules;
        this.changed = context::changed;
        rules.onChange(changed);
    }

    @Override
    public CompletionStage<Authorization> authorize(AuthorizationRequest request) {
        return rules.of(request.facts().clientId(), request.facts().username())
                .thenApply(found -> AclRules.of(found).decide(request));
    }

    @Override
    public void close() {
        rules.forget(changed);
    }
}
