package io.caracal.api.connector;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import java.time.Duration;

/** How HTTP requests are sent, whatever the server. Meant to be {@link io.caracal.api.config.Flattened} into other settings. */
public record HttpClientSettings(
        @Description("How many requests are under way at once.") @Default("8") @Range(min = 1, max = 10_000)
        int poolSize,

        @Description("How many requests may wait for their turn. Further ones fail at once.")
        @Default("1000")
        @Range(min = 0, max = 1_000_000)
        int poolQueue,

        @Description("How long a connection may take to be made.") @Default("5s") @Range(min = 100, max = 120_000)
        Duration connectTimeout,

        @Description("How long a request may take from being handed over to the end of its answer, retries included.")
        @Default("5s")
        @Range(min = 100, max = 120_000)
        Duration requestTimeout,

        @Description(
                "How often a request is sent again if the connection fails; only those that may be (GET, HEAD, PUT, DELETE, OPTIONS).")
        @Default("2")
        @Range(min = 0, max = 10)
        int maxRetries,

        @Description("The longest answer that is read; a longer one is a failure.")
        @Default("1MB")
        @Range(min = 0, max = 104_857_600)
        Bytes maxAnswer,

        @Description("The version of HTTP to begin with; over TLS the server may choose a lower one.") @Default("http1")
        Version httpVersion,

        @Description(
                "Encryption, for a url that begins with https. It is enabled by the url; ssl.enable is of no importance.")
        TlsClientSettings ssl) {

    /** Versions of HTTP. */
    public enum Version {
        @Description("HTTP/1.1: one connection for each request under way.")
        HTTP1,
        @Description("HTTP/2: one connection for all requests.")
        HTTP2
    }

    /** As if no key of them was given. */
    public static HttpClientSettings defaults() {
        return new HttpClientSettings(
                8,
                1000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                2,
                new Bytes(1 << 20),
                Version.HTTP1,
                TlsClientSettings.disabled());
    }
}
