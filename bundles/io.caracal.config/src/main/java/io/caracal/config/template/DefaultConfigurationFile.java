package io.caracal.config.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes {@link DefaultConfiguration} to a file: {@code FILE CLASS…}, the classes in the order of the sections. */
public final class DefaultConfigurationFile {
    private DefaultConfigurationFile() {}

    /** Needs the records on its class path. */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("expected FILE CLASS…, given " + Arrays.toString(arguments));
        }
        List<Class<? extends Record>> sections = new ArrayList<>();
        for (String name : List.of(arguments).subList(1, arguments.length)) {
            sections.add(Class.forName(name).asSubclass(Record.class));
        }
        Files.writeString(Path.of(arguments[0]), DefaultConfiguration.of(sections));
    }
}
