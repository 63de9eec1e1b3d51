package io.caracal.auth.scram;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import java.util.Optional;

/** An element {@code {mechanism = scram, backend = built_in_database}} of the section {@code authentication}. */
@Description(
        "Users of the database on the broker's disk, who prove by SCRAM that they know their password (MQTT 5.0, enhanced authentication). Their "
                + "user name is that of SCRAM; if CONNECT has one too, it has to be the same.")
public record ScramSettings(
        @Default("sha256")
        @Description("The hash function, which names the authentication method, SCRAM-SHA-256 or SCRAM-SHA-512.")
        ScramAlgorithm algorithm,

        @Default("4096")
        @Range(min = 4096, max = 1_000_000)
        @Description(
                "How often the passwords of new users are hashed; the client has to do the same each time that it connects.")
        int iterationCount,

        @Description(
                "A file of users that are added to the database when this element starts, if they are not there yet: .csv with a line of names, "
                        + "or .json with a list of objects; user_id, password, is_superuser.")
        Optional<String> bootstrapFile) {}
