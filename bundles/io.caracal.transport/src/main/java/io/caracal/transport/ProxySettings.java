package io.caracal.transport;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import java.time.Duration;

/** What a listener behind a proxy expects of the proxy. */
public record ProxySettings(
        @Description(
                "Whether every connection begins with a header of the PROXY protocol, version 1 or 2, that tells the client's address "
                        + "and, with version 2, facts of its TLS. Whoever reaches the listener can say what it likes in it: let "
                        + "the proxy alone reach it. A connection without a header is closed.")
        @Default("false")
        boolean proxyProtocol,

        @Description("How long the header may take before the connection is closed.") @Default("3s") @Range(min = 10)
        Duration proxyProtocolTimeout) {
    /** Clients come by themselves. */
    static final ProxySettings OFF = new ProxySettings(false, Duration.ofSeconds(3));
}
