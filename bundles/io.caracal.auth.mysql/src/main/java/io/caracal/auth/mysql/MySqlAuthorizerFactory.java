package io.caracal.auth.mysql;

import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.auth.AuthorizerFactory;
import io.caracal.auth.sql.SqlAuthorizer;
import io.caracal.auth.sql.SqlAuthorizerSettings;
import org.osgi.service.component.annotations.Component;

/** Brings {@code {type = mysql}} to {@code authorization.sources}. */
@Component(service = AuthorizerFactory.class)
public final class MySqlAuthorizerFactory implements AuthorizerFactory<SqlAuthorizerSettings> {

    @Override
    public String type() {
        return "mysql";
    }

    @Override
    public Class<SqlAuthorizerSettings> settingsType() {
        return SqlAuthorizerSettings.class;
    }

    @Override
    public Authorizer create(SqlAuthorizerSettings settings, AuthorizerContext context) {
        return SqlAuthorizer.create("mysql", settings, context);
    }
}
