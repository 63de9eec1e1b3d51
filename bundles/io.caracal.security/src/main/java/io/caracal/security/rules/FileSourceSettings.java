package io.caracal.security.rules;

import io.caracal.api.config.Description;
import java.util.Optional;

/** A source {@code file}. */
public record FileSourceSettings(
        @Description(
                "The file of rules, absolute or relative to the folder of the configuration file. If absent: what was set by REST "
                        + "(authorization/acl.conf in the data folder), else config/acl.conf of the distribution. It is read again when it changes.")
        Optional<String> path) {}
