package io.caracal.auth.sql;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.PasswordAlgorithm;
import io.caracal.api.auth.PasswordHashing;
import io.caracal.api.auth.template.SqlTemplate;
import io.caracal.api.connector.ConnectorUse;
import io.caracal.api.connector.SqlClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Checks a password against the row that a query finds. No row leaves the client to the next element; a row without a hash is that of
 * somebody who has no password. A database that fails is an error of this element, never an answer.
 */
public final class SqlAuthenticator implements Authenticator {
    private static final String HASH = "password_hash";
    private static final String OLDER_HASH = "password";

    private final ConnectorUse use;
    private final SqlClient database;
    private final SqlTemplate query;
    private final PasswordAlgorithm algorithm;
    private final PasswordHashing passwords;

    private SqlAuthenticator(ConnectorUse use, SqlAuthenticatorSettings settings, PasswordHashing passwords) {
        this.use = use;
        this.database = use.capability(SqlClient.class);
        this.query = SqlTemplate.parse(settings.query());
        this.algorithm = settings.passwordHashAlgorithm();
        this.passwords = passwords;
    }

    /** @param type of the connector that it uses, {@code mysql} */
    public static Authenticator create(String type, SqlAuthenticatorSettings settings, AuthenticatorContext context) {
        ConnectorUse use =
                new Server(settings.connector(), settings.server()).open(type, context.connectors(), context.user());
        try {
            return new SqlAuthenticator(use, settings, context.passwords());
        } catch (RuntimeException e) {
            use.close();
            throw e;
        }
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request) {
        Optional<byte[]> password = request.password();
        if (password.isEmpty()) {
            return completedFuture(AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD));
        }
        return database.query(query.sql(), query.parameters(request.facts()), 1)
                .thenCompose(rows -> decide(rows, password.get()));
    }

    private CompletionStage<AuthenticationResult> decide(List<Map<String, @Nullable Object>> rows, byte[] password) {
        if (rows.isEmpty()) {
            return completedFuture(AuthenticationResult.next());
        }
        Columns row = new Columns(rows.getFirst());
        Optional<String> hash = row.text(hashColumn(row));
        if (hash.isEmpty()) {
            return completedFuture(AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD));
        }
        return passwords
                .verify(algorithm, hash.get(), row.text("salt").orElse(""), password)
                .thenApply(right -> right
                        ? new Accept(Map.of(), row.flag("is_superuser"), Optional.empty(), List.of(), new byte[0])
                        : AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD));
    }

    private static String hashColumn(Columns row) {
        if (row.has(HASH)) {
            return HASH;
        }
        if (row.has(OLDER_HASH)) {
            return OLDER_HASH;
        }
        throw new IllegalStateException("the query has given the columns " + row.names() + ", expected " + HASH + " or "
                + OLDER_HASH + " among them; name it in query");
    }

    @Override
    public void close() {
        use.close();
    }
}
