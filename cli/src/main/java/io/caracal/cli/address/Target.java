package io.caracal.cli.address;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The broker that a command talks to.
 *
 * @param url scheme, host and port of its REST API, without a path
 * @param certificates a PEM file of certificates to trust besides those of the JVM
 * @param name what messages call it, for example {@code the broker of /var/lib/caracal}
 */
public record Target(
        URI url, Credential credential, @Nullable Path certificates, String name) {
    public Target with(Credential other) {
        return new Target(url, other, certificates, name);
    }
}
