package io.caracal.auth.postgresql;

import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.auth.sql.SqlAuthenticator;
import io.caracal.auth.sql.SqlAuthenticatorSettings;
import org.osgi.service.component.annotations.Component;

/** Brings {@code {mechanism = password_based, backend = postgresql}}. */
@Component(service = AuthenticatorFactory.class)
public final class PostgreSqlAuthenticatorFactory implements AuthenticatorFactory<SqlAuthenticatorSettings> {

    @Override
    public String mechanism() {
        return "password_based";
    }

    @Override
    public String backend() {
        return "postgresql";
    }

    @Override
    public Class<SqlAuthenticatorSettings> settingsType() {
        return SqlAuthenticatorSettings.class;
    }

    @Override
    public Authenticator create(SqlAuthenticatorSettings settings, AuthenticatorContext context) {
        return SqlAuthenticator.create("postgresql", settings, context);
    }
}
