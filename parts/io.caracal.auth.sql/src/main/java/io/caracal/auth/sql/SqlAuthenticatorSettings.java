package io.caracal.auth.sql;

import io.caracal.api.auth.PasswordAlgorithm;
import io.caracal.api.auth.template.SqlTemplate;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Flattened;
import io.caracal.api.connector.SqlServerSettings;
import java.util.Optional;

/** An element {@code {mechanism = password_based, backend = mysql|postgresql}} of the section {@code authentication}. */
@Description(
        "Users with hashes of their passwords in a table. A client for whom the query finds no row is left to the next element.")
public record SqlAuthenticatorSettings(
        @Description(
                "The connector that reaches the database, mysql:main; or give server, database, username and password here.")
        Optional<String> connector,

        @Flattened Optional<SqlServerSettings> server,

        @Default("SELECT password_hash, salt, is_superuser FROM mqtt_user WHERE username = ${username} LIMIT 1")
        @Description(
                "The query for one client. Placeholders such as ${username} and ${clientid} become parameters of a prepared statement. Of its first row the columns "
                        + "password_hash (or else password), salt and is_superuser count.")
        String query,

        @Description("How the hashes were made.") PasswordAlgorithm passwordHashAlgorithm) {

    /** Checks that there is one server, and reads the query. */
    public SqlAuthenticatorSettings {
        new Server(connector, server);
        SqlTemplate.parse(query);
    }
}
