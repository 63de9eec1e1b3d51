package io.caracal.itests.cli;

import io.caracal.itests.support.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A file of docs/examples, moved to where a test may run it: folders of a server are folders of the test, and the well-known ports are free
 * ones. Nothing else of it changes.
 */
final class Example {
    private static final Path EXAMPLES = Path.of(Objects.requireNonNull(
                    System.getProperty("caracal.examples"), "system property caracal.examples is not set"))
            .toAbsolutePath()
            .normalize();

    private final Path root;
    private final Path distribution;
    private final int mqtt;
    private final int rest;

    /** @param root takes the place of {@code /} for {@code /etc/…} and {@code /var/lib/…} */
    Example(Path root, Path distribution) throws IOException {
        this.root = root;
        this.distribution = distribution;
        List<Integer> ports = FreePorts.take(2);
        mqtt = ports.getFirst();
        rest = ports.getLast();
        Files.createDirectories(root.resolve("etc"));
        Files.createDirectories(root.resolve("var/lib"));
    }

    /** The text of a file of the example. */
    String text(String file) throws IOException {
        return moved(Files.readString(EXAMPLES.resolve(file)));
    }

    String moved(String text) {
        return text.replace("/opt/caracal/", distribution + "/")
                .replace("/etc/caracal", path("etc/caracal").toString())
                .replace("/var/lib/caracal", path("var/lib/caracal").toString())
                .replaceAll("\\b18083\\b", String.valueOf(rest))
                .replaceAll("\\b1883\\b", String.valueOf(mqtt));
    }

    /** What {@code /relative} of the server is here. */
    Path path(String relative) {
        return root.resolve(relative);
    }

    int mqtt() {
        return mqtt;
    }

    int rest() {
        return rest;
    }
}
