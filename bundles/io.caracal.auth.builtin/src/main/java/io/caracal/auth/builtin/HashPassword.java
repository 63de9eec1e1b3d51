package io.caracal.auth.builtin;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Makes a {@code password_hash} of a password: {@code java -cp io.caracal.auth.builtin-….jar
 * io.caracal.auth.builtin.HashPassword [sha256|sha512 [ITERATIONS]]}. The password is asked for on the terminal, unseen, or is the
 * first line of standard input; the hash is printed on standard output. Needs nothing but the jar.
 */
public final class HashPassword {
    private static final int USAGE = 64;

    private HashPassword() {}

    /** See the class; the exit code is 0, or 64 with a message if the arguments or the password cannot be used. */
    @SuppressWarnings("SystemConsoleNull") // the property jdk.console can still take it away
    public static void main(String[] arguments) throws IOException {
        Console console = System.console();
        String password = console != null && console.isTerminal() ? ask(console) : firstLine();
        int code = run(arguments, password, System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** The part of it that does not touch the process. */
    static int run(String[] arguments, String password, PrintStream out, PrintStream err) {
        try {
            if (arguments.length > 2) {
                throw new IllegalArgumentException(
                        arguments.length + " arguments were given, expected [sha256|sha512 [ITERATIONS]]");
            }
            if (password.isEmpty()) {
                throw new IllegalArgumentException("an empty password was given, expected at least one character");
            }
            PasswordHash.Algorithm algorithm =
                    PasswordHash.Algorithm.of(arguments.length > 0 ? arguments[0] : "sha512");
            int iterations = arguments.length > 1 ? number(arguments[1]) : algorithm.usualIterations();
            out.println(PasswordHash.of(password, algorithm, iterations, salt()).format());
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return USAGE;
        }
    }

    private static String ask(Console console) {
        char[] typed = console.readPassword("Password: ");
        return typed == null ? "" : new String(typed);
    }

    private static String firstLine() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " was given, expected a number of iterations", e);
        }
    }

    private static byte[] salt() {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return salt;
    }
}
