package io.caracal.itests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An unpacked distribution.
 *
 * @param home its folder
 */
public record Distribution(Path home) {

    /** The one that this build has assembled: the folder that the system property {@code caracal.distribution} names. */
    public static Distribution built() {
        String home = Objects.requireNonNull(
                System.getProperty("caracal.distribution"), "system property caracal.distribution is not set");
        return new Distribution(Path.of(home).toAbsolutePath().normalize());
    }

    /** A copy for a test that changes {@code plugins/}; the folder {@code target} is made. */
    public Distribution copyTo(Path target) throws IOException {
        List<Path> sources;
        try (Stream<Path> walk = Files.walk(home)) {
            sources =
                    walk.filter(path -> !path.startsWith(home.resolve("data"))).toList();
        }
        for (Path source : sources) {
            Files.copy(source, target.resolve(home.relativize(source).toString()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return new Distribution(target);
    }

    /** The folder {@code repository/}: bundles in Maven's layout. */
    public Path repository() {
        return home.resolve("repository");
    }

    /** The folder {@code plugins/}, which the broker watches. */
    public Path plugins() {
        return home.resolve("plugins");
    }

    /** A broker of this distribution, to be configured and started. */
    public BrokerStart broker() {
        return new BrokerStart(this);
    }
}
