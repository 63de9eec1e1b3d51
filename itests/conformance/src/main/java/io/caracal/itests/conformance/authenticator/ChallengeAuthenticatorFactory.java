package io.caracal.itests.conformance.authenticator;

import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.AuthenticatorFactory;
import org.osgi.service.component.annotations.Component;

/** Brings {@code {mechanism = challenge}}. */
@Component(service = AuthenticatorFactory.class)
public final class ChallengeAuthenticatorFactory implements AuthenticatorFactory<ChallengeSettings> {

    @Override
    public String mechanism() {
        return "challenge";
    }

    @Override
    public String backend() {
        return "";
    }

    @Override
    public Class<ChallengeSettings> settingsType() {
        return ChallengeSettings.class;
    }

    @Override
    public Authenticator create(ChallengeSettings settings, AuthenticatorContext context) {
        return new ChallengeAuthenticator();
    }
}
