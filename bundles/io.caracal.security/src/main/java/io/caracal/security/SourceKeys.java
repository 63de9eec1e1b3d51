package io.caracal.security;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;

/** The keys that sources of every type have; read by hand from each, see {@link SourceSettings}, and described here. */
record SourceKeys(
        @Description("Where the rules are, for example file; each type stands once.")
        String type,

        @Description("False passes the source over.") @Default("true")
        boolean enable) {}
