package io.caracal.auth.builtin;

import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.AuthenticatorFactory;
import org.osgi.service.component.annotations.Component;

/** Brings {@code {mechanism = password_based, backend = built_in_database}}. */
@Component(service = AuthenticatorFactory.class)
public final class BuiltinAuthenticatorFactory implements AuthenticatorFactory<BuiltinSettings> {

    @Override
    public String mechanism() {
        return "password_based";
    }

    @Override
    public String backend() {
        return "built_in_database";
    }

    @Override
    public Class<BuiltinSettings> settingsType() {
        return BuiltinSettings.class;
    }

    @Override
    public Authenticator create(BuiltinSettings settings, AuthenticatorContext context) {
        return new BuiltinAuthenticator(settings, context);
    }
}
