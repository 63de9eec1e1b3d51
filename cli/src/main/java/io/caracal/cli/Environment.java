package io.caracal.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a call takes from the process it runs in; tests bring their own.
 *
 * @param home the unpacked distribution
 * @param user the home folder of the user
 * @param variables the environment variables
 */
public record Environment(
        Path home, Path user, Map<String, String> variables, InputStream in, PrintStream out, PrintStream err) {

    static Environment ofProcess() {
        return new Environment(
                Path.of(System.getProperty("caracal.home", "."))
                        .toAbsolutePath()
                        .normalize(),
                Path.of(System.getProperty("user.home", ".")),
                System.getenv(),
                System.in,
                System.out,
                System.err);
    }

    /** The value of a variable; null if it is not set or empty. */
    public @Nullable String variable(String name) {
        String value = variables.get(name);
        return Objects.requireNonNullElse(value, "").isEmpty() ? null : value;
    }
}
