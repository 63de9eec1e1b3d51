package io.caracal.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Somebody's shell: a home folder, variables, an unpacked distribution; and what the last call has said. */
final class Terminal {
    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private String input = "";
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteArrayOutputStream err = new ByteArrayOutputStream();

    Terminal(Path folder) {
        this.folder = folder;
    }

    Terminal variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Terminal input(String text) {
        input = text;
        return this;
    }

    /** Calls {@code caracal}; returns its exit code. */
    int caracal(String... arguments) {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        Environment environment = new Environment(
                folder.resolve("distribution"),
                folder.resolve("home"),
                Map.copyOf(variables),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Cli(environment).run(arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    Path data() {
        return folder.resolve("distribution/data");
    }

    Path contexts() {
        return folder.resolve("home/.config/caracal/contexts.json");
    }
}
