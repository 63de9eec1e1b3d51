package io.caracal.itests.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** MQTT.js in the version of {@code package.json}, installed once below {@code target/}. */
final class MqttJsInstallation {
    private static final String LOCK = "package-lock.json";

    private MqttJsInstallation() {}

    /** The folder with the driver and all that it needs. Without Node.js the test is skipped. */
    static Path folder() {
        Assumptions.assumeTrue(
                Tool.exists("node") && Tool.exists("npm"),
                "node and npm are not on the PATH (Debian packages nodejs and npm)");
        Path source = folder("caracal.mqttjs");
        Path target = folder("caracal.work").resolve("mqttjs");
        try {
            boolean complete = sameLock(source, target);
            Files.createDirectories(target);
            copy(source, target, "package.json");
            copy(source, target, "driver.mjs");
            if (!complete) {
                copy(source, target, LOCK);
                Tool.run(target, "npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund")
                        .expectSuccess();
                copy(source, target.resolve("node_modules"), LOCK);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot install MQTT.js in " + target, e);
        }
    }

    /** The copy beside the modules is made last, so it stands for a whole installation. */
    private static boolean sameLock(Path source, Path target) throws IOException {
        Path installed = target.resolve("node_modules").resolve(LOCK);
        return Files.exists(installed) && Files.mismatch(source.resolve(LOCK), installed) < 0;
    }

    private static void copy(Path source, Path target, String file) throws IOException {
        Files.write(target.resolve(file), Files.readAllBytes(source.resolve(file)));
    }

    private static Path folder(String property) {
        return Path.of(Objects.requireNonNull(
                        System.getProperty(property), "system property " + property + " is not set"))
                .toAbsolutePath()
                .normalize();
    }
}
