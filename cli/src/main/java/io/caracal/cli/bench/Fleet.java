package io.caracal.cli.bench;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.mqtt.ProtocolVersion;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all clients of a run have in common.
 *
 * @param tls how to speak it, if the endpoint wants it
 * @param prefix client identifiers begin with it
 * @param keepAlive seconds, 0 for none
 * @param sessionExpiry seconds that a session outlives its connection; 0: clean sessions
 * @param username may have {@code %i} and {@code %c}, see {@link #named}
 * @param sources local addresses to connect from in turn; empty: the system chooses
 * @param connectRate connections opened a second; 0: as fast as they are answered
 * @param timeout for each connection, until it is ready for use
 * @param threads event loops
 */
public record Fleet(
        Endpoint endpoint,
        @Nullable SslContext tls,
        ProtocolVersion version,
        String prefix,
        int keepAlive,
        long sessionExpiry,
        @Nullable String username,
        @Nullable String password,
        List<InetAddress> sources,
        double connectRate,
        Duration timeout,
        int threads) {

    /** @param level 3, 4 or 5, the byte of CONNECT */
    public static ProtocolVersion version(int level) {
        return Arrays.stream(ProtocolVersion.values())
                .filter(version -> version.level() == level)
                .findFirst()
                .orElseThrow(() -> new CliException(
                        ExitCode.USAGE, "--mqtt: given is " + level + ", expected 3 (3.1), 4 (3.1.1) or 5."));
    }

    /** {@code %i} becomes the number of a client, {@code %c} its identifier. */
    static String named(String pattern, int number, String clientId) {
        return pattern.replace("%i", Integer.toString(number)).replace("%c", clientId);
    }
}
