package io.caracal.auth.scram;

import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.AuthenticatorFactory;
import org.osgi.service.component.annotations.Component;

/** Brings {@code {mechanism = scram, backend = built_in_database}}. */
@Component(service = AuthenticatorFactory.class)
public final class ScramAuthenticatorFactory implements AuthenticatorFactory<ScramSettings> {

    @Override
    public String mechanism() {
        return "scram";
    }

    @Override
    public String backend() {
        return "built_in_database";
    }

    @Override
    public Class<ScramSettings> settingsType() {
        return ScramSettings.class;
    }

    @Override
    public Authenticator create(ScramSettings settings, AuthenticatorContext context) {
        return new ScramAuthenticator(settings, context);
    }
}
