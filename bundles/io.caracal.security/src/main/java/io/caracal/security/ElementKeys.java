package io.caracal.security;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import java.util.Optional;

/** The keys that elements of every type have; read by hand from each, see {@link ElementSettings}, and described here. */
record ElementKeys(
        @Description("How clients prove who they are, for example password_based.")
        String mechanism,

        @Description(
                "Where the mechanism looks, for example built_in_database; absent for a mechanism without back ends.")
        @Default("")
        String backend,

        @Description("False passes the element over.") @Default("true")
        boolean enable,

        @Description(
                "Which clients it is asked about, for example listener == 'tcp:default' and not regex_match(username, '^admin'); others "
                        + "go on to the next element. All if it is not given.")
        Optional<String> precondition,

        @Description("True goes on to the next element when a call to the back end fails; false rejects the client.")
        @Default("false")
        boolean ignoreBackendFailures) {}
