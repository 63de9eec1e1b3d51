package io.caracal.auth.sql;

import io.caracal.api.auth.template.SqlTemplate;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Flattened;
import io.caracal.api.connector.SqlServerSettings;
import java.util.Optional;
import java.util.Set;

/** An element {@code {type = mysql|postgresql}} of {@code authorization.sources}. */
@Description(
        "Rules in a table. The rows that the query finds for a client are its rules, in their order; the first that fits decides.")
public record SqlAuthorizerSettings(
        @Description(
                "The connector that reaches the database, mysql:main; or give server, database, username and password here.")
        Optional<String> connector,

        @Flattened Optional<SqlServerSettings> server,

        @Default("SELECT action, permission, topic, ipaddress, qos, retain FROM mqtt_acl WHERE username = ${username}")
        @Description(
                "The query for the rules of one client. Placeholders such as ${username}, ${clientid}, ${peerhost}, ${topic}, ${action}, ${qos} and ${retain} become parameters of a "
                        + "prepared statement. Name the columns of a rule, and order the rows.")
        String query) {
    /** What is known of a request besides the client. */
    static final Set<String> OF_THE_REQUEST = Set.of("action", "topic", "qos", "retain");

    /** Checks that there is one server, and reads the query. */
    public SqlAuthorizerSettings {
        new Server(connector, server);
        SqlTemplate.parse(query, OF_THE_REQUEST);
    }
}
