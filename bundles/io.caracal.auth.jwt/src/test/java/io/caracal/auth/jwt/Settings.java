package io.caracal.auth.jwt;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.Secret;
import io.caracal.api.connector.HttpClientSettings;
import io.caracal.api.connector.TlsClientSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Settings as their defaults are. */
final class Settings {
    private Settings() {}

    static JwtSettings secret(String secret) {
        return of(Optional.of("hmac-based"), Optional.of(secret), Optional.empty());
    }

    static JwtSettings of(Optional<String> algorithm, Optional<String> secret, Optional<String> endpoint) {
        return new JwtSettings(
                JwtSettings.From.PASSWORD,
                algorithm,
                Optional.empty(),
                secret.map(Secret::new),
                false,
                Optional.empty(),
                endpoint,
                Map.of(),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                new HttpClientSettings(
                        1,
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        0,
                        new Bytes(1000),
                        HttpClientSettings.Version.HTTP1,
                        TlsClientSettings.disabled()),
                Map.of(),
                "acl",
                true,
                Duration.ofSeconds(5));
    }
}
