package io.caracal.auth.sql;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRuleParser;
import io.caracal.api.auth.AclRules;
import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.auth.template.SqlTemplate;
import io.caracal.api.connector.ConnectorUse;
import io.caracal.api.connector.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the rules that a query finds for a client, in the order of the rows. No row, or none that fits, leaves it to the next source. A row that is
 * no rule is an error of this source: to pass over it could be to pass over what it denies.
 */
public final class SqlAuthorizer implements Authorizer {
    /** More rules than this for one client are a mistake in the query; they are not cut off, for the last one may deny. */
    static final int MAX_RULES = 10_000;

    private final ConnectorUse use;
    private final SqlClient database;
    private final SqlTemplate query;

    private SqlAuthorizer(ConnectorUse use, SqlAuthorizerSettings settings) {
        this.use = use;
        this.database = use.capability(SqlClient.class);
        this.query = SqlTemplate.parse(settings.query(), SqlAuthorizerSettings.OF_THE_REQUEST);
    }

    /** @param type of the connector that it uses, {@code mysql} */
    public static Authorizer create(String type, SqlAuthorizerSettings settings, AuthorizerContext context) {
        ConnectorUse use =
                new Server(settings.connector(), settings.server()).open(type, context.connectors(), context.user());
        try {
            return new SqlAuthorizer(use, settings);
        } catch (RuntimeException e) {
            use.close();
            throw e;
        }
    }

    @Override
    public CompletionStage<Authorization> authorize(AuthorizationRequest request) {
        return database.query(query.sql(), query.parameters(name -> value(request, name)), MAX_RULES + 1)
                .thenApply(rows -> AclRules.of(rules(rows)).decide(request));
    }

    private static Optional<?> value(AuthorizationRequest request, String name) {
        return switch (name) {
            case "action" -> Optional.of(request.action().name().toLowerCase(Locale.ROOT));
            case "topic" -> Optional.of(request.topic());
            case "qos" -> Optional.of(request.qos());
            case "retain" -> Optional.of(request.retain());
            case "peerport" -> Optional.of(request.facts().peer().getPort());
            default -> request.facts().value(name);
        };
    }

    private static List<AclRule> rules(List<Map<String, @Nullable Object>> rows) {
        if (rows.size() > MAX_RULES) {
            throw new IllegalStateException("the query has given more than " + MAX_RULES
                    + " rows for one client, expected its own rules only; narrow it by WHERE");
        }
        List<AclRule> rules = new ArrayList<>(rows.size());
        for (Map<String, @Nullable Object> row : rows) {
            try {
                rules.add(AclRuleParser.parseRow(texts(row)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("row " + (rules.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return rules;
    }

    /** Tables with binary collations give bytes for text. */
    private static Map<String, @Nullable Object> texts(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> texts = new HashMap<>(row);
        Columns columns = new Columns(row);
        texts.replaceAll(
                (name, value) -> value instanceof byte[] ? columns.text(name).orElseThrow() : value);
        return texts;
    }

    @Override
    public void close() {
        use.close();
    }
}
