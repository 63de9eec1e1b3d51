package com.example.signedid;

import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.AuthenticatorFactory;
import org.osgi.service.component.annotations.Component;

/** Brings {@code {mechanism = signed_id}}. */
@Component(service = AuthenticatorFactory.class)
public final class SignedIdFactory implements AuthenticatorFactory<SignedIdSettings> {

    @Override
    public String mechanism() {
        return "signed_id";
    }

    @Override
    public String backend() {
        return "";
    }

    @Override
    public Class<SignedIdSettings> settingsType() {
        return SignedIdSettings.class;
    }

    @Override
    public Authenticator create(SignedIdSettings settings, AuthenticatorContext context) {
        return new SignedIdAuthenticator(
                new Signature(settings.key().reveal()), settings.nameAttribute());
    }
}
