package io.caracal.cli.address;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads an API key as it is given: {@code KEY:SECRET}, or where it stands, so that no list of processes shows it. */
final class ApiKeys {
    private ApiKeys() {}

    /** @param source what has named it, for messages */
    static Credential.ApiKey parse(String given, String source) {
        String pair = given;
        if (given.startsWith("file:")) {
            pair = fileContent(Path.of(given.substring(5)), source);
        } else if (given.startsWith("env:")) {
            pair = variable(given.substring(4), source);
        }
        int colon = pair.indexOf(':');
        if (colon < 1 || colon == pair.length() - 1) {
            throw new CliException(
                    ExitCode.USAGE,
                    "The API key of " + source + " is not of the form KEY:SECRET, nor file:PATH or env:NAME of one.");
        }
        return new Credential.ApiKey(pair.substring(0, colon), pair.substring(colon + 1), source);
    }

    private static String fileContent(Path file, String source) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.CONFIGURATION,
                    "The API key of " + source + ": the file " + file + " cannot be read: " + e,
                    e);
        }
    }

    private static String variable(String name, String source) {
        String value = System.getenv(name);
        if (value == null) {
            throw new CliException(
                    ExitCode.USAGE, "The API key of " + source + ": there is no environment variable " + name + ".");
        }
        return value;
    }
}
