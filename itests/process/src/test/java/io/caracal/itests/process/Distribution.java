package io.caracal.itests.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** An unpacked distribution. */
record Distribution(Path home) {
    /** The one that this build has assembled. */
    static Distribution built() {
        String home = Objects.requireNonNull(
                System.getProperty("caracal.distribution"), "system property caracal.distribution is not set");
        return new Distribution(Path.of(home).toAbsolutePath().normalize());
    }

    /** A copy that a test may damage. */
    Distribution copyTo(Path target) throws IOException {
        List<Path> sources;
        try (Stream<Path> walk = Files.walk(home)) {
            sources =
                    walk.filter(path -> !path.startsWith(home.resolve("data"))).toList();
        }
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        for (Path source : sources) {
            Files.copy(source, target.resolve(home.relativize(source).toString()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return new Distribution(target);
    }

    Path script() {
        return home.resolve("bin/caracal");
    }

    Path file(String relative) {
        return home.resolve(relative);
    }

    Caracal caracal(String... arguments) {
        return new Caracal(script(), List.of(arguments));
    }
}
