package io.caracal.rest.server;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import java.time.Duration;
import java.util.Optional;

/** Where and how the REST API is reached. */
public record ListenerSettings(
        @Description(
                "Over HTTP. On any other address than loopback prefer https: passwords and tokens travel in the clear here.")
        Http http,

        @Description("Over HTTPS.") Https https) {

    /** The listener without encryption. */
    public record Http(
            @Description("Whether it is opened.") @Default("true")
            boolean enable,

            @Description(
                    "Address and port, \"127.0.0.1:18083\", \"[::1]:18083\", \"0.0.0.0:18083\"; a port alone means the loopback address.")
            @Default("\"127.0.0.1:18083\"")
            String bind,

            @Description("The most connections at a time; further ones wait until one is closed.")
            @Default("512")
            @Range(min = 1, max = 100_000)
            int maxConnections,

            @Description("How many connections may wait to be accepted; applies when the address is bound anew.")
            @Default("1024")
            @Range(min = 1, max = 65535)
            int backlog,

            @Description("How long a connection may be silent, between requests and within one.")
            @Default("30s")
            @Range(min = 100, max = 3_600_000)
            Duration idleTimeout) {
        public Http {
            var unused = BindAddress.parse(bind);
        }
    }

    /** The listener with encryption. */
    public record Https(
            @Description("Whether it is opened. It needs certfile and keyfile then.") @Default("false")
            boolean enable,

            @Description("Address and port, as for http.") @Default("\"127.0.0.1:18084\"")
            String bind,

            @Description(
                    "The file with the server's certificate in PEM form, followed by the intermediate ones. A relative path starts at the folder of the configuration file.")
            Optional<String> certfile,

            @Description("The file with the certificate's private key in PEM form (PKCS #8, not encrypted).")
            Optional<String> keyfile,

            @Description(
                    "How often is looked whether the files have been renewed. They are taken up when they have not changed between two looks; connections that are open stay.")
            @Default("10s")
            @Range(min = 100, max = 86_400_000)
            Duration certificateCheckInterval,

            @Description("The most connections at a time; further ones wait until one is closed.")
            @Default("512")
            @Range(min = 1, max = 100_000)
            int maxConnections,

            @Description("How many connections may wait to be accepted; applies when the address is bound anew.")
            @Default("1024")
            @Range(min = 1, max = 65535)
            int backlog,

            @Description("How long a connection may be silent, between requests and within one.")
            @Default("30s")
            @Range(min = 100, max = 3_600_000)
            Duration idleTimeout) {
        public Https {
            var unused = BindAddress.parse(bind);
            if (enable && (certfile.isEmpty() || keyfile.isEmpty())) {
                throw new IllegalArgumentException(
                        "an https listener needs a certificate and its key; set certfile and keyfile, or enable = false");
            }
        }
    }
}
