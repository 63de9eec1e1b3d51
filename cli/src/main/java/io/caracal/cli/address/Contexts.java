package io.caracal.cli.address;

import io.caracal.cli.CliException;
import io.caracal.cli.Environment;
import io.caracal.cli.ExitCode;
import io.caracal.cli.json.Json;
import io.caracal.cli.json.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The brokers that this user has given names, in {@code ~/.config/caracal/contexts.json} ({@code XDG_CONFIG_HOME} is heeded). It is
 * read at each call and written as a whole, by its owner alone.
 */
public final class Contexts {
    private final Path file;
    private final Map<String, Context> byName;
    private @Nullable String current;

    private Contexts(Path file, Map<String, Context> byName, @Nullable String current) {
        this.file = file;
        this.byName = byName;
        this.current = current;
    }

    public static Contexts of(Environment environment) {
        String base = environment.variable("XDG_CONFIG_HOME");
        Path folder = base == null ? environment.user().resolve(".config") : Path.of(base);
        return read(folder.resolve("caracal").resolve("contexts.json"));
    }

    static Contexts read(Path file) {
        Map<String, Context> byName = new LinkedHashMap<>();
        try {
            Node document = new Node(Json.read(Files.readString(file)));
            if (PrivateFile.isOpenToOthers(file)) {
                throw new CliException(
                        ExitCode.CONFIGURATION,
                        "The file " + file + " holds secrets, and others may read it. Take that away: chmod 600 "
                                + file);
            }
            if (document.at("contexts").value() instanceof Map<?, ?> contexts) {
                contexts.forEach((name, context) -> byName.put(String.valueOf(name), Context.of(new Node(context))));
            }
            return new Contexts(file, byName, (String) document.at("current").value());
        } catch (NoSuchFileException _) {
            return new Contexts(file, byName, null);
        } catch (IOException | ClassCastException e) {
            throw new CliException(
                    ExitCode.CONFIGURATION,
                    "The file " + file + " cannot be read: " + e.getMessage()
                            + " Mend it, or delete it and log in again.",
                    e);
        }
    }

    public Path file() {
        return file;
    }

    public Map<String, Context> all() {
        return Map.copyOf(byName);
    }

    /** The name of the one that counts when none is named; null for the broker of this machine. */
    public @Nullable String current() {
        return current;
    }

    /** @throws CliException if there is none of this name */
    public Context named(String name) {
        Context context = byName.get(name);
        if (context == null) {
            throw new CliException(
                    ExitCode.USAGE,
                    "There is no context '" + name + "'. "
                            + (byName.isEmpty()
                                    ? "Make one with 'caracal login --url URL' or 'caracal contexts add'."
                                    : "There are " + String.join(", ", byName.keySet()) + "."));
        }
        return context;
    }

    public void put(String name, Context context) {
        byName.put(name, context);
    }

    public void remove(String name) {
        named(name);
        byName.remove(name);
        if (name.equals(current)) {
            current = null;
        }
    }

    /** @param name null for the broker of this machine */
    public void use(@Nullable String name) {
        if (name != null) {
            named(name);
        }
        current = name;
    }

    public void save() {
        Map<String, Object> contexts = new LinkedHashMap<>();
        byName.forEach((name, context) -> contexts.put(name, context.toMap()));
        Map<String, Object> document = new LinkedHashMap<>();
        if (current != null) {
            document.put("current", current);
        }
        document.put("contexts", contexts);
        try {
            PrivateFile.write(file, Json.pretty(document) + "\n");
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.CONFIGURATION, "The file " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
