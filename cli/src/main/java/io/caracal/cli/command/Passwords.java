package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.Environment;
import io.caracal.cli.ExitCode;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Gets passwords from the terminal or from files, never from arguments: any user of the machine can see those. */
final class Passwords {
    private static final Path INPUT = Path.of("-");

    private final Environment environment;

    Passwords(Environment environment) {
        this.environment = environment;
    }

    /** One that exists. */
    String known(String prompt, @Nullable Path file) {
        return file == null ? ask(prompt) : firstLine(file);
    }

    /** A new one: typed twice, because nobody sees what is typed. */
    String chosen(String prompt, @Nullable Path file) {
        if (file != null) {
            return firstLine(file);
        }
        String password = ask(prompt);
        if (!password.equals(ask("The same once more"))) {
            throw new CliException(ExitCode.USAGE, "That was not the same twice; nothing has changed.");
        }
        return password;
    }

    private static String ask(String prompt) {
        Console console = System.console();
        char[] password = console == null || !console.isTerminal() ? null : console.readPassword("%s: ", prompt);
        if (password == null) {
            throw new CliException(
                    ExitCode.USAGE,
                    prompt
                            + ": there is no terminal to ask at. Name a file with --password-file (or - for the input; see --help).");
        }
        return new String(password);
    }

    private String firstLine(Path file) {
        try (Reader source = file.equals(INPUT)
                        ? new InputStreamReader(environment.in(), StandardCharsets.UTF_8)
                        : Files.newBufferedReader(file);
                BufferedReader reader = new BufferedReader(source)) {
            String line = reader.readLine();
            if (line != null && !line.isEmpty()) {
                return line;
            }
            throw new CliException(ExitCode.USAGE, "There is no password in the first line of " + file + ".");
        } catch (IOException e) {
            throw new CliException(ExitCode.USAGE, "The file " + file + " cannot be read: " + e + ".", e);
        }
    }
}
